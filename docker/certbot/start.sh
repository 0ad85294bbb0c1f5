#!/bin/sh
# Fetches a certificate when there is none and renews it when it is due, for as long as the container runs.
# nginx must answer on port 80 of the domain, with NGINX_ENABLE_CERTBOT_CHALLENGE=true.
set -eu

say() { echo "certbot/start.sh: $*" >&2; }

domain=${CERTBOT_DOMAIN:-}
email=${CERTBOT_EMAIL:-}
case $domain in
  '' | your_domain.com) say "CERTBOT_DOMAIN is not set"; exit 1 ;;
esac
case $email in
  '' | your_email@example.com) say "CERTBOT_EMAIL is not set"; exit 1 ;;
esac

# One attempt. CERTBOT_OPTIONS are several words.
fetch() {
  # shellcheck disable=SC2086
  certbot certonly --non-interactive --keep-until-expiring --agree-tos --no-eff-email \
    --webroot --webroot-path /var/www/html --email "$email" --domain "$domain" ${CERTBOT_OPTIONS:-}
}

# The authority refuses a domain for an hour after five failures.
trap 'exit 0' TERM INT
while :; do
  if fetch; then pause=43200; else pause=${CERTBOT_RETRY_SECONDS:-3600}; say "failed; next attempt in $pause s"; fi
  sleep "$pause" &
  wait $!
done
