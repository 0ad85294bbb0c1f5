#!/bin/bash
# The same contract as the public mysql image's entry point, with MariaDB in its place.
set -euo pipefail
data=/var/lib/mysql server=(mariadbd --no-defaults --user=mysql --datadir=/var/lib/mysql --socket=/run/mysqld/mysqld.sock)
case ${1:-mysqld} in -*) ;; mysqld) shift || true ;; *) exec "$@" ;; esac
install -d -o mysql -g mysql "$data" /run/mysqld
if [ ! -d "$data/mysql" ]; then
  [ -n "${MYSQL_ROOT_PASSWORD:-}" ] || { echo "Database is uninitialized and MYSQL_ROOT_PASSWORD is not set" >&2; exit 1; }
  mariadb-install-db --no-defaults --user=mysql --datadir="$data" --skip-test-db --auth-root-authentication-method=normal >/dev/null
  password=${MYSQL_ROOT_PASSWORD//\'/\'\'}
  "${server[@]}" --bootstrap --skip-log-bin <<SQL
FLUSH PRIVILEGES;
DELETE FROM mysql.global_priv WHERE user = 'root' AND host <> 'localhost';
FLUSH PRIVILEGES;
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE USER root@'%' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
CREATE DATABASE IF NOT EXISTS \`${MYSQL_DATABASE:-mysql}\`;
SQL
  chown -R mysql:mysql "$data"
fi
exec "${server[@]}" "$@"
