#!/bin/sh
# The same contract as the public nginx image's entry point, as far as templates go: what lies in /etc/nginx/templates is
# filled in from the environment, only with variables that exist and match NGINX_ENVSUBST_FILTER.
set -e
if [ "$1" = nginx ] && [ -d /etc/nginx/templates ]; then
  python3 - <<'PYTHON'
import os
import re
from pathlib import Path

source = Path(os.environ.get("NGINX_ENVSUBST_TEMPLATE_DIR", "/etc/nginx/templates"))
target = Path(os.environ.get("NGINX_ENVSUBST_OUTPUT_DIR", "/etc/nginx/conf.d"))
suffix = os.environ.get("NGINX_ENVSUBST_TEMPLATE_SUFFIX", ".template")
wanted = re.compile(os.environ.get("NGINX_ENVSUBST_FILTER", ""))
known = {name: text for name, text in os.environ.items() if wanted.search(name)}
for template in sorted(source.rglob(f"*{suffix}")):
    output = target / str(template.relative_to(source)).removesuffix(suffix)
    output.parent.mkdir(parents=True, exist_ok=True)
    text = re.sub(r"\$(?:\{(\w+)\}|(\w+))", lambda m: known.get(m[1] or m[2], m[0]), template.read_text())
    output.write_text(text)
PYTHON
fi
exec "$@"
