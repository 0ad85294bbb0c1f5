"""Where a value comes from: every place that says something of it, who wins, and what each service receives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from schemas.rules.base import Values
from schemas.secrets import mask, redact
from tui.workspace.compose.environment import Layer, Resolution, Source
from tui.workspace.compose.landings import Landing, Where
from tui.workspace.compose.scopes import read_env_file
from tui.workspace.compose.text import Place
from tui.workspace.discovery.inference import infer
from tui.workspace.discovery.survey import Survey
from tui.workspace.document import EnvDocument
from tui.workspace.statements import Kind as Cut

SHORTEST_SECRET = 8
"""Characters of a default from which on it is masked in other texts too."""
MOST_PLACES = 4
"""A panel names no more places than these."""


class Kind(StrEnum):
    """What sort of place says something of a value."""

    SHELL = "shell"
    FILE = "file"
    COMPOSE_DEFAULT = "compose default"
    ENV_FILE = "env_file"
    ENVIRONMENT = "environment"
    SCHEMA_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Link:
    """One place in the chain of a value."""

    kind: Kind
    place: Place | None
    literal: str = field(repr=False)
    """As it is written there."""
    value: str | None = field(repr=False)
    """What it is resolved to; None when it gives no value."""
    wins: bool = False
    """True for the place that decides what the value is in a launch from here."""
    note: str = ""
    """A sentence about it, without a value."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one service receives of a variable, under the variable's own name or another."""

    service: str
    key: str
    """The name in the service's environment."""
    value: str | None = field(repr=False)
    """None when the service gets nothing."""
    layers: tuple[Layer, ...] = field(repr=False)
    """The places that give it, the weakest first: the last one wins."""

    @property
    def source(self) -> Layer:
        """The place that wins."""
        return self.layers[-1]


@dataclass(frozen=True, slots=True)
class Origin:
    """The whole chain of one variable."""

    name: str
    secret: bool
    value: str | None = field(repr=False)
    """What the value is in a launch from here; None when nothing sets it."""
    links: tuple[Link, ...]
    """The strongest first."""
    deliveries: tuple[Delivery, ...]
    landings: tuple[Landing, ...]
    """The places of compose files that it lands in."""
    hidden: tuple[str, ...] = field(default=(), repr=False)
    """Values of other variables that are secrets: an address may hold one."""

    def shown(self, text: str | None, *, secret: bool = False) -> str | None:
        """A text of the chain as it may be shown; one that is a secret is masked as a whole."""
        if not text:
            return text
        return mask(text) if secret or self.secret else redact(text, self.hidden)

    @property
    def winner(self) -> Link | None:
        """The link that decides."""
        return next((link for link in self.links if link.wins), None)


@dataclass(frozen=True, slots=True)
class Known:
    """What the chain of a value is worked out from."""

    survey: Survey
    document: EnvDocument
    env_path: Path
    shell: Mapping[str, str]
    launch: Mapping[str, str]
    """What of the shell a launch from here gets."""
    default: str | None = None
    """What the schema has for the variable."""
    secret: bool = False
    hidden: tuple[str, ...] = field(default=(), repr=False)
    """The values of the variables that are secrets."""


def secrets_in_force(values: Values) -> Iterator[str]:
    """The secrets in force. A short default that everybody knows, such as admin, would blot out common words."""
    for variable in values.catalog:
        text = values.text(variable.name) if variable.secret else ""
        if text and (text != variable.default or len(text) >= SHORTEST_SECRET):
            yield text


def provenance(name: str, known: Known) -> Origin:
    """The chain of one variable."""
    # Without references to the shell the reading is the document's own, which is at hand.
    refers = known.launch.keys() & (known.document.views.referrers.keys() | known.document.views.assigned.keys())
    given = known.document.values(known.launch if refers else {})
    env = {**given, **known.launch}
    resolution = Resolution(known.survey.project, env, {known.env_path: known.document})
    found = known.survey.landings.get(name, [])
    deliveries = tuple(_deliveries(name, found, resolution))
    links = list(_links(name, known, given, resolution)) or list(_of_services(name, deliveries))
    deciding = next((number for number, link in enumerate(links) if link.wins), None)
    value = links[deciding].value if deciding is not None else None
    return Origin(name, known.secret, value, tuple(links), deliveries, tuple(found), known.hidden)


def _links(name: str, known: Known, values: Mapping[str, str], resolution: Resolution) -> Iterator[Link]:
    document = known.document
    shell = known.shell.get(name)
    passed = name in known.launch
    given = name in document
    if shell is not None and (passed or shell != values.get(name)):
        note = "wins" if passed else "wins when you launch by hand; a launch from here does not get it"
        yield Link(Kind.SHELL, None, shell, shell, wins=passed, note=note)
    if given:
        lines = _assigning_lines(document, name)
        place = Place(known.env_path, document.line_of(name) or 1)
        note = f"the last of lines {', '.join(map(str, lines))}" if len(lines) > 1 else ""
        yield Link(Kind.FILE, place, document.literal(name) or "", values.get(name), wins=not passed, note=note)
    project = known.survey.project
    for scope in dict.fromkeys(scope for scope in (project.scope, *project.scopes.values()) if scope):
        own = scope == project.scope
        for link in _of_scope(name, scope.env_files, resolution):
            wins = own and not given and not passed
            note = "" if own else "for the included files beside it, as long as nothing above sets it"
            yield replace(link, wins=wins, note=note)
    decided = passed or given or name in resolution.env
    seen: set[tuple[str, Place | None]] = set()
    for landing in known.survey.landings.get(name, ()):
        default = landing.reference.default
        if default is None or (default, landing.place) in seen:
            continue
        seen.add((default, landing.place))
        empty = given and not values.get(name) and landing.reference.operator == ":-"
        note = "stands in for the empty text there" if empty else ""
        yield Link(Kind.COMPOSE_DEFAULT, landing.place, default, resolution.text(default), not decided, note)
        decided = True
    if known.default is not None and not seen:
        yield Link(Kind.SCHEMA_DEFAULT, None, known.default, known.default, not decided, "the program's own")


def _of_services(name: str, deliveries: Iterable[Delivery]) -> Iterator[Link]:
    """The env files of services, for a name that nothing else sets: ``${NAME}`` is not set by them."""
    seen: set[Place | None] = set()
    for delivery in deliveries:
        source = delivery.source
        if delivery.key == name and source.source is Source.ENV_FILE and source.place not in seen:
            note = "for the services that name this file"
            yield Link(Kind.ENV_FILE, source.place, source.literal or "", source.value, wins=not seen, note=note)
            seen.add(source.place)


def _of_scope(name: str, files: tuple[Path, ...], resolution: Resolution) -> Iterator[Link]:
    """What the env file of an include, or of the compose file's own folder, says of a name."""
    for path in files:
        document = read_env_file(path)
        if document is not None and name in document:
            place = Place(path, document.line_of(name) or 1)
            yield Link(
                Kind.FILE, place, document.literal(name) or "", document.views.as_env_file(resolution.env).get(name)
            )


def _assigning_lines(document: EnvDocument, name: str) -> list[int]:
    views = document.views
    found = [one for one in views.leading.statements if one.key == name and one.kind is Cut.ASSIGN]
    return [views.line_at(one.start) for one in found]


def _deliveries(name: str, found: list[Landing], resolution: Resolution) -> Iterator[Delivery]:
    keys: dict[str, dict[str, None]] = {}
    for landing in found:
        if landing.service and landing.where in {Where.ENVIRONMENT, Where.PASSED}:
            keys.setdefault(landing.service, {})[landing.key] = None
    for service in resolution.project.services:
        wanted = {**keys.get(service, {}), name: None}
        layers = resolution.layers(service, wanted)
        for key in wanted:
            if key in layers:
                yield Delivery(service, key, layers[key][-1].value, tuple(layers[key]))


def lines(origin: Origin, root: Path, *, show_secrets: bool = False) -> Iterator[str]:
    """The chain for people, secrets masked."""
    if show_secrets:
        origin = replace(origin, secret=False, hidden=())
    for link in origin.links:
        text, value = origin.shown(link.literal), origin.shown(link.value)
        resolved = f" -> {value}" if value not in {text, None} else ""
        where = f" {_short(link.place, root)}" if link.place else ""
        note = f"  ({link.note})" if link.note else ""
        yield f"{'*' if link.wins else ' '} {link.kind}{where}: {text or 'empty'}{resolved}{note}"
    for landing in origin.landings:
        if landing.where not in {Where.ENVIRONMENT, Where.PASSED}:
            place = f"  {_short(landing.place, root)}" if landing.place else ""
            yield f"  lands in {landing.says()}{place}"
    for delivery in origin.deliveries:
        received = _received(delivery, origin, show_secrets=show_secrets)
        yield f"  {delivery.service} receives {delivery.key}={received}{_from(delivery, root)}"


def chain(origin: Origin, root: Path) -> Iterator[tuple[str, str]]:
    """The chain in a few words for a panel, secrets masked: a label and a text each."""
    for link in origin.links:
        literal, value = origin.shown(link.literal), origin.shown(link.value)
        resolved = f" -> {value}" if value != literal else ""
        somewhere = "your shell " if link.kind is Kind.SHELL else ""
        place = f"{_short(link.place, root)} " if link.place else somewhere
        if link.wins:
            note = f" ({link.note})" if link.kind is Kind.SCHEMA_DEFAULT else ""
            yield "From", f"{place}{literal or 'empty'}{resolved}{note}"
        elif link.kind is Kind.SHELL:
            yield "Shell", f"{literal or 'empty'} ({link.note})"
    places = dict.fromkeys(landing.says() for landing in origin.landings)
    if places:
        shown = list(places)[:MOST_PLACES]
        more = f" and {len(places) - len(shown)} more" if len(places) > len(shown) else ""
        yield "Lands in", f"{', '.join(shown)}{more}"
    other = [
        delivery for delivery in origin.deliveries if delivery.value != origin.value or delivery.key != origin.name
    ]
    if other:
        texts = [f"{one.service}: {one.key}={_received(one, origin, show_secrets=False)}" for one in other]
        yield "Received", ", ".join(texts[:MOST_PLACES])


def _received(delivery: Delivery, origin: Origin, *, show_secrets: bool) -> str:
    if delivery.value is None:
        return "nothing"
    return origin.shown(delivery.value, secret=not show_secrets and is_secret_key(delivery)) or "empty"


def is_secret_key(delivery: Delivery) -> bool:
    """True when what a service receives is a secret by the name that it has there, or by its form."""
    return infer(delivery.key, [delivery.value or ""]).secret


def _from(delivery: Delivery, root: Path) -> str:
    parts = [f"{layer.source} {_short(layer.place, root)}" for layer in reversed(delivery.layers) if layer.place]
    return f"  from {parts[0]}" + (f", over {', '.join(parts[1:])}" if parts[1:] else "") if parts else ""


def _short(place: Place | None, root: Path) -> str:
    return place.short(root) if place else ""


def as_json(origin: Origin, root: Path, *, show_secrets: bool = False) -> dict[str, object]:
    """The chain for programs; a secret is null unless it is asked for."""

    def text(value: str | None, *, secret: bool = False) -> str | None:
        if show_secrets or value is None:
            return value
        return None if secret or origin.secret else origin.shown(value)

    return {
        "name": origin.name,
        "secret": origin.secret,
        "value": text(origin.value),
        "links": [
            {
                "kind": str(link.kind),
                "place": _short(link.place, root) or None,
                "literal": text(link.literal),
                "value": text(link.value),
                "wins": link.wins,
                "note": link.note,
            }
            for link in origin.links
        ],
        "lands_in": [
            {
                "where": str(landing.where),
                "service": landing.service or None,
                "key": landing.key,
                "place": _short(landing.place, root) or None,
                "required": landing.reference.required,
                "default": text(landing.reference.default),
            }
            for landing in origin.landings
        ],
        "services": [
            {
                "service": delivery.service,
                "key": delivery.key,
                "value": text(delivery.value, secret=is_secret_key(delivery)),
                "source": str(delivery.source.source),
                "place": _short(delivery.source.place, root) or None,
            }
            for delivery in origin.deliveries
        ],
    }
