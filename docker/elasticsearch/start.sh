#!/bin/bash
# Adds the Japanese analysers for VECTOR_STORE=elasticsearch-ja, then starts the server as the image does.
set -euo pipefail

if [ "${VECTOR_STORE:-}" = elasticsearch-ja ]; then
  for plugin in analysis-icu analysis-kuromoji; do
    elasticsearch-plugin list | grep -qx "$plugin" || elasticsearch-plugin install --batch "$plugin"
  done
fi

exec /bin/tini -- /usr/local/bin/docker-entrypoint.sh eswrapper
