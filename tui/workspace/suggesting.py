"""What is proposed while a value is typed. Nothing here reads a file: what is known comes as surroundings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from schemas.catalog import Variable
from schemas.kinds import is_host
from schemas.rules.hosts import is_address, is_loopback
from tui.workspace.surroundings import Mount, Surroundings, address

MOST = 6
"""Proposals shown at once: a list that is longer is not read."""
LISTS = {"csv", "host_port"}
"""Kinds whose entries are proposed one by one."""
NOT_HTTP = {5432, 3306, 6379, 27017, 5672, 9092, 2379, 11211, 19530}
"""Ports on which nothing answers a browser."""

_NAME_BEGUN = re.compile(r"\$\{([A-Za-z0-9_]*)\Z")

Folders = Mapping[Path, Sequence[str]]
"""The folders that were read, with their entries."""
Candidates = Iterator[tuple[str, str]]
"""Texts with a note each."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposal."""

    text: str
    """What the whole value becomes."""
    cursor: int
    """Where one goes on typing."""
    shown: str
    """What is put in."""
    note: str
    """What it is, in a few words."""

    @property
    def goes_on(self) -> bool:
        """True when more follows: the entries of a folder."""
        return self.shown.endswith("/") and "://" not in self.shown


def suggest(variable: Variable, text: str, cursor: int, around: Surroundings, folders: Folders) -> list[Suggestion]:
    """The best proposals for a text in which the cursor stands; none for a secret."""
    if variable.secret:
        return []
    head, tail = text[:cursor], text[cursor:]
    if begun := _NAME_BEGUN.search(head):
        made = ((f"${{{name}}}", said) for name, said in around.names)
        return _best(made, begun[0], head[: begun.start()], tail.removeprefix("}"), part=begun[1])
    before, typed = _entry(head) if variable.kind in LISTS else ("", head)
    if tail and not tail.startswith(","):
        return []
    if variable.kind == "path":
        return _best(_paths(typed, around, folders), typed, before, tail, part="")
    found = [*_CANDIDATES.get(variable.kind, _values)(variable, typed, around)]
    taken = {entry.strip() for entry in (head + tail).split(",")} - {typed} if variable.kind in LISTS else set()
    return _best(((one, note) for one, note in found if one not in taken), typed, before, tail, part=typed)


def _entry(head: str) -> tuple[str, str]:
    """The text before the entry that is being typed, and what is typed of it."""
    before, comma, typed = head.rpartition(",")
    stripped = typed.lstrip()
    return before + comma + typed[: len(typed) - len(stripped)], stripped


def _best(found: Candidates, typed: str, before: str, tail: str, *, part: str) -> list[Suggestion]:
    """Those that go on as it was typed, then those that hold what was typed; the order of each group stays."""
    wanted, begun = part.lower(), typed.lower()
    ranked: tuple[list[Suggestion], list[Suggestion]] = ([], [])
    for shown, note in dict(found).items():
        if shown == typed or wanted not in shown.lower():
            continue
        cursor = len(before) + len(shown)
        ranked[not shown.lower().startswith(begun)].append(Suggestion(before + shown + tail, cursor, shown, note))
    return [*ranked[0], *ranked[1]][:MOST]


# By kind


def _values(_variable: Variable, _typed: str, around: Surroundings) -> Candidates:
    yield from around.values


def _hosts(variable: Variable, typed: str, around: Surroundings) -> Candidates:
    usual = variable.default or variable.example
    if not is_address(usual) and not is_loopback(usual):
        for service, ports in _fitting(around, typed, usual):
            yield service, f"service{_on(ports)}"
    yield from around.values


def _host_ports(variable: Variable, typed: str, around: Surroundings) -> Candidates:
    for service, ports in _fitting(around, typed, address(variable.default or "")[0]):
        yield from ((f"{service}:{port}", "service") for port in ports)
    yield from _split(around)


def _addresses(variable: Variable, typed: str, around: Surroundings) -> Candidates:
    usual = variable.default or variable.example
    host = address(usual)[0]
    if "." not in host:  # such a name is one of the network inside
        scheme = urlsplit(usual).scheme or (variable.schemes or ("http",))[0]
        for service, ports in _fitting(around, typed, host):
            for port in ports:
                if not (scheme.startswith("http") and port in NOT_HTTP):
                    yield f"{scheme}://{service}:{port}", "service"
    yield from around.values


def _entries(variable: Variable, typed: str, around: Surroundings) -> Candidates:
    """Entries of a list: profiles, services where there are some in it by default, else what is known."""
    known = {entry.strip() for entry in f"{variable.default},{variable.example}".split(",")}
    if variable.name == "COMPOSE_PROFILES":
        yield from ((profile, "profile") for profile in around.profiles)
    elif known & around.services.keys():
        yield from ((service, "service") for service, _ in _fitting(around, typed or "_", ""))
    yield from _split(around)


def _split(around: Surroundings) -> Candidates:
    for text, note in around.values:
        yield from ((entry.strip(), note) for entry in text.split(",") if entry.strip())


def _fitting(around: Surroundings, typed: str, usual: str) -> list[tuple[str, tuple[int, ...]]]:
    """The services, the likeliest first; before anything is typed only those that answer on the expected port."""
    named = {name: ports for name, ports in around.services.items() if is_host(name)}
    fit = {name: name == usual or around.port in ports for name, ports in named.items()}
    kept = [name for name in named if typed or fit[name] or around.port is None]
    return [(name, named[name]) for name in sorted(kept, key=lambda name: (name != usual, not fit[name]))]


def _on(ports: tuple[int, ...]) -> str:
    return f", port {ports[0]}" if ports else ""


_CANDIDATES: Mapping[str, Callable[[Variable, str, Surroundings], Candidates]] = {
    "host": _hosts,
    "host_port": _host_ports,
    "url": _addresses,
    "csv": _entries,
}


# Paths


def wanted_folder(variable: Variable, text: str, cursor: int, around: Surroundings) -> Path | None:
    """The folder whose entries are proposed for what is typed; None when there is none on this machine."""
    if variable.kind != "path" or "\0" in text:
        return None
    folder = text[:cursor].rpartition("/")
    return _on_machine(folder[0] + folder[1], around)


def _on_machine(folder: str, around: Surroundings) -> Path | None:
    if around.base is not None:
        return around.base / folder if not folder.startswith("~") else None
    mount = next((one for one in _deepest(around.mounts) if f"{folder}/".startswith(f"{one.target}/")), None)
    if mount is None or mount.source is None:
        return None
    return mount.source / folder[len(mount.target) :].strip("/")


def _deepest(mounts: Sequence[Mount]) -> list[Mount]:
    return sorted(mounts, key=lambda mount: -len(mount.target))


def _paths(typed: str, around: Surroundings, folders: Folders) -> Candidates:
    folder, slash, leaf = typed.rpartition("/")
    path = _on_machine(folder + slash, around)
    for entry in folders.get(path, ()) if path is not None else ():
        if leaf.lower() in entry.lower() and entry.startswith(".") <= leaf.startswith("."):
            yield folder + slash + entry, "folder" if entry.endswith("/") else "file"
    for mount in around.mounts:
        if mount.target.startswith(typed):
            yield f"{mount.target}", f"mounted{'' if mount.source is None else f' from {mount.source.name}'}"
    if not leaf or not slash:
        yield from around.values
