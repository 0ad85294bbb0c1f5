#!/bin/bash
# Starts the instance with its data in /opt/iris, and gives the user of IRIS_USER the password of IRIS_PASSWORD.
set -euo pipefail

if [ ! -w /opt/iris ]; then
  echo "iris/start.sh: /opt/iris cannot be written by user $(id -u): chown $(id -u):$(id -g) volumes/iris on the host" >&2
  exit 1
fi
export ISC_DATA_DIRECTORY=/opt/iris/durable
exec /iris-main --after "iris session \$ISC_PACKAGE_INSTANCENAME -U %SYS < /opt/launchdeck/password.script"
