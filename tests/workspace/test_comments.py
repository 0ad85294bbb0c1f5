"""Comments as help, and assignments that are commented out."""

from __future__ import annotations

import pytest

from tui.workspace.document import EnvDocument

TEXT = """\
# ------------------------------
# Server
# ------------------------------

# How long to wait,
#
# in seconds.
# TIMEOUT=30
TIMEOUT=10 # not this one
SECOND=1

# far away

LONELY=1
## Two marks
  # and an indent
export MARKED='a
# inside=1
b' # behind
AFTER=1
#COMMENTED=plain
# export SHOWN='a b' # why
# EMPTY=
# NOTHING= # why
# PROSE=value turns it on
# SHOWN=again
# not KEY=value
"""


@pytest.fixture
def document() -> EnvDocument:
    """A file with every sort of comment."""
    return EnvDocument.parse(TEXT.encode())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("TIMEOUT", "How long to wait,\n\nin seconds."),
        ("SECOND", ""),
        ("LONELY", ""),
        ("MARKED", "Two marks\nand an indent"),
        ("AFTER", ""),
        ("NO", ""),
    ],
)
def test_the_block_directly_above_is_the_help(document: EnvDocument, key: str, text: str) -> None:
    assert document.comment_above(key) == text


def test_the_help_reads_the_same_with_windows_line_ends() -> None:
    document = EnvDocument.parse(TEXT.replace("\n", "\r\n").encode())
    assert document.comment_above("TIMEOUT") == "How long to wait,\n\nin seconds."


def test_commented_assignments_are_told_from_prose(document: EnvDocument) -> None:
    assert document.commented_keys() == {
        "TIMEOUT": "30",
        "COMMENTED": "plain",
        "SHOWN": "again",
        "EMPTY": "",
        "NOTHING": "",
    }


def test_the_comment_of_a_first_line_behind_a_byte_order_mark_counts() -> None:
    assert EnvDocument.parse("\ufeff# first\nA=1\n".encode()).comment_above("A") == "first"
