#!/bin/sh
# The same contract as the public nginx image's entry point, as far as templates go: NAME.template below
# /etc/nginx/templates becomes NAME below NGINX_ENVSUBST_OUTPUT_DIR, with ${VARIABLES} filled in that are set and
# match NGINX_ENVSUBST_FILTER.
set -eu

output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
if [ "${1:-}" = nginx ] && [ -d /etc/nginx/templates ]; then
  find /etc/nginx/templates -name '*.template' | while read -r template; do
    target=$output/${template#/etc/nginx/templates/}
    mkdir -p "$(dirname "$target")"
    awk -v filter="${NGINX_ENVSUBST_FILTER:-}" '{
      line = $0
      out = ""
      while (match(line, /\$\{[A-Za-z_][A-Za-z_0-9]*\}/)) {
        name = substr(line, RSTART + 2, RLENGTH - 3)
        text = (name in ENVIRON && name ~ filter) ? ENVIRON[name] : substr(line, RSTART, RLENGTH)
        out = out substr(line, 1, RSTART - 1) text
        line = substr(line, RSTART + RLENGTH)
      }
      print out line
    }' "$template" >"${target%.template}"
  done
fi
exec "$@"
