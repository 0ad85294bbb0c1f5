#!/bin/bash
# Starts the server, and at the first start makes the cluster and the bucket. Login data travel on standard input:
# arguments can be seen by others. "health" asks whether the bucket is there.
set -euo pipefail

url=http://127.0.0.1:8091

quoted() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }

login() { printf 'user = %s\n' "$(quoted "$COUCHBASE_ADMINISTRATOR_USERNAME:$COUCHBASE_ADMINISTRATOR_PASSWORD")"; }

form() { # form NAME VALUE: one field of a request, in the form of a curl configuration
  printf 'data-urlencode = %s\n' "$(quoted "$1=$2")"
}

has_bucket() { login | curl -sf -K - -o /dev/null "$url/pools/default/buckets/$COUCHBASE_BUCKET"; }

if [ "${1:-}" = health ]; then
  has_bucket
  exit
fi

/entrypoint.sh couchbase-server &
server=$!
trap 'kill -TERM $server; wait $server' TERM INT

until curl -s -o /dev/null "$url/ui/index.html"; do
  kill -0 $server || exit 1
  sleep 1
done

if ! login | curl -sf -K - -o /dev/null "$url/pools/default"; then
  {
    form clusterName "$CLUSTER_NAME"
    form username "$COUCHBASE_ADMINISTRATOR_USERNAME"
    form password "$COUCHBASE_ADMINISTRATOR_PASSWORD"
    form services kv,n1ql,index,fts,eventing
    form memoryQuota "$COUCHBASE_RAM_SIZE"
    form indexMemoryQuota "$COUCHBASE_INDEX_RAM_SIZE"
    form ftsMemoryQuota "$COUCHBASE_FTS_RAM_SIZE"
    form eventingMemoryQuota "$COUCHBASE_EVENTING_RAM_SIZE"
    form port SAME
  } | curl -sSf -K - "$url/clusterInit"
fi
if ! has_bucket; then
  {
    login
    form name "$COUCHBASE_BUCKET"
    form bucketType couchbase
    form ramQuota "$COUCHBASE_BUCKET_RAMSIZE"
  } | curl -sSf --retry 10 --retry-all-errors -K - "$url/pools/default/buckets"
fi

wait $server
