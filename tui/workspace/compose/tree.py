"""From a file to plain mappings, lists and texts with their places; anchors and merge keys are resolved.

``!reset`` and ``!override`` stay in the tree as objects of their own, until :mod:`tui.workspace.compose.merge` acts
on them.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tui.workspace.compose.faults import Fault
from tui.workspace.compose.text import Place, Text, plain_scalar

Tree = dict[Text, Any]
"""A mapping of a compose file: values are trees, lists, texts, None, or one of the two below."""

MERGE_TAG = "tag:yaml.org,2002:merge"
_MOST_NODES = 1_000_000
"""Anchors that refer to anchors can make a tree of any size out of a few lines."""


class Reset:
    """A ``!reset``: what stands there in the files before is taken away."""


class Override(NamedTuple):
    """An ``!override``: it replaces what stands there in the files before, instead of being merged with it."""

    value: Any


class CannotReadError(Exception):
    """A file that gives no tree. Carries the reason as a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_text(path: Path) -> str:
    """The text of a compose file. Raises CannotReadError."""
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise CannotReadError(Fault(f"cannot be read: {reason}", path, hint="check its name and its rights")) from None


def parse(path: Path, text: str) -> list[Tree]:
    """The documents of a compose file. Raises CannotReadError with line and column for what is no YAML."""
    try:
        import yaml  # noqa: PLC0415 - an optional dependency that costs 27 ms
    except ModuleNotFoundError:
        raise CannotReadError(
            Fault("cannot be followed without PyYAML", path, hint="install launchdeck with its extra tui", ours=True)
        ) from None
    try:
        nodes = list(yaml.compose_all(text, _loader()))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise CannotReadError(Fault(f"is not YAML: {error.problem or error.context}", path, line, column)) from None
    except (yaml.YAMLError, RecursionError):
        raise CannotReadError(Fault("is not YAML", path)) from None
    builder = _Builder(path)
    trees = []
    for node in nodes:
        tree = builder.value(node)
        if isinstance(tree, dict):
            trees.append(tree)
        elif tree is not None:
            raise CannotReadError(Fault("holds no mapping", path, node.start_mark.line + 1, 1))
    return trees


@cache
def _loader() -> Any:
    """PyYAML's parser in C where there is one, without its own opinion on what a scalar is."""
    import yaml  # noqa: PLC0415 - see above

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def resolve(_: object, kind: type, value: str, implicit: Any) -> str:
        if kind is not yaml.ScalarNode:
            return "seq" if kind is yaml.SequenceNode else "map"
        return MERGE_TAG if value == "<<" and implicit[0] else "str"

    return type("Loader", (base,), {"resolve": resolve})


class _Builder:
    """Makes trees of the parser's nodes; what an anchor names is made once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._made: dict[int, Any] = {}
        self._open: set[int] = set()
        self._sizes: dict[int, int] = {}

    def value(self, node: Any) -> Any:
        """What a node stands for."""
        made = self._made.get(id(node), self)
        if made is not self:
            return made
        if id(node) in self._open:
            raise self._fault(node, "an anchor holds itself")
        self._open.add(id(node))
        made = self._tagged(node)
        self._open.discard(id(node))
        self._sizes[id(node)] = size = 1 + sum(self._sizes.get(id(child), 1) for child in _children(node))
        if size > _MOST_NODES:
            raise self._fault(node, "is too large with its anchors put in")
        self._made[id(node)] = made
        return made

    def _tagged(self, node: Any) -> Any:
        if node.tag == "!reset":
            return Reset()
        value = self._plain(node)
        return Override(value) if node.tag == "!override" else value

    def _plain(self, node: Any) -> Any:
        kind = node.id
        if kind == "mapping":
            return self._mapping(node)
        if kind == "sequence":
            return [self.value(item) for item in node.value]
        text = node.value if node.style in {"'", '"', "|", ">"} else plain_scalar(node.value)
        return None if text is None else Text.at(text, self._place(node))

    def _mapping(self, node: Any) -> Tree:
        merged: Tree = {}
        own: Tree = {}
        for key, value in node.value:
            if key.tag == MERGE_TAG:
                for source in self._merge_sources(value):
                    for name, item in source.items():
                        merged.setdefault(name, item)
            else:
                own[Text.at(str(key.value), self._place(key))] = self.value(value)
        return {**merged, **own}

    def _merge_sources(self, node: Any) -> list[Tree]:
        value = self.value(node)
        sources = value if isinstance(value, list) else [value]
        if not all(isinstance(source, dict) for source in sources):
            raise self._fault(node, "<< takes mappings only")
        return sources

    def _place(self, node: Any) -> Place:
        mark = node.start_mark
        return Place(self._path, mark.line + 1, mark.column + 1)

    def _fault(self, node: Any, message: str) -> CannotReadError:
        return CannotReadError(Fault.at(self._place(node), message))


def _children(node: Any) -> list[Any]:
    if node.id == "mapping":
        return [value for _, value in node.value]
    return list(node.value) if node.id == "sequence" else []
