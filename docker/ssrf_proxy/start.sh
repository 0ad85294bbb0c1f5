#!/bin/sh
# Fills in the template and starts squid in the foreground.
set -eu

template=${SQUID_TEMPLATE:-/opt/launchdeck/squid.conf.template}
config=${SQUID_CONFIG:-/tmp/squid.conf}

fail() {
  echo "ssrf_proxy/start.sh: $*" >&2
  exit 1
}

port() { # port NAME VALUE
  case $2 in '' | *[!0-9]*) fail "$1 is no port" ;; esac
}

word() { # word NAME VALUE
  case $2 in '' | *[!A-Za-z0-9._/-]*) fail "$1 has a character that a squid.conf cannot hold" ;; esac
}

port SSRF_HTTP_PORT "${HTTP_PORT:-}"
port SSRF_REVERSE_PROXY_PORT "${REVERSE_PROXY_PORT:-}"
port SANDBOX_PORT "${SANDBOX_PORT:-}"
word SSRF_SANDBOX_HOST "${SANDBOX_HOST:-}"
word SSRF_COREDUMP_DIR "${COREDUMP_DIR:-}"

# Names and addresses of the exceptions, one acl for each sort that occurs.
names="" addresses=""
set -f
for entry in $(printf %s "${ALLOWED_DESTINATIONS:-}" | tr ',' ' '); do
  case $entry in
    *[!A-Za-z0-9._:/-]*) fail "SSRF_ALLOWED_DESTINATIONS has an entry that is neither a name nor an address: $entry" ;;
    *:* | [0-9]*.[0-9]*.[0-9]*.[0-9]*) addresses="$addresses $entry" ;;
    *) names="$names $entry" ;;
  esac
done
set +f
acls="" rules=""
if [ -n "$names" ]; then
  acls="acl allowed_names dstdomain$names"
  rules="http_access allow allowed_names"
fi
if [ -n "$addresses" ]; then
  acls="$acls
acl allowed_addresses dst$addresses"
  rules="$rules
http_access allow allowed_addresses"
fi

ALLOWED=$acls ALLOW_RULES=$rules
export ALLOWED ALLOW_RULES
awk '{
  line = $0
  out = ""
  while (match(line, /@[A-Z_]+@/)) {
    out = out substr(line, 1, RSTART - 1) ENVIRON[substr(line, RSTART + 1, RLENGTH - 2)]
    line = substr(line, RSTART + RLENGTH)
  }
  print out line
}' "$template" >"$config"

[ "${1:-}" != render ] || exit 0

# squid gives up its rights and may then not open the container's standard output: it logs into a file that is
# copied there.
mkdir -p /var/log/squid
: >/var/log/squid/access.log
chown -R proxy:proxy /var/log/squid
tail -n +1 -F /var/log/squid/access.log 2>/dev/null &
exec squid -f "$config" -NYC -d 1
