#!/bin/sh
# Decides what the templates cannot say: whether there is HTTPS, with which certificate, and whether certbot's
# challenge is answered. Then the image's own entrypoint fills the templates in and starts nginx.
set -eu

say() { echo "nginx/start.sh: $*" >&2; }

nothing=/etc/nginx/snippets/nothing.conf
entrypoint=${NGINX_IMAGE_ENTRYPOINT:-/docker-entrypoint.sh}
ssl=${NGINX_SSL_FOLDER:-/etc/ssl/launchdeck}
letsencrypt=${NGINX_LETSENCRYPT_FOLDER:-/etc/letsencrypt}
restart_after=""

# Prints the certificate and the key: those of the domain that certbot keeps, else those that were put into nginx/ssl.
find_certificate() {
  domain=$letsencrypt/live/${CERTBOT_DOMAIN:-}
  for pair in "$domain/fullchain.pem $domain/privkey.pem" \
    "$domain/$NGINX_SSL_CERT_FILENAME $domain/$NGINX_SSL_CERT_KEY_FILENAME" \
    "$ssl/$NGINX_SSL_CERT_FILENAME $ssl/$NGINX_SSL_CERT_KEY_FILENAME"; do
    if [ -f "${pair% *}" ] && [ -f "${pair#* }" ]; then
      echo "$pair"
      return 0
    fi
  done
  return 1
}

export NGINX_TLS_FILE=$nothing NGINX_ACME_FILE=$nothing NGINX_CERTIFICATE="" NGINX_CERTIFICATE_KEY=""
if [ "${NGINX_ENABLE_CERTBOT_CHALLENGE:-false}" = true ]; then
  NGINX_ACME_FILE=/etc/nginx/snippets/acme.conf
fi
if [ "${NGINX_HTTPS_ENABLED:-false}" = true ]; then
  if pair=$(find_certificate); then
    NGINX_TLS_FILE=/etc/nginx/snippets/tls.conf
    NGINX_CERTIFICATE=${pair% *}
    NGINX_CERTIFICATE_KEY=${pair#* }
  elif [ "$NGINX_ACME_FILE" != "$nothing" ]; then
    say "no certificate for ${CERTBOT_DOMAIN:-?} yet: HTTP only, until certbot has fetched one"
    restart_after=certificate
  else
    say "NGINX_HTTPS_ENABLED is true, but there is no certificate $ssl/$NGINX_SSL_CERT_FILENAME with the key" \
      "$NGINX_SSL_CERT_KEY_FILENAME: put both into nginx/ssl, or let certbot fetch one"
    exit 1
  fi
fi

# The engine's own name server: 127.0.0.11 for Docker, another one for Podman.
NGINX_RESOLVERS=$(awk '$1 == "nameserver" { print ($2 ~ /:/ ? "[" $2 "]" : $2) }' "${NGINX_RESOLV_CONF:-/etc/resolv.conf}" | tr '\n' ' ')
export NGINX_RESOLVERS="${NGINX_RESOLVERS:-127.0.0.11}"
export NGINX_ENVSUBST_OUTPUT_DIR="${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx}" NGINX_ENVSUBST_FILTER='^NGINX_'

# A fetched or renewed certificate is taken over without anybody's help: the first one by a new start, for which the
# engine cares, a renewed one by a reload.
if [ "$NGINX_ACME_FILE" != "$nothing" ] && [ "${NGINX_HTTPS_ENABLED:-false}" = true ]; then
  (
    while sleep "${NGINX_CERTIFICATE_SECONDS:-60}" && kill -0 $$ 2>/dev/null; do
      if [ "$restart_after" = certificate ]; then
        if find_certificate >/dev/null; then nginx -s quit; fi
      elif [ "$(find -L "$NGINX_CERTIFICATE" -newer /tmp/nginx.pid 2>/dev/null)" ]; then
        nginx -s reload && touch /tmp/nginx.pid
      fi
    done
  ) &
fi

exec "$entrypoint" nginx -g 'daemon off;'
