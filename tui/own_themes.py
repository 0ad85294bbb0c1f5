"""The person's own themes: one TOML file each, checked when it is read."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from textual.color import Color
from textual.theme import Theme

from schemas.errors import UsageError
from schemas.kinds import nearest
from tui.config import config_path
from tui.theme import THEMES, contrast, missing_colours

BASIC: Final = (
    *("primary", "secondary", "accent", "foreground", "background", "surface", "panel"),
    *("success", "warning", "error"),
)
"""The colours that the framework knows too; what is left out is made from those that are there."""
OURS: Final = ("rule", "faint", "violet", "cursor-row", "resting-row", "field")
"""Those that only our style sheets use."""
NEEDED: Final = ("primary", "foreground", "background")
"""Those without which there is no theme."""
READABLE = 4.5
"""Contrast that a text needs at least (WCAG 2.2, 1.4.3)."""
_COLOUR = re.compile(r"#([0-9a-fA-F]{3}){1,2}")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def themes_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Where the files are looked for: beside the settings."""
    return config_path(environ).with_name("themes")


def theme_files(folder: Path) -> list[Path]:
    """The files of themes, by name; none where there is no folder."""
    return sorted(folder.glob("*.toml"))


def read_theme(path: Path) -> Theme:
    """Read a theme, which is called as its file is.

    Raises UsageError that names the file, the key and how to mend it.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {os.strerror(error.errno or 0)}", "check its permissions") from None
    except UnicodeError:
        raise UsageError(f"{path} is not UTF-8 text", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from None
    _check(document, path)
    colours = {name: text for name, text in document.items() if name != "dark"}
    theme = Theme(
        name=path.stem,
        dark=document.get("dark", True),
        variables={name: colours.pop(name) for name in OURS if name in colours},
        **colours,
    )
    theme.variables = missing_colours(theme) | theme.variables
    return theme


def _check(document: Mapping[str, Any], path: Path) -> None:
    taken = [theme.name for theme in THEMES]
    if not _NAME.fullmatch(path.stem) or path.stem in taken:
        why = "is the name of a theme of ours" if path.stem in taken else "is no name for a theme"
        raise UsageError(f"{path}: {path.stem} {why}", "call the file as the theme: small letters, digits and hyphens")
    known = ["dark", *BASIC, *OURS]
    for name, value in document.items():
        if name not in known:
            hint = nearest(name, known) or f"there are {', '.join(known)}"
            raise UsageError(f"{path}: there is no colour {name}", hint)
        if name == "dark" and not isinstance(value, bool):
            raise UsageError(f"{path}: dark must be true or false")
        if name != "dark" and not (isinstance(value, str) and _COLOUR.fullmatch(value)):
            raise UsageError(f"{path}: {name} is {value}, which is no colour", "write it as #rrggbb")
    missing = [name for name in NEEDED if name not in document]
    if missing:
        raise UsageError(f"{path}: {', '.join(missing)} is missing", f"a theme has at least {', '.join(NEEDED)}")


def weak_spots(theme: Theme) -> Iterator[str]:
    """Where texts are hard to read: which colour on which, how much contrast there is, how much is needed."""
    found = {name: text for name, text in vars(theme).items() if name in BASIC and text}
    colours = theme.to_color_system().generate() | theme.variables | found
    for name in ("accent", "success", "warning", "error"):
        colours[name] = colours[f"text-{name}"]  # what texts are written in
    texts = ("foreground", "faint", "primary", "secondary", "accent", "success", "warning", "error", "violet")
    pairs = [(text, ground) for ground in ("background", "surface") for text in texts]
    for text, ground in (*pairs, ("foreground", "panel"), ("foreground", "cursor-row")):
        ratio = contrast(Color.parse(colours[text]).hex, Color.parse(colours[ground]).hex)
        if ratio < READABLE:
            yield f"{text} on {ground} has a contrast of {ratio:.1f}, readable is {READABLE} and more"
