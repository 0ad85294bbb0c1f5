"""From the last lines of a log to the known cause and the variable that mends it (FIELD 1.1, symptoms)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tui.engine.compose.containers import KILLED, Container


@dataclass(frozen=True, slots=True)
class Cause:
    """A known cause."""

    id: str
    """The failure class in the field study."""
    sentence: str
    """What is wrong and how to mend it."""
    variable: str = ""
    """The variable to look at; empty when none helps."""


@dataclass(frozen=True, slots=True)
class _Symptom:
    pattern: re.Pattern[str]
    id: str
    sentence: str
    variable: str | Callable[[re.Match[str], Mapping[str, str]], str] = ""


def _by_value(match: re.Match[str], environment: Mapping[str, str]) -> str:
    """The variable of the service whose value is the host, or holds it."""
    host = next(text for text in match.groups() if text)
    exact = [name for name, text in environment.items() if text == host]
    held = [name for name, text in environment.items() if re.search(rf"(^|[/@,]){re.escape(host)}(:|/|,|$)", text)]
    return next(iter([*exact, *held]), "")


def _by_database(match: re.Match[str], environment: Mapping[str, str]) -> str:
    name = match["name"]
    return next((key for key, text in environment.items() if "DATABASE" in key and text == name), "DB_DATABASE")


_SYMPTOMS: tuple[_Symptom, ...] = tuple(
    _Symptom(re.compile(pattern, re.IGNORECASE), fault, sentence, variable)
    for pattern, fault, sentence, variable in (
        (
            r"password authentication failed for user|Access denied for user",
            "F01",
            "the database keeps the password that it was created with; write that one, or change it in the database",
            "DB_PASSWORD",
        ),
        (
            r"NOAUTH|WRONGPASS|invalid username-password pair|invalid password",
            "F47",
            "the broker refuses the password",
            "REDIS_PASSWORD",
        ),
        (
            r"database files are incompatible with server",
            "F32",
            "the data folder was made by another major version of PostgreSQL: dump and restore, or use that version",
            "",
        ),
        (
            r"initialized by PostgreSQL version|requires re-?indexing|catalog version",
            "F32",
            "the data folder was made by another version of PostgreSQL",
            "",
        ),
        (
            r"remaining connection slots|too many clients already|Too many connections",
            "F26",
            "the database has no connection left: raise its limit or make the pools smaller",
            "POSTGRES_MAX_CONNECTIONS",
        ),
        (r'database "(?P<name>[^"]+)" does not exist', "F61", "that database is missing on the server", _by_database),
        (
            r"Can't locate revision identified by",
            "F22",
            "the database was migrated by a newer release than this image",
            "",
        ),
        (
            r"max virtual memory areas vm\.max_map_count",
            "F63",
            "the kernel's limit is too low: sysctl -w vm.max_map_count=262144",
            "",
        ),
        (r"No space left on device", "F62", "the disk is full", ""),
        (r"exec format error", "F68", "the image is for another processor architecture", ""),
        (
            r"\\r': (command not found|No such file)|\r: (command )?not found|env: .*\\r",
            "F54",
            "a mounted script has Windows line ends: save it with LF",
            "",
        ),
        (
            r"port is already allocated|address already in use|bind: permission denied",
            "F17",
            "another program has the port",
            "",
        ),
        (
            r"host not found in upstream \"?[\w.-]+",
            "F46",
            "nginx starts before the service that it forwards to",
            "",
        ),
        (
            r"could not translate host name \"([^\"]+)\"|getaddrinfo \w+ ([\w.-]+)|lookup ([\w.-]+).*: no such host",
            "F08",
            "no service and no machine has that name",
            _by_value,
        ),
        (
            r"Permission denied|Operation not permitted|EACCES",
            "F20",
            "the user of the container may not use a mounted folder: give the folder to that user",
            "",
        ),
        (
            r"Connection refused|ECONNREFUSED|Connection to .* timed out",
            "F13",
            "what it connects to does not run or listens elsewhere",
            "",
        ),
    )
)

_FETCHING: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence, variable)
    for pattern, sentence, variable in (
        (r"toomanyrequests|rate limit|\b429\b", "the registry's limit is reached: log in to it, or wait", ""),
        (r"no matching manifest|does not match the .*platform", "it is not made for this processor", ""),
        (r"manifest unknown|manifest for .* not found|: not found", "the registry has no such image or tag", ""),
        (
            r"access denied|denied: |unauthorized|authentication required|\b40[13]\b",
            "the registry refuses: the image is private, or does not exist",
            "",
        ),
        (r"x509|certificate", "the registry's certificate is not trusted: a proxy in between needs its CA", ""),
        (
            r"no such host|i/o timeout|connection refused|TLS handshake timeout|network is unreachable|EOF$",
            "the registry cannot be reached: network, proxy or name service; a mirror may help",
            "IMAGE_PREFIX",
        ),
        (r"no space left", "the disk is full", ""),
    )
)

_RULE = re.compile(r"\b(?P<name>[A-Z][A-Z0-9_]{3,}) .*\[(?P<rule>LD-[A-Z0-9-]+)\]")
CONFIGURATION = 78
"""sysexits.h, EX_CONFIG: the bundled entrypoint's exit code for wrong settings."""


def explain(lines: Iterable[str], environment: Mapping[str, str], container: Container | None = None) -> Cause | None:
    """The cause that the last lines show; the latest line wins. None when nothing known is in them."""
    recent = list(lines)[::-1]
    if container is not None and (container.out_of_memory or (container.exit_code == KILLED and not recent)):
        return Cause("F19", "it needs more memory than the machine or its limit gives")
    if container is not None and container.exit_code == CONFIGURATION:
        for line in recent:
            if found := _RULE.search(line):
                return Cause("F34", f"the settings are wrong ({found['rule']})", found["name"])
    for symptom in _SYMPTOMS:
        for line in recent:
            if found := symptom.pattern.search(line):
                return Cause(symptom.id, symptom.sentence, _variable(symptom, found, environment))
    return None


def of_fetching(reason: str) -> Cause | None:
    """Why an image could not be fetched (FIELD F68); None when the reason is not a known one."""
    for pattern, sentence, variable in _FETCHING:
        if pattern.search(reason):
            return Cause("F68", sentence, variable)
    return None


def _variable(symptom: _Symptom, found: re.Match[str], environment: Mapping[str, str]) -> str:
    if callable(symptom.variable):
        return symptom.variable(found, environment)
    return symptom.variable
