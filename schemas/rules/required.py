"""Rules on what must be set: required variables, values that ask to be replaced, and settings that do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.catalog import Catalog, Variable
from schemas.conditions import holds, names, words
from schemas.rules.base import Check, Found, Severity, Theme, Values, found, unset

THEME = Theme("required", "What must be set")

_OUTSIDE = "compose_host"
"""The category of what Compose itself reads, so that no container has to get it."""
_EXAMPLE_HOSTS = ("example.com", "example.org", "gp-test.aliyuncs.com", "instance-name", "api-vikingdb.xxx")
"""Parts of addresses that the sample files carry and that lead nowhere."""


@THEME.spread(
    "LD-REQUIRED",
    Severity.ERROR,
    finds="A variable that the chosen feature cannot do without is empty.",
    why="The service does not start, or the feature fails at its first use.",
    mends="Set it, or choose another value for what requires it.",
    faults="F12 F59 F72",
)
def required(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each variable that something requires."""
    for variable in catalog:
        if variable.required or variable.required_when:
            yield {variable.name, *names(variable.required_when)}, _required_check(variable)


def _required_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        if values.in_force(variable.name).strip() or not holds(variable.required_when, values):
            return
        reason = f"{words(variable.required_when)}" if variable.required_when else "in every deployment"
        others = tuple(sorted(names(variable.required_when)))
        message = f"{values.says(variable.name)}, but it is required {reason}"
        yield found(message, variable.name, *others)

    return check


@THEME.spread(
    "LD-PLACEHOLDER",
    Severity.WARNING,
    finds="A variable in use still has the sample's text: your-bucket-name, https://<account>..., example.com.",
    why="The service asks a bucket, a region or a host that is not yours.",
    mends="Write your own value.",
    faults="F02 F59 F57",
)
def placeholder(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each variable whose sample asks to be replaced; what holds only under a condition."""
    for variable in catalog:
        if variable.secret or variable.inferred or not (variable.active_when or variable.required_when):
            continue
        if variable.kind in {"string", "url", "host", "path", "email", "enum", "csv", "object"}:
            yield {variable.name, *names(variable.active_when)}, _placeholder_check(variable)


def _asks_to_be_replaced(text: str) -> bool:
    return ("<" in text and ">" in text) or text.lower().startswith(("your-", "your_", "https://your-", "xxx"))


def _placeholder_check(variable: Variable) -> Check:
    samples = {text for text in variable.defaults.values() if text and _is_sample(text)}

    def check(values: Values) -> Iterator[Found]:
        text = values.text(variable.name)
        sample = text in samples or (variable.kind != "email" and _asks_to_be_replaced(text))
        if sample and variable.reaches_container and holds(variable.active_when, values):
            message = f"{values.says(variable.name)}, the sample's text: it leads to nothing of yours"
            yield found(message, variable.name)

    return check


def _is_sample(text: str) -> bool:
    return _asks_to_be_replaced(text) or any(host in text for host in _EXAMPLE_HOSTS)


@THEME.spread(
    "LD-NO-EFFECT",
    Severity.WARNING,
    finds="A variable is set that the compose file hands to no container.",
    why="The program never sees it; it goes on with its built-in default.",
    mends="Remove the line, or pass the variable to the service in an override file of your own.",
    faults="F10 F37",
)
def no_effect(catalog: Catalog) -> Iterable[tuple[Iterable[str], Check]]:
    """One unit for each variable that reaches no container."""
    for variable in catalog:
        if not variable.reaches_container and not variable.inferred and variable.category != _OUTSIDE:
            yield {variable.name}, _no_effect_check(variable)


def _no_effect_check(variable: Variable) -> Check:
    def check(values: Values) -> Iterator[Found]:
        text = values.given.get(variable.name)
        if text and text != variable.default:
            message = f"{values.says(variable.name)}, but the compose file hands it to no container: nothing changes"
            yield found(message, variable.name, fix=unset(variable.name))

    return check
