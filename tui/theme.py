"""How the app looks: three themes of our own, and the glyphs that carry a state beside word and colour."""

from __future__ import annotations

import locale
import os
import re
from dataclasses import dataclass

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="launchdeck-dark",
    dark=True,
    primary="#5fb3a6",
    secondary="#8fa9c9",
    accent="#d9b26f",
    foreground="#d6dce4",
    background="#12161c",
    surface="#181d25",
    panel="#212834",
    success="#86c17d",
    warning="#e0b052",
    error="#ec7b74",
    variables={
        "rule": "#2a323f",
        "faint": "#8793a4",
        "violet": "#b6a0dc",
        "cursor-row": "#24433f",
        "resting-row": "#232b37",
        "field": "#222a36",
        "footer-background": "#181d25",
        "footer-key-foreground": "#5fb3a6",
        "footer-description-foreground": "#a7b1bf",
        "input-selection-background": "#5fb3a6 35%",
        "scrollbar": "#333d4c",
        "scrollbar-hover": "#465263",
        "scrollbar-active": "#5fb3a6",
        "scrollbar-background": "#161b22",
        "scrollbar-background-hover": "#161b22",
        "scrollbar-background-active": "#161b22",
        "block-cursor-foreground": "#d6dce4",
        "block-cursor-background": "#24433f",
        "block-cursor-blurred-background": "#232b37",
    },
)
"""The theme that the app opens with."""

LIGHT = Theme(
    name="launchdeck-light",
    dark=False,
    primary="#17695e",
    secondary="#37567d",
    accent="#7a5410",
    foreground="#242a33",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6de",
    success="#2c6e2a",
    warning="#845400",
    error="#b02a26",
    variables={
        "rule": "#d9d5ca",
        "faint": "#606874",
        "violet": "#6b4a9c",
        "cursor-row": "#cfe5df",
        "resting-row": "#e7e4db",
        "field": "#ebe8e0",
        "footer-background": "#f3f1ec",
        "footer-key-foreground": "#17695e",
        "footer-description-foreground": "#4a525e",
        "input-selection-background": "#17695e 25%",
        "scrollbar": "#cbc6b8",
        "scrollbar-hover": "#b4ae9d",
        "scrollbar-active": "#17695e",
        "scrollbar-background": "#f3f1ec",
        "scrollbar-background-hover": "#f3f1ec",
        "scrollbar-background-active": "#f3f1ec",
        "block-cursor-foreground": "#242a33",
        "block-cursor-background": "#cfe5df",
        "block-cursor-blurred-background": "#e7e4db",
    },
)
"""For bright rooms."""

CONTRAST = Theme(
    name="launchdeck-contrast",
    dark=True,
    primary="#5fffd7",
    secondary="#afd7ff",
    accent="#ffd75f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#87ff5f",
    warning="#ffd75f",
    error="#ff8787",
    variables={
        "rule": "#8a8a8a",
        "faint": "#d0d0d0",
        "violet": "#d7afff",
        "cursor-row": "#00505f",
        "resting-row": "#3a3a3a",
        "field": "#1c1c1c",
        "footer-background": "#000000",
        "footer-key-foreground": "#5fffd7",
        "footer-description-foreground": "#ffffff",
        "input-selection-background": "#5fffd7 45%",
        "scrollbar": "#8a8a8a",
        "scrollbar-hover": "#d0d0d0",
        "scrollbar-active": "#5fffd7",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#00505f",
        "block-cursor-blurred-background": "#3a3a3a",
    },
)
"""For eyes that need it: every text at 7:1 or more (WCAG 2.2, 1.4.6). Its colours are in the palette of 256."""

THEMES = (DARK, LIGHT, CONTRAST)
"""The themes of our own, beside those of the framework."""


def missing_colours(theme: Theme) -> dict[str, str]:
    """The colours that our style sheets name and a theme of the framework does not have, made from those it has."""
    if theme.ansi:  # the terminal's own sixteen: nothing can be mixed from them
        row, field = ("ansi_blue", "ansi_black") if theme.dark else ("ansi_white", "ansi_white")
        own = {"rule": "ansi_bright_black", "faint": "ansi_default 50%", "violet": "ansi_magenta"}
        return own | {"cursor-row": row, "resting-row": "ansi_default", "field": field}
    colours = theme.to_color_system().generate()
    ground, text, primary = (Color.parse(colours[name]) for name in ("background", "foreground", "primary"))
    mixed = {
        "rule": ground.blend(text, 0.2),
        "faint": _readable(ground, text),
        "cursor-row": ground.blend(primary, 0.3),
        "resting-row": ground.blend(text, 0.1),
        "field": ground.blend(text, 0.1),
    }
    return {"violet": colours["text-secondary"]} | {name: colour.hex for name, colour in mixed.items()}


WELL_READABLE = 4.8
"""Contrast of faint texts: somewhat more than is needed (WCAG 2.2, 1.4.3: 4.5), since the ground varies."""


def contrast(one: str, other: str) -> float:
    """How well one colour can be told from another: 1 to 21 (WCAG 2.2, contrast ratio). Both as ``#rrggbb``."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable(ground: Color, text: Color) -> Color:
    """The faintest mixture of both that can still be read on the ground."""
    mixtures = (ground.blend(text, part / 20) for part in range(14, 20))
    return next((mixed for mixed in mixtures if contrast(mixed.hex, ground.hex) >= WELL_READABLE), text)


def usual_theme(colour_system: str | None) -> str:
    """The theme to open with: ours, or the terminal's own colours where it has sixteen and ours would be guessed."""
    return "ansi-dark" if colour_system == "standard" else DARK.name


_STEPS = (0, 95, 135, 175, 215, 255)
"""The levels of each part of a colour in the palette of 256 (xterm)."""
DULL = 40
"""Colours whose parts differ less than this are taken for greys, of which the palette has many."""


def in_palette(text: str) -> str:
    """The nearest colour of the palette of 256; a text that is no plain colour stays as it is.

    The framework rounds each part of a colour by itself, which turns a dark grey into navy blue.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return text
    wanted = Color.parse(text).rgb
    cube = tuple(min(_STEPS, key=lambda step: abs(step - part)) for part in wanted)
    level = min((0, *range(8, 239, 10), 255), key=lambda grey: abs(grey - sum(wanted) / 3))
    dull = max(wanted) - min(wanted) < DULL
    red, green, blue = (level,) * 3 if dull else min(((level,) * 3, cube), key=lambda near: _distance(near, wanted))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    return sum(weight * (a - b) ** 2 for weight, a, b in zip((2, 4, 3), one, other, strict=True))


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One sign per state. A word always stands nearby, so that none has to be learnt."""

    error: str
    warning: str
    hint: str
    good: str
    edited: str
    set: str
    off: str
    working: str
    waiting: str
    bar: str
    """In front of the row with the cursor."""
    opened: str
    closed: str
    chosen: str
    open_choice: str
    cut: str
    """At the end of a text that is longer than its place."""
    newline: str
    arrow: str
    separator: str
    nothing: str
    """Instead of a value that is empty."""
    rule: str
    """Drawn after a heading."""
    spark: str
    """The heights of a bar, lowest first."""


UNICODE = Glyphs(
    error="✗",
    warning="▲",
    hint="◇",
    good="✓",
    edited="●",
    set="◆",
    off="○",
    working="◐",
    waiting="·",
    bar="▌",
    opened="▾",
    closed="▸",
    chosen="●",
    open_choice="○",
    cut="…",
    newline="⏎",
    arrow="→",
    separator="\u203a",
    nothing="\u2013",
    rule="─",
    spark="▁▂▃▄▅▆▇█",
)

ASCII = Glyphs(
    error="x",
    warning="!",
    hint="i",
    good="v",
    edited="*",
    set="+",
    off="o",
    working="~",
    waiting=".",
    bar="|",
    opened="-",
    closed="+",
    chosen="*",
    open_choice="o",
    cut="~",
    newline="$",
    arrow=">",
    separator=">",
    nothing="-",
    rule="-",
    spark="_.:-=+*#",
)


_chosen: Glyphs | None = None


def choose_glyphs(word: str) -> None:
    """Draw with the glyphs of that name: unicode, ascii, or auto for what the terminal's locale can show."""
    global _chosen  # noqa: PLW0603 - one process has one terminal
    _chosen = {"unicode": UNICODE, "ascii": ASCII}.get(word)


def glyphs() -> Glyphs:
    """ASCII where LAUNCHDECK_ASCII is set; else those that were chosen; else ASCII where the locale is not UTF-8."""
    if os.environ.get("LAUNCHDECK_ASCII"):
        return ASCII
    if _chosen is not None:
        return _chosen
    return UNICODE if "UTF" in locale.getpreferredencoding(do_setlocale=False).upper() else ASCII
