"""New secrets as the changes of a fix: made when the fix is applied, not when the rule runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.catalog import Variable
from schemas.derived import broker_url
from schemas.rules.base import Fix, Values
from schemas.secrets import generate

_CAUTIONS = {
    "frozen": "Only before the first start: what is stored is sealed with the old value and lost with another.",
    "stateful": "Only before the first start: the data volume keeps the old value, and nobody can log in with another.",
}


class FreshSecret(Mapping[str, str | None]):
    """A new secret for some variables that must be equal, made at the first look at it.

    The address that embeds it follows. The repr names the variables only.
    """

    def __init__(self, variable: Variable, also: tuple[str, ...], values: Values) -> None:
        self._variable = variable
        self._equal = (variable.name, *also)
        self._values = values
        self._text: str | None = None
        self._names = self._equal
        if variable.name == "REDIS_PASSWORD" and _embedded(values):
            self._names = (*self._equal, "CELERY_BROKER_URL")

    def __getitem__(self, name: str) -> str:
        if name not in self._names:
            raise KeyError(name)
        if self._text is None:
            self._text = generate(self._variable)
        if name in self._equal:
            return self._text
        given = {**self._values.given, **dict.fromkeys(self._equal, self._text)}
        return broker_url(Values(self._values.catalog, given))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._names)})"


def _embedded(values: Values) -> bool:
    """True when the broker's address is the one that follows from the Redis variables."""
    return "CELERY_BROKER_URL" in values.catalog and values.text("CELERY_BROKER_URL") == broker_url(values)


def fresh_secret(variable: Variable, values: Values, also: tuple[str, ...] = ()) -> Fix | None:
    """The fix that generates a secret, and gives the same to those that must equal it; None without a generator."""
    if variable.generator is None:
        return None
    label = f"Generate {', '.join((variable.name, *also))}"
    return Fix(label, FreshSecret(variable, also, values), _CAUTIONS.get(variable.secret_class or "", ""))
