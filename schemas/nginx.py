"""Nginx reverse proxy.

Configures the bundled reverse proxy that publishes the console, the apps and the API.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt, StackPort


class NginxStackConfig(Settings):
    """Nginx reverse proxy: what Compose, shell scripts and other containers read."""

    category = "nginx"

    NGINX_SERVER_NAME: str = setting(
        "_",
        help=(
            "Host name the bundled nginx answers to. The underscore accepts any name; enter your domain "
            "when several sites share the proxy."
        ),
        group="listen",
        docker=SAME,
        example="dify.example.com",
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_PORT: StackPort = setting(
        80,
        help=(
            "Port on which nginx accepts plain HTTP inside its container. The host side is set with "
            "EXPOSE_NGINX_PORT, so this rarely needs changing."
        ),
        group="listen",
        kind="port",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_CLIENT_MAX_BODY_SIZE: str = setting(
        "100M",
        help=(
            "Largest request body nginx passes on; bigger uploads are answered with error 413. Keep it "
            "above every upload limit of the API, video files in particular."
        ),
        group="listen",
        kind="size",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
        linked=(
            "UPLOAD_FILE_SIZE_LIMIT",
            "UPLOAD_VIDEO_FILE_SIZE_LIMIT",
        ),
    )

    NGINX_WORKER_PROCESSES: str = setting(
        "auto",
        help=(
            "Number of nginx worker processes; auto starts one per CPU core. Use a fixed number to limit "
            "CPU use on a shared host."
        ),
        group="listen",
        docker=SAME,
        example="auto",
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_KEEPALIVE_TIMEOUT: StackInt = setting(
        65,
        help=(
            "Seconds nginx keeps an idle browser connection open for reuse. Lower it when very many "
            "clients connect, raise it behind a load balancer with a longer idle time."
        ),
        group="listen",
        docker=SAME,
        unit="seconds",
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_PROXY_READ_TIMEOUT: str = setting(
        "3600s",
        help=(
            "Longest silence nginx tolerates from the API or web container before it answers with error "
            "504. Streamed answers and slow workflows need a generous value."
        ),
        group="listen",
        kind="duration",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_PROXY_SEND_TIMEOUT: str = setting(
        "3600s",
        help=(
            "Longest pause nginx accepts while handing a request to the API or web container. Matters for"
            " large uploads towards a busy server."
        ),
        group="listen",
        kind="duration",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_ENABLE_CERTBOT_CHALLENGE: StackBool = setting(
        False,
        help=(
            "Makes nginx deliver the files below /.well-known/acme-challenge/ that certbot writes. Needed"
            " while Let's Encrypt validates the domain over HTTP; must be written exactly as true."
        ),
        group="listen",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_HTTPS_ENABLED: StackBool = setting(
        False,
        help=(
            "Adds a TLS listener to nginx. Certificate and key must already exist, otherwise nginx does "
            "not start; while off, passwords and tokens travel in plain text unless another proxy "
            "encrypts them."
        ),
        group="tls",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_SSL_PORT: StackPort = setting(
        443,
        help=(
            "Port on which nginx accepts HTTPS inside its container. The port seen from outside is "
            "EXPOSE_NGINX_SSL_PORT."
        ),
        group="tls",
        kind="port",
        docker=SAME,
        active_when={"NGINX_HTTPS_ENABLED": ["true"]},
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_SSL_CERT_FILENAME: str = setting(
        "dify.crt",
        help=(
            "File name of the PEM certificate chain that nginx presents, normally placed in nginx/ssl. "
            "Include intermediate certificates, or some clients report an untrusted site."
        ),
        group="tls",
        docker=SAME,
        example="fullchain.pem",
        active_when={"NGINX_HTTPS_ENABLED": ["true"]},
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_SSL_CERT_KEY_FILENAME: str = setting(
        "dify.key",
        help=(
            "File name of the private key that belongs to the nginx certificate. It must match the "
            "certificate and be readable by nginx, or the proxy stops at startup."
        ),
        group="tls",
        docker=SAME,
        example="privkey.pem",
        active_when={"NGINX_HTTPS_ENABLED": ["true"]},
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )

    NGINX_SSL_PROTOCOLS: str = setting(
        "TLSv1.2 TLSv1.3",
        help=(
            "TLS versions nginx offers, separated by spaces. Versions before 1.2 are broken; leave only "
            "TLSv1.3 if all clients are recent."
        ),
        group="tls",
        docker=SAME,
        example="TLSv1.2 TLSv1.3",
        active_when={"NGINX_HTTPS_ENABLED": ["true"]},
        readers=(*SHARED_ENVIRONMENT, "nginx"),
    )
