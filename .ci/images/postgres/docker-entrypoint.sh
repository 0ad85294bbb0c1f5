#!/bin/bash
# The same contract as the public postgres image's entry point, without its rarer switches.
set -euo pipefail
file_env() { local v=$1 f=${1}_FILE; [ -z "${!f:-}" ] || export "$v"="$(<"${!f}")"; }
[ "${1:0:1}" != - ] || set -- postgres "$@"
case " $* " in *" --version "* | *" -V "* | *" --help "*) exec "$@" ;; esac
if [ "$1" = postgres ]; then
  export PGDATA=${PGDATA:-/var/lib/postgresql/data}
  if [ "$(id -u)" = 0 ]; then
    install -d -o postgres -g postgres -m 700 "$PGDATA"; install -d -o postgres -g postgres -m 2775 /var/run/postgresql
    find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
  fi
  file_env POSTGRES_PASSWORD; file_env POSTGRES_USER; file_env POSTGRES_DB
  user=${POSTGRES_USER:-postgres} db=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
      echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
      echo '       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.' >&2; exit 1
    fi
    eval "initdb --username=\"\$user\" --pwfile=<(printf '%s\n' \"\${POSTGRES_PASSWORD:-}\") ${POSTGRES_INITDB_ARGS:-} ${E2E_INITDB_FAST:+--no-sync}"
    auth=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}; printf '\nhost all all all %s\n' "$auth" >>"$PGDATA/pg_hba.conf"
    PGUSER=$user pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
    run() { psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc -U "$user" "$@"; }
    [ "$db" = postgres ] || run -d postgres --set db="$db" <<<'CREATE DATABASE :"db" ;'
    for f in /docker-entrypoint-initdb.d/*; do
      # shellcheck disable=SC1090 # the contract of the public image: a script without x is sourced
      case $f in *.sh) [ -x "$f" ] && "$f" || . "$f" ;; *.sql) run -d "$db" -f "$f" ;; *.sql.gz) gunzip -c "$f" | run -d "$db" ;; esac
    done
    PGUSER=$user pg_ctl -D "$PGDATA" -m fast -w stop
    echo; echo 'PostgreSQL init process complete; ready for start up.'; echo
  fi
fi
exec "$@"
