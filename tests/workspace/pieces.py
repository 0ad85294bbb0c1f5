"""Hostile values and hostile files, made from a seed so that thousands of them are cheap."""

from __future__ import annotations

import random

ALPHABETS = (
    "ab1 _",
    "'\"\\ ",
    "$${}AB_:-?+",
    "#= \t;",
    "\n\r\\n",
    "`$()!1@*|&<>~",
    "é日😀\u00a0\u3000\u212a\u017f\x1f\x85\x0b\u2028",
)
WORDS = (
    "${A}", "${A:-x}", "$A", "$$", "${", "}", "\\'", "\\\\", "\\n", "\\$", "\\0101", "'\\''", " # c",
    "\t# c", "#", "$(id)", "`id`",
    "KEY=value", "export ", "\r\n", "~/", ":~", "${_DOLLAR_:-$}", "%24", "$\u212a", "${B-${A}}", "\\",
)  # fmt: skip

KEYS = ("A", "B", "KEY", "a", "X1", "A.B", "A-B", "_Z")
VALUES = (
    "", "x", "y z", '"x"', "'y'", '"x y"', "'it\\'s'", '"a\\"b"', '"two\nlines"', "'two\r\nlines'", "$A",
    "${A}", "${B:-x}", "'${A}'",
    "${NO:+x}", "a$$b", "\\n", '"\\n\\t"', '"\\$A"', "'a\\\\b'", "\u00a0x", "#x", "x#y", "é", '"\\0101"',
)  # fmt: skip
BROKEN_LINES = (
    "A='x", 'B="x', "A=${b", "not a line!", "A B=x", "'A'=x", "A: x", "A/B=x",
    'A="x" y', "A='x'B=2", "A=x\rB=y", "A='x\\'", "=x", "-",
)  # fmt: skip
OTHER_LINES = (
    "",
    "   ",
    "# prose",
    "# A=default",
    "#B=",
    "  # export KEY='q r'",
    "# KEY=on enables it",
    "A",
    "export B",
    "#",
)
COMMENTS = ("", "", "", " # why", "\t# why", "# why", "   ", " #", "\u00a0")


def value(rnd: random.Random) -> str:
    """One hostile value."""
    alphabet = rnd.choice(ALPHABETS)
    parts = [
        rnd.choice(WORDS)
        if rnd.random() < 0.3
        else rnd.choice(alphabet if rnd.random() < 0.8 else rnd.choice(ALPHABETS))
        for _ in range(rnd.randint(0, 8))
    ]
    return "".join(parts)


def line(rnd: random.Random, *, broken: float = 0.0) -> str:
    """One line (or more, for a value with line breaks) without its line end."""
    draw = rnd.random()
    if draw < broken:
        return rnd.choice(BROKEN_LINES)
    if draw < broken + 0.3:
        return rnd.choice(OTHER_LINES)
    sign = rnd.choice(("=", "=", "=", "=", " = ", "= ", " ="))
    return (
        f"{rnd.choice(('', '', '', ' ', 'export '))}{rnd.choice(KEYS)}{sign}{rnd.choice(VALUES)}{rnd.choice(COMMENTS)}"
    )


def file(rnd: random.Random, *, broken: float = 0.0) -> str:
    """A whole file."""
    end = rnd.choice(("\n", "\n", "\r\n"))
    text = "".join(
        line(rnd, broken=broken) + (end if rnd.random() < 0.9 else rnd.choice(("\n", "\r\n")))
        for _ in range(rnd.randint(0, 7))
    )
    if rnd.random() < 0.3:
        text = text.rstrip("\r\n")
    return ("\ufeff" if rnd.random() < 0.1 else "") + text
