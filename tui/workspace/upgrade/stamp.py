"""The lines that are ours in an env file: which template it was made from, and what a template no longer has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.workspace.document import EnvDocument
from tui.workspace.editing import TextEdit
from tui.workspace.statements import BOM
from tui.workspace.upgrade.values import ordered, spliced

OURS = "# launchdeck: "
"""What each line of ours begins with."""

REMOVED = f"{OURS}not in the template any more"
"""Above a variable that the template lost. The version follows, where it is known."""

_STAMP = re.compile(
    rf"(?:^|(?<=\A{BOM})){OURS}template(?: (?P<version>[^\s,]+))?, sha256 (?P<digest>[0-9a-f]{{12}})[ \t]*(?=\r?$)",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which template an env file was made from."""

    digest: str
    version: str = ""

    @property
    def line(self) -> str:
        """The stamp as it stands in the file."""
        return f"{OURS}template{f' {self.version}' if self.version else ''}, sha256 {self.digest}"

    @property
    def label(self) -> str:
        """The template for people: its version, else the beginning of its digest."""
        return self.version or f"template {self.digest}"


def read_stamp(document: EnvDocument) -> Stamp | None:
    """The stamp of a file; None when it has none."""
    match = _find(document)
    return Stamp(match["digest"], match["version"] or "") if match else None


def stamped(document: EnvDocument, stamp: Stamp) -> EnvDocument:
    """The document with this stamp: in the place of the one it has, else as its first line."""
    match = _find(document)
    if match:
        return spliced(document, [TextEdit(match.start(), match.end(), stamp.line)])
    views = document.views
    start = len(BOM) if views.text.startswith(BOM) else 0
    return spliced(document, [TextEdit(start, start, f"{stamp.line}{views.line_break}")])


def removed_line(version: str) -> str:
    """The mark above a variable that a template of this version does not have."""
    return f"{REMOVED}{f' ({version})' if version else ''}"


def is_ours(line: str) -> bool:
    """Whether a line was written by Launchdeck."""
    return line.strip().startswith(OURS.strip())


def _find(document: EnvDocument) -> re.Match[str] | None:
    """The stamp outside of values."""
    spans = [(statement.value_start, statement.value_end) for statement in ordered(document)]
    for match in _STAMP.finditer(document.views.text):
        if not any(start <= match.start() < end for start, end in spans):
            return match
    return None
