"""Records of the entrypoint: what ``dataclasses`` makes, without importing what it needs to make it.

It would be a quarter of the entrypoint's own time, before anything is started. Type checkers see the original.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import field

    __all__ = ["field", "record"]
else:

    class field:  # noqa: N801 - the name of what it stands for
        """A default that is made for each record, or a value that is never shown."""

        def __init__(self, *, default=..., default_factory=None, repr=True):  # noqa: A002 - dataclasses' own words
            self.made = default_factory or (default is not ... and (lambda: default)) or None
            self.shown = repr

    def record(*, frozen=False, slots=False):
        """A class whose annotated names are its fields, in their order."""
        del slots  # always

        def make(cls):
            names = tuple(cls.__dict__["__annotations__"])  # noqa: RUF063 - inspect is what costs
            given = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
            body = {name: value for name, value in cls.__dict__.items() if name not in given}
            body.pop("__dict__", None)
            body.pop("__weakref__", None)
            body |= {"__slots__": names, "_defaults": given, "__init__": _init, "__repr__": _repr, "__eq__": _eq}
            body |= {"__hash__": _hash, "__setattr__": _refuse} if frozen else {"__hash__": None}
            return type(cls)(cls.__name__, cls.__bases__, body)

        return make

    def _init(self, *values, **named):
        names, defaults = self.__slots__, self._defaults
        if len(values) > len(names):
            raise TypeError(f"{type(self).__name__} takes {len(names)} values")
        named.update(zip(names, values, strict=False))
        for name in names:
            if name in named:
                value = named.pop(name)
            elif name not in defaults or ((made := defaults[name]).__class__ is field and made.made is None):
                raise TypeError(f"{type(self).__name__} needs {name}")
            else:
                value = made.made() if made.__class__ is field else made
            object.__setattr__(self, name, value)
        if named:
            raise TypeError(f"{type(self).__name__} has no {', '.join(named)}")

    def _repr(self):
        shown = (name for name in self.__slots__ if getattr(self._defaults.get(name), "shown", True))
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def _values(self):
        return tuple(getattr(self, name) for name in self.__slots__)

    def _eq(self, other):
        return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented

    def _hash(self):
        return hash(_values(self))

    def _refuse(self, name, value):
        del value
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set")
