"""The diff of an env file as it may be shown: values of secrets are masked, all else stands as in the file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from schemas.secrets import mask
from tui.workspace.document import EnvDocument
from tui.workspace.statements import Kind

CONTEXT_LINES = 2
CHANGED = " (new)"
"""Behind the mask of a secret that differs, so that the diff shows that it changed and not what it is."""

_LINE = re.compile(r"^([#\s]*(?:export\s+)?['\"]?)([A-Za-z_]\w*)(['\"]?\s*[=:]\s*)(\S.*)$", re.MULTILINE)
"""What looks like an assignment: commented out, or broken so that no reader takes it."""


def masked_text(document: EnvDocument, is_secret: Callable[[str], bool], *, former: EnvDocument | None = None) -> str:
    """The text of the file with every value of a secret masked, also in comments and in lines that no reader takes.

    With former, a secret that has another value there is marked as changed.
    """
    text = document.views.text
    spans: dict[tuple[int, int], str] = {}
    for cut in (document.views.compose, document.views.python):
        for statement in cut.statements:
            has_value = statement.kind is Kind.ASSIGN and statement.value_end > statement.value_start
            if has_value and is_secret(statement.key):
                spans[statement.value_start, statement.value_end] = statement.key
    pieces, position = [], 0
    for (start, end), key in sorted(spans.items()):
        if start < position:
            continue
        differs = former is not None and former.literal(key) != document.literal(key)
        pieces += [text[position:start], mask(text[start:end]), CHANGED if differs else ""]
        position = end
    masked = "".join([*pieces, text[position:]])
    return _LINE.sub(lambda match: _mask_line(match, is_secret), masked)


def _mask_line(match: re.Match[str], is_secret: Callable[[str], bool]) -> str:
    start, key, equals, value = match.groups()
    done = value.startswith(mask(value))
    return match[0] if done or not is_secret(key) else f"{start}{key}{equals}{mask(value)}"


def diff(before: EnvDocument, after: EnvDocument, is_secret: Callable[[str], bool], name: str) -> list[str]:
    """The unified diff of two documents, without line ends; secrets are masked and marked when they changed."""
    old = masked_text(before, is_secret).splitlines()
    new = masked_text(after, is_secret, former=before).splitlines()
    return list(difflib.unified_diff(old, new, name, name, n=CONTEXT_LINES, lineterm=""))
