"""Where a value lands decides what it may contain: commands, shells, addresses and templates (FIELD 1.4, F07, F09).

:func:`sinks_of` reads the sinks off a compose model in which the references are not resolved yet. Without one, the
sinks of the bundled stack serve.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from schemas.catalog import Catalog
from schemas.rules.base import Check, Found, Severity, Sink, Sinks, Theme, Values, found
from schemas.rules.fresh import fresh_secret
from schemas.rules.pairs import partners

THEME = Theme("sinks", "Where values land")

COMMAND, SHELL, URL, TEMPLATE = "command", "shell", "url", "template"

_REFERENCE = re.compile(r"\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)[^{}]*\})", re.ASCII)
_USERINFO = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s]*$", re.IGNORECASE)
_BEFORE_HOST = re.compile(r"[^/\s]*@")
"""What follows a user or a password in an address."""
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "/bin/sh", "/bin/bash", "/bin/ash"})
_TEMPLATES = re.compile(r"\.template|/templates/?$")
"""A template file, or the folder of templates that an image fills in by itself."""
_ENVIRONMENT_READERS = ("entrypoint", "command")

_FORBIDDEN: Mapping[tuple[str, str], re.Pattern[str]] = {
    (COMMAND, ""): re.compile(r"[^A-Za-z0-9_./:@%+,=^~*?!\[\]{}-]"),
    (COMMAND, "'"): re.compile(r"'"),
    (COMMAND, '"'): re.compile(r'["\\]'),
    (SHELL, ""): re.compile(r"[^A-Za-z0-9_./:@%+,=~-]|^~"),
    (SHELL, "'"): re.compile(r"'"),
    (SHELL, '"'): re.compile(r'["\\$`]'),
    (URL, ""): re.compile(r"[^A-Za-z0-9._~!&'()*+,;=-]"),
    (TEMPLATE, ""): re.compile(r"[;{}\"'\\\n\r$]"),
}
"""What a value must not contain, by the kind of the sink and the quotes that it stands in."""

_CONSEQUENCES = {
    COMMAND: "the command line of {service} is split there: the value arrives cut, or the container does not start",
    SHELL: "a shell in {service} reads it: the value is cut, or what follows runs as a command",
    URL: "it is put into an address of {service} as it is: the address then names something else",
    TEMPLATE: "it is put into a configuration file of {service} as it is: the file is read differently or refused",
}

BUNDLED_SINKS: Sinks = {
    **{
        name: (Sink(TEMPLATE, "nginx"),)
        for name in (
            *("NGINX_SERVER_NAME", "NGINX_SSL_CERT_FILENAME", "NGINX_SSL_CERT_KEY_FILENAME", "NGINX_SSL_PROTOCOLS"),
            *("NGINX_WORKER_PROCESSES", "NGINX_CLIENT_MAX_BODY_SIZE", "NGINX_KEEPALIVE_TIMEOUT", "CERTBOT_DOMAIN"),
            *("NGINX_PROXY_READ_TIMEOUT", "NGINX_PROXY_SEND_TIMEOUT", "NGINX_PORT", "NGINX_SSL_PORT", "DIFY_PORT"),
            *("NGINX_HTTPS_ENABLED", "NGINX_ENABLE_CERTBOT_CHALLENGE", "PLUGIN_DAEMON_PORT"),
        )
    },
    **{
        name: (Sink(TEMPLATE, "ssrf_proxy"),)
        for name in (
            *("SSRF_HTTP_PORT", "SSRF_COREDUMP_DIR", "SSRF_REVERSE_PROXY_PORT", "SSRF_SANDBOX_HOST"),
            *("SANDBOX_PORT", "SSRF_ALLOWED_DESTINATIONS"),
        )
    },
}
"""The sinks of the bundled compose file, which is not read for a check; a test compares them with the file itself.

Any other file is scanned. No password is among them: there none stands in a command or a shell's text.
"""


def sinks_of(services: Mapping[str, Any]) -> dict[str, tuple[Sink, ...]]:
    """The sinks of each variable in the ``services`` of a compose file, references unresolved.

    Anchors and merges must be resolved; what has an unexpected shape is passed over.
    """
    found: dict[str, dict[Sink, None]] = {}
    for name, service in services.items():
        if isinstance(service, Mapping):
            for variable, sink in _service_sinks(name, service):
                found.setdefault(variable, {})[sink] = None
    return {variable: tuple(sinks) for variable, sinks in found.items()}


def _service_sinks(name: str, service: Mapping[str, Any]) -> Iterator[tuple[str, Sink]]:
    for key in _ENVIRONMENT_READERS:
        yield from _command_sinks(name, service.get(key))
    check = service.get("healthcheck")
    if isinstance(check, Mapping):
        yield from _check_sinks(name, check.get("test"))
    templates = any(_TEMPLATES.search(_source(volume)) for volume in _list(service.get("volumes")))
    for text in _environment(service.get("environment")):
        if not templates and "://" not in text:
            continue
        for variable, before, after in _references(text):
            if _USERINFO.search(before) and _BEFORE_HOST.match(after):
                yield variable, Sink(URL, name)
            if templates:
                yield variable, Sink(TEMPLATE, name)


def _command_sinks(name: str, command: Any) -> Iterator[tuple[str, Sink]]:
    if isinstance(command, str):
        for variable, before, _ in _references(command):
            yield variable, Sink(COMMAND, name, _open_quote(before))
        return
    parts = _list(command)
    shell = bool(parts) and parts[0] in _SHELLS and "-c" in parts[1:2]
    for script in parts[2:3] if shell else ():
        for variable, before, _ in _references(script):
            yield variable, Sink(SHELL, name, _open_quote(before))


def _check_sinks(name: str, test: Any) -> Iterator[tuple[str, Sink]]:
    parts = [test] if isinstance(test, str) else _list(test)
    if isinstance(test, str) or parts[:1] == ["CMD-SHELL"]:
        for variable, before, _ in _references(parts[-1] if parts else ""):
            yield variable, Sink(SHELL, name, _open_quote(before))
    elif parts[:1] == ["CMD"]:
        for variable, sink in _command_sinks(name, parts[1:]):
            yield variable, sink


def _references(text: str) -> Iterator[tuple[str, str, str]]:
    """Each variable that a text refers to, with what stands before and behind it."""
    for match in _REFERENCE.finditer(text):
        variable = match[1] or match[2]
        if variable:
            yield variable, text[: match.start()], text[match.end() :]


def _open_quote(before: str) -> str:
    """The quotes that are open at the end of a text."""
    quote = ""
    escaped = False
    for character in before:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif not quote and character in "'\"":
            quote = character
        elif character == quote:
            quote = ""
    return quote


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _source(volume: Any) -> str:
    if isinstance(volume, Mapping):
        return str(volume.get("source", ""))
    return str(volume).partition(":")[0]


def _environment(environment: Any) -> Iterator[str]:
    if isinstance(environment, Mapping):
        yield from (value for value in environment.values() if isinstance(value, str))
    else:
        yield from (item.partition("=")[2] for item in _list(environment) if isinstance(item, str))


@THEME.spread(
    "LD-SINK",
    Severity.ERROR,
    finds="A value holds a character that the place where it lands takes for its own: a shell, a command line, an "
    "address, a configuration file.",
    why="The password is silently cut, the health check lies, or a part of the value runs as a command.",
    mends="Use letters and digits, or change the compose file so that the value travels in the environment.",
    faults="F05 F07 F09",
)
def sinks(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each variable; where it lands is known only with the values."""
    for variable in catalog:
        if variable.kind not in {"bool", "int", "float", "port"}:
            yield {variable.name}, _sink_check(variable.name)


def _sink_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(name)
        if not text:
            return
        variable = values.catalog[name]
        table = BUNDLED_SINKS if values.sinks is None and not variable.inferred else values.sinks or {}
        for sink in table.get(name, ()):
            match = _FORBIDDEN[sink.kind, sink.quote].search(text)
            if match is not None and text not in variable.defaults.values():
                what = _CONSEQUENCES[sink.kind].format(service=sink.service)
                message = f"{values.says(name)} and holds {_named(match[0])}: {what}"
                fix = fresh_secret(variable, values, partners(variable, values)) if variable.secret else None
                severity = Severity.WARNING if variable.inferred else None
                yield found(message, name, fix=fix, severity=severity)
                return

    return check


def _named(character: str) -> str:
    """A character by a name that a message can carry, without telling more of a secret."""
    names = {" ": "a blank", "\t": "a tab", "\n": "a line break", "\r": "a line break"}
    return names.get(character, "a special character" if not character.isprintable() else f"the character {character}")
