"""``compose render``: the generated files of a workspace."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.verbs.common import root_of, say

if TYPE_CHECKING:
    from tui.workspace.rendering import Output


def render(arguments: Namespace) -> int:
    """Write the generated files that are not current; with --check say where the first one differs, exit 1."""
    from schemas.catalog import load_catalog
    from tui.workspace import rendering

    folder, catalog = root_of(arguments), load_catalog()
    if arguments.check:
        found = rendering.outputs(folder, catalog)
        difference = next((one for output in found if (one := output.difference())), None)
        say(f"launchdeck: {difference}. Run launchdeck compose render" if difference else _current(found))
        return 1 if difference else 0
    written = rendering.render(folder, catalog)
    for output in written:
        say(f"{output.path} written")
    if not written:
        say(_current(rendering.outputs(folder, catalog)))
    return 0


def _current(found: list[Output]) -> str:
    return f"{', '.join(output.path.name for output in found)}: current"
