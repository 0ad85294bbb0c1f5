"""Rules on secrets: well-known, empty, weak and reused values, and pairs that must be equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog, Variable
from schemas.conditions import holds, names
from schemas.rules.base import Check, Fix, Found, Severity, Theme, Values, declared, found
from schemas.rules.fresh import fresh_secret
from schemas.rules.pairs import PAIRS, Pair, partners, readers_of
from schemas.secrets import is_insecure, is_placeholder

THEME = Theme("secrets", "Secrets")

SHORTEST = 12
"""Characters. A secret of twelve letters and digits has 71 bits; what is shorter can be guessed offline."""
FEWEST_DIFFERENT = 6
"""Different characters that a secret must have."""


def _secrets(catalog: Catalog) -> Iterator[Variable]:
    return (variable for variable in catalog if variable.secret and variable.secret_class != "derived")


def _conditions(variable: Variable) -> frozenset[str]:
    """The variables that decide whether it is in use."""
    return names(variable.active_when) | names(variable.required_when)


def _matters(variable: Variable, values: Values) -> bool:
    """In use: it reaches a container, its feature is on, and what would require it does."""
    return variable.reaches_container and holds(variable.active_when, values) and holds(variable.required_when, values)


@THEME.spread(
    "LD-SECRET-KNOWN",
    Severity.ERROR,
    finds="A secret that is in use has a value that was once shipped in a public repository.",
    why="Scanners try these values first; whoever reaches the service gets in.",
    mends="Generate a new one. One that lives in a volume or seals stored data must be changed in the service first.",
    faults="F02 F60",
)
def known(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret."""
    for variable in _secrets(catalog):
        reads = {variable.name, *_conditions(variable), *readers_of(catalog, variable.name)}
        if variable.name == "REDIS_PASSWORD":
            reads |= {"CELERY_BROKER_URL", "REDIS_HOST", "REDIS_PORT", "REDIS_USERNAME", "REDIS_USE_SSL"}
        yield reads, _known_check(variable)


def _known_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.text(variable.name)
        if variable.inferred or not is_insecure(variable, text) or not _matters(variable, values):
            return
        if is_placeholder(text) and variable.generator is None:
            return  # LD-SECRET-PLACEHOLDER says it
        message = f"{values.says(variable.name)}, a value that everybody knows: whoever reaches the service gets in"
        yield found(message, variable.name, fix=_known_fix(variable, text, values))

    return check


def _known_fix(variable: Variable, text: str, values: Values) -> Fix | None:
    """A new secret for both sides; for a client's side that follows its server, the server's."""
    pair = next((pair for pair in PAIRS if pair.client == variable.name and pair.counts(values)), None)
    if pair is None:
        return fresh_secret(variable, values, partners(variable, values))
    server = values.catalog[pair.server]
    if is_insecure(server, values.text(pair.server)) or pair.several:
        return fresh_secret(server, values, partners(server, values))
    return _same_fix(pair, values) if values.text(pair.server) != text else None


@THEME.spread(
    "LD-SECRET-PLACEHOLDER",
    Severity.WARNING,
    finds="A secret that somebody else issues holds the text that asks to be replaced.",
    why="The service that should take it answers with 401, long after the start.",
    mends="Write the key that the provider gave you, or empty it when the service is not used.",
    faults="F02",
)
def placeholders(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret that nobody can generate."""
    for variable in _secrets(catalog):
        if variable.generator is None:
            yield {variable.name, *_conditions(variable)}, _placeholder_check(variable)


def _placeholder_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.text(variable.name)
        known_shipped = text in variable.insecure and not is_placeholder(text)
        if not is_insecure(variable, text) or known_shipped or not _matters(variable, values):
            return
        yield found(f"{values.says(variable.name)}, a placeholder: what needs it will be refused", variable.name)

    return check


@THEME.spread(
    "LD-SECRET-PAIR",
    Severity.ERROR,
    finds="A client sends another key than the one that its bundled server knows.",
    why="Each call between the two is refused with 401, and the message names neither variable.",
    mends="Give both the same value.",
    faults="F29 F37 F60",
)
def pairs(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each pair."""
    for pair in PAIRS:
        if declared(catalog, pair.client) and declared(catalog, pair.server):
            yield {*pair.names, *names(catalog[pair.client].active_when)}, _pair_check(pair)


def _pair_check(pair: Pair) -> Check:
    def check(values: Values) -> Iterator[Found]:
        if not pair.counts(values) or pair.agrees(values):
            return
        word = "is not among the keys of" if pair.several else "differs from"
        message = f"{values.says(pair.client)} and {word} {pair.server}: the two services refuse each other"
        yield found(message, pair.client, pair.server, fix=_same_fix(pair, values))

    return check


def _same_fix(pair: Pair, values: Values) -> Fix | None:
    keys = values.items(pair.server) if pair.several else [values.text(pair.server)]
    if not keys or not keys[0]:
        return None
    return Fix(f"Give {pair.client} the value of {pair.server}", {pair.client: keys[0]})


@THEME.spread(
    "LD-SECRET-EMPTY",
    Severity.ERROR,
    finds="A secret is set to an empty text although it has a shipped default.",
    why="The compose file puts the default in the place of an empty text, and that default is public.",
    mends="Generate one, or write your own.",
    faults="F02 F34 F72",
)
def empty(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret with a default."""
    for variable in _secrets(catalog):
        if variable.default and not variable.inferred:
            yield (
                {variable.name, *_conditions(variable), *readers_of(catalog, variable.name)},
                _empty_check(variable),
            )


def _empty_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        if values.given.get(variable.name) != "" or not _matters(variable, values):
            return
        fix = fresh_secret(variable, values, partners(variable, values))
        message = f"{values.says(variable.name)}, so that its shipped default is in force, which everybody knows"
        yield found(message, variable.name, fix=fix)

    return check


@THEME.spread(
    "LD-SECRET-WEAK",
    Severity.WARNING,
    finds="A secret that could be generated is shorter than twelve characters or repeats a few of them.",
    why="Whoever gets hold of a token, a hash or an open port finds it by trying.",
    mends="Generate it.",
    faults="F02 F38",
)
def weak(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret with a generator."""
    for variable in _secrets(catalog):
        if variable.generator is not None:
            reads = {variable.name, *_conditions(variable), *readers_of(catalog, variable.name)}
            yield reads, _weak_check(variable)


def _weak_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(variable.name, "")
        if not text or is_insecure(variable, text) or not _matters(variable, values):
            return
        if len(text) >= SHORTEST and len(set(text)) >= FEWEST_DIFFERENT:
            return
        reason = f"shorter than {SHORTEST} characters" if len(text) < SHORTEST else "made of few characters"
        fix = fresh_secret(variable, values, partners(variable, values))
        yield found(f"{values.says(variable.name)}, {reason}: it can be guessed", variable.name, fix=fix)

    return check


@THEME.spread(
    "LD-SECRET-REUSED",
    Severity.WARNING,
    finds="Two secrets that have nothing to do with each other have the same value.",
    why="Whoever learns the one has the other; a leak in one service opens the next.",
    mends="Generate one of them anew.",
    faults="F02",
)
def reused(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret with a generator, compared with those before it in the catalog."""
    every = [v for v in _secrets(catalog) if v.generator is not None]
    for i, variable in enumerate(every):
        earlier = tuple(other for other in every[:i] if not _related(variable, other))
        reads = {variable.name, *(other.name for other in earlier), *_conditions(variable)}
        yield reads, _reused_check(variable, earlier)


def _related(one: Variable, other: Variable) -> bool:
    servers = {(pair.client, pair.server) for pair in PAIRS} | {(pair.server, pair.client) for pair in PAIRS}
    return (one.name, other.name) in servers or one.name in other.linked or other.name in one.linked


def _reused_check(variable: Variable, earlier: tuple[Variable, ...]) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(variable.name, "")
        if not text or is_insecure(variable, text) or not _matters(variable, values):
            return
        for other in earlier:
            if values.given.get(other.name) == text and not is_insecure(other, text) and _matters(other, values):
                message = f"{values.says(variable.name)}, the same as {other.name}: whoever learns one has both"
                fix = fresh_secret(variable, values, partners(variable, values))
                yield found(message, variable.name, other.name, fix=fix)
                return

    return check


@THEME.spread(
    "LD-SECRET-BLANKS",
    Severity.WARNING,
    finds="A secret begins or ends with a blank or a line break.",
    why="It was copied with more than the secret, and the other side compares it byte by byte.",
    mends="Remove what is around it.",
    faults="F06 F66",
)
def blanks(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret."""
    for variable in _secrets(catalog):
        yield {variable.name}, _blanks_check(variable.name)


def _blanks_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(name, "")
        if text and text != text.strip():
            fix = Fix(f"Remove the blanks around {name}", {name: text.strip()})
            message = f"{values.says(name)} and begins or ends with a blank or a line break: it will not match"
            yield found(message, name, fix=fix)

    return check


@THEME.spread(
    "LD-SECRET-FILE",
    Severity.ERROR,
    finds="A secret is given both as a value and as the path of a file that holds it (NAME and NAME_FILE).",
    why="Which of the two wins differs from image to image; the container's start refuses the pair.",
    mends="Keep one of them.",
    faults="F66",
)
def both_forms(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each secret."""
    for variable in _secrets(catalog):
        yield {variable.name, f"{variable.name}_FILE"}, _file_check(variable.name)


def _file_check(name: str) -> Check:
    def check(values: Values) -> Iterator[Found]:
        path = f"{name}_FILE"
        if values.is_set(name) and values.is_set(path):
            message = f"{values.says(name)} and {values.says(path)}: only one of them may be set"
            yield found(message, name, path, fix=Fix(f"Remove {name} and keep the file", {name: None}))

    return check
