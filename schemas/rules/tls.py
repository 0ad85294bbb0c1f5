"""Rules on certificates: nginx with TLS, and certbot that gets them."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.rules.addresses import BASES
from schemas.rules.base import Fix, Found, Severity, Theme, Values, found, set_to
from schemas.rules.hosts import is_address, is_loopback

THEME = Theme("tls", "Certificates")

PROTOCOLS = ("SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
"""What nginx knows; all but the last two are broken."""
SAFE = frozenset({"TLSv1.2", "TLSv1.3"})
_CERTIFICATES = ("NGINX_SSL_CERT_FILENAME", "NGINX_SSL_CERT_KEY_FILENAME")


@THEME.rule(
    "LD-TLS-FILES",
    Severity.ERROR,
    *("NGINX_HTTPS_ENABLED", *_CERTIFICATES),
    finds="TLS is on and certificate and key are one file, have no name, or have a folder in theirs.",
    why="nginx looks for both names in its folder of certificates and does not start without them.",
    mends="Name two files in nginx/ssl, without a folder.",
    faults="F57",
)
def files(values: Values) -> Iterator[Found]:
    """Two bare names."""
    if not values.is_true("NGINX_HTTPS_ENABLED"):
        return
    for name in _CERTIFICATES:
        text = values.in_force(name)
        if "/" in text or "\\" in text:
            short = text.replace("\\", "/").rpartition("/")[2]
            message = f"{values.says(name)}, a path: nginx looks for that name in its own folder and does not start"
            yield found(message, name, "NGINX_HTTPS_ENABLED", fix=set_to(name, short))
    certificate, key = (values.in_force(name) for name in _CERTIFICATES)
    if certificate and certificate == key:
        message = f"{values.says(_CERTIFICATES[1])}, the same file as the certificate: nginx finds no key in it"
        yield found(message, _CERTIFICATES[1], _CERTIFICATES[0])


@THEME.rule(
    "LD-TLS-PROTOCOLS",
    Severity.WARNING,
    *("NGINX_HTTPS_ENABLED", "NGINX_SSL_PROTOCOLS"),
    finds="A version of TLS that is broken, or a word that nginx does not know.",
    why="Old versions can be broken open; an unknown word keeps nginx from starting.",
    mends="Use TLSv1.2 TLSv1.3.",
    faults="F57",
)
def protocols(values: Values) -> Iterator[Found]:
    """The two current versions."""
    words = values.text("NGINX_SSL_PROTOCOLS").split()
    if not values.is_true("NGINX_HTTPS_ENABLED") or set(words) <= SAFE:
        return
    fix = set_to("NGINX_SSL_PROTOCOLS", " ".join(sorted(set(words) & SAFE) or sorted(SAFE)))
    unknown = [word for word in words if word not in PROTOCOLS]
    if unknown:
        message = f"{values.says('NGINX_SSL_PROTOCOLS')}, but nginx knows no {unknown[0]} and does not start"
        yield found(message, "NGINX_SSL_PROTOCOLS", fix=fix, severity=Severity.ERROR)
    else:
        old = [word for word in words if word not in SAFE]
        yield found(
            f"{values.says('NGINX_SSL_PROTOCOLS')}: {', '.join(old)} can be broken", "NGINX_SSL_PROTOCOLS", fix=fix
        )


@THEME.rule(
    "LD-TLS-ADDRESSES",
    Severity.HINT,
    *("NGINX_HTTPS_ENABLED", "RESPECT_XFORWARD_HEADERS_ENABLED", *BASES),
    finds="The public addresses begin with https and nginx speaks http only.",
    why="That is right behind a proxy that speaks TLS, and nobody can connect when there is none.",
    mends="Switch NGINX_HTTPS_ENABLED on, or leave TLS to the proxy in front and trust its headers.",
    faults="F15 F57",
)
def addresses(values: Values) -> Iterator[Found]:
    """Somebody has to speak TLS."""
    secure = [name for name in BASES if values.is_set(name) and values.text(name).lower().startswith("https://")]
    if secure and not values.is_true("NGINX_HTTPS_ENABLED") and not values.is_true("RESPECT_XFORWARD_HEADERS_ENABLED"):
        message = f"{values.says(secure[0])}, but {values.says('NGINX_HTTPS_ENABLED')}: a proxy in front must speak TLS"
        yield found(message, secure[0], "NGINX_HTTPS_ENABLED")


def _certbot(values: Values) -> bool:
    return "certbot" in values.items("COMPOSE_PROFILES")


@THEME.rule(
    "LD-CERTBOT-DOMAIN",
    Severity.ERROR,
    *("COMPOSE_PROFILES", "NGINX_ENABLE_CERTBOT_CHALLENGE", "CERTBOT_DOMAIN", *BASES),
    finds="Certbot asks for a certificate for no name, an address, or another name than the public host.",
    why="The authority refuses it, or browsers refuse the certificate.",
    mends="Set CERTBOT_DOMAIN to the public host name.",
    faults="F57",
)
def domain(values: Values) -> Iterator[Found]:
    """A public name, and the one that is used."""
    if not _certbot(values):
        return
    text = values.text("CERTBOT_DOMAIN").strip().lower()
    public = next((values.host(name) for name in BASES if values.is_set(name)), "")
    usable = public if "." in public and not is_address(public) else ""
    fix = set_to("CERTBOT_DOMAIN", usable) if usable and usable != text else None
    if is_address(text) or is_loopback(text) or "/" in text or (text and "." not in text):
        message = f"{values.says('CERTBOT_DOMAIN')}, no name for which there are certificates: the authority refuses"
        yield found(message, "CERTBOT_DOMAIN", fix=fix)
    elif text and usable and text not in (usable, "your_domain.com"):
        message = f"{values.says('CERTBOT_DOMAIN')}, but the public host is {usable}: browsers refuse the certificate"
        yield found(message, "CERTBOT_DOMAIN", fix=fix)


@THEME.rule(
    "LD-CERTBOT-CHALLENGE",
    Severity.ERROR,
    *("COMPOSE_PROFILES", "NGINX_ENABLE_CERTBOT_CHALLENGE", "EXPOSE_NGINX_PORT"),
    finds="Certbot runs and nginx does not answer its challenge on port 80.",
    why="The authority asks http://host/.well-known/... on port 80 and gets nothing; no certificate is issued.",
    mends="Set NGINX_ENABLE_CERTBOT_CHALLENGE to true and publish port 80.",
    faults="F57",
)
def challenge(values: Values) -> Iterator[Found]:
    """The challenge is answered, on port 80."""
    if not _certbot(values):
        return
    if not values.is_true("NGINX_ENABLE_CERTBOT_CHALLENGE"):
        message = (
            f"{values.says('NGINX_ENABLE_CERTBOT_CHALLENGE')} although certbot is started: no certificate is issued"
        )
        fix = set_to("NGINX_ENABLE_CERTBOT_CHALLENGE", "true")
        yield found(message, "NGINX_ENABLE_CERTBOT_CHALLENGE", "COMPOSE_PROFILES", fix=fix)
    port = values.in_force("EXPOSE_NGINX_PORT")
    if port != "80":
        message = f"{values.says('EXPOSE_NGINX_PORT')}, but the authority asks on port 80: no certificate is issued"
        yield found(message, "EXPOSE_NGINX_PORT", "COMPOSE_PROFILES", fix=set_to("EXPOSE_NGINX_PORT", "80"))


@THEME.rule(
    "LD-CERTBOT-STAGING",
    Severity.HINT,
    *("COMPOSE_PROFILES", "CERTBOT_OPTIONS"),
    finds="Certbot asks the authority's test service, or for nothing at all.",
    why="Browsers do not trust certificates of the test service; a dry run keeps none.",
    mends="Empty CERTBOT_OPTIONS once the test has succeeded.",
    faults="F57",
)
def staging(values: Values) -> Iterator[Found]:
    """Test options are for tests."""
    options = values.text("CERTBOT_OPTIONS").split()
    test = [option for option in options if option in {"--staging", "--test-cert", "--dry-run"}]
    if _certbot(values) and test:
        rest = " ".join(option for option in options if option not in test)
        fix = Fix(f"Remove {' '.join(test)}", {"CERTBOT_OPTIONS": rest})
        message = f"{values.says('CERTBOT_OPTIONS')}: {test[0]} gives no certificate that browsers trust"
        yield found(message, "CERTBOT_OPTIONS", fix=fix)
