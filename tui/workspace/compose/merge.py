"""How a later file goes over an earlier one, as Compose merges them."""

from __future__ import annotations

from typing import Any

from tui.workspace.compose.tree import Override, Reset, Tree

_REPLACED = frozenset({"command", "entrypoint", "test"})
"""Keys whose lists are replaced and not joined (Compose specification, 'Merge')."""


def merged(base: Tree, over: Tree) -> Tree:
    """Both trees as one: mappings are merged, lists joined, all else is replaced."""
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, Reset):
            result.pop(key, None)
        elif isinstance(value, Override):
            result[key] = cleaned(value.value)
        elif key in result:
            both = _joined(str(key), result[key], value)
            if not isinstance(both, dict):
                del result[key]  # the key is taken anew, so that it knows the place of the value in force
            result[key] = both
        else:
            result[key] = cleaned(value)
    return result


def _joined(key: str, base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return merged(base, over)
    if isinstance(base, list) and isinstance(over, list) and key not in _REPLACED:
        return [*base, *(cleaned(item) for item in over)]
    return base if over is None and isinstance(base, dict | list) else cleaned(over)


def cleaned(value: Any) -> Any:
    """The value without the marks of the merge."""
    if isinstance(value, Override):
        return cleaned(value.value)
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items() if not isinstance(item, Reset)}
    if isinstance(value, list):
        return [cleaned(item) for item in value if not isinstance(item, Reset)]
    return value
