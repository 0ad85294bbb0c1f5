"""The person's own settings of the app: theme, glyphs, mouse, animation, density, keys. Standard library only."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from schemas.errors import UsageError
from schemas.kinds import nearest

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "glyphs": ("auto", "unicode", "ascii"),
    "animation": ("none", "basic", "full"),
    "density": ("normal", "compact"),
}
"""The settings that take one of a few words."""
KEYS: Final = ("theme", "glyphs", "animation", "mouse", "density", "keys")


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says; what it does not say has the default."""

    theme: str = ""
    """The name of a theme; empty takes the dark one of ours."""
    glyphs: str = "auto"
    """auto takes ASCII where the locale is not UTF-8."""
    animation: str = ""
    """Empty means basic, and none over ssh."""
    mouse: bool = True
    density: str = "normal"
    """compact saves lines and blank columns, so that more rows fit."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by command id, several separated by commas: ``"configure.search" = "ctrl+f"``."""


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """Where the file is looked for (XDG Base Directory Specification, XDG_CONFIG_HOME)."""
    source = os.environ if environ is None else environ
    base = source.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "launchdeck" / "config.toml"


def load_config(path: Path) -> Config:
    """Read the settings; the defaults where there is no file.

    Raises UsageError that names file, key and the nearest valid spelling.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {os.strerror(error.errno or 0)}", "check its permissions") from None
    except UnicodeError:
        raise UsageError(f"{path} is not UTF-8 text", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from None
    return _config(document, path)


def _config(document: Mapping[str, Any], path: Path) -> Config:
    known = list(KEYS)
    for key, value in document.items():
        if key not in known:
            raise UsageError(
                f"{path}: there is no setting {key}", nearest(key, known) or f"there are {', '.join(known)}"
            )
        _check(key, value, path)
    return Config(**document)


def _check(key: str, value: object, path: Path) -> None:
    if key == "mouse":
        if not isinstance(value, bool):
            raise UsageError(f"{path}: mouse must be true or false")
    elif key == "keys":
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise UsageError(f"{path}: keys must be a table of texts", 'such as "configure.search" = "ctrl+f"')
    elif not isinstance(value, str):
        raise UsageError(f"{path}: {key} must be a text")
    elif key in CHOICES and value not in CHOICES[key]:
        words = list(CHOICES[key])
        raise UsageError(f"{path}: {key} is {value}", nearest(value, words) or f"choose {', '.join(words)}")


def animation_of(config: Config, environ: Mapping[str, str]) -> str:
    """How much moves on the screen: what was chosen, else nothing over ssh, where each repaint is slow."""
    return config.animation or ("none" if environ.get("SSH_CONNECTION") else "basic")
