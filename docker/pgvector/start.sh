#!/bin/bash
# Builds the extension pg_bigm when PG_BIGM is true and it is not there yet, then starts the server as the image does.
set -euo pipefail

settings=()
if [ "${PG_BIGM:-false}" = true ]; then
  case ${PG_BIGM_VERSION:-} in
    '' | *[!0-9.-]*) echo "pgvector/start.sh: PG_BIGM_VERSION is no version" >&2; exit 1 ;;
  esac
  if [ ! -f "$(pg_config --pkglibdir)/pg_bigm.so" ]; then
    build=$(mktemp -d)
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends curl ca-certificates build-essential libicu-dev "postgresql-server-dev-$PG_MAJOR"
    curl -fsSL "https://github.com/pgbigm/pg_bigm/archive/refs/tags/v$PG_BIGM_VERSION.tar.gz" | tar -xz -C "$build" --strip-components 1
    make -s -C "$build" USE_PGXS=1 install
    apt-get purge -qq -y --auto-remove build-essential libicu-dev "postgresql-server-dev-$PG_MAJOR"
    rm -rf "$build" /var/lib/apt/lists/*
  fi
  settings=(-c shared_preload_libraries=pg_bigm)
fi

exec docker-entrypoint.sh postgres "${settings[@]}"
