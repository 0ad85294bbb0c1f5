#!/bin/sh
# The same contract as the public redis image's entry point.
set -e
case "${1:-redis-server}" in -*|*.conf) set -- redis-server "$@" ;; esac
[ $# -gt 0 ] || set -- redis-server
if [ "$1" = redis-server ]; then
  shift
  case " $* " in *" --protected-mode "*) ;; *) set -- "$@" --protected-mode no ;; esac  # off in the public image
  set -- redis-server "$@"
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' + 2>/dev/null || true
    exec setpriv --reuid=redis --regid=redis --init-groups "$@"
  fi
fi
exec "$@"
