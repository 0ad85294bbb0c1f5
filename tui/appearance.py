"""How the app looks, whatever it shows: themes, colours of poor terminals, names of keys, what is left of a crash."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.theme import Theme
from textual.timer import Timer

from schemas.errors import UsageError
from schemas.kinds import nearest
from tui.commands import REGISTRY, notify_error
from tui.config import Config, animation_of
from tui.cursor import place_of
from tui.own_themes import read_theme, theme_files, themes_folder, weak_spots
from tui.stylesheet import SteadyStylesheet
from tui.terminal import AsciiFilter, Mouse
from tui.theme import ASCII, DARK, THEMES, choose_glyphs, glyphs, in_palette, missing_colours, usual_theme
from tui.web import in_browser

KEY_WORDS = {"⏎": "enter", "escape": "esc", "↑": "up", "↓": "down", "←": "left", "→": "right"}
"""How some keys are written, whatever the framework does."""
WIDTHS = [(0, "-tiny"), (60, "-narrow"), (80, "-medium"), (100, "-wide"), (130, "-vast")]
"""Columns from which on a screen has a style class."""
HEIGHTS = [(0, "-flat"), (20, "-low"), (32, "-high")]
"""Lines from which on a screen has a style class."""


RESUMED_SECONDS = 0.2
"""How long what the framework says to a terminal that it got back is on its way."""
LOOK_SECONDS = 1.0
"""Pause between two looks at the file of the person's own theme, while it is in use."""
MAX_SPOTS = 3
"""Weak spots of a theme that are named."""


class Appearance(App[int]):
    """An app in our themes, set up as the person wants it."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    pane_sizes: dict[str, int]
    """Columns or lines that the person gave to panes, by the pane and the side: ``tree width``."""
    mouse: Mouse
    """Whose the mouse is."""
    crash: Exception | None = None
    """The error that ended the app; None while none did."""
    _few_colours = False
    """Whether the terminal has the palette of 256."""

    def __init__(self) -> None:
        super().__init__()
        self.pane_sizes = {}
        self.mouse = Mouse()
        self._ascii = AsciiFilter(enabled=glyphs() is ASCII)
        self._theme_files: dict[str, tuple[Path, int]] = {}
        self._theme_errors: dict[str, UsageError] = {}
        self._theme_timer: Timer | None = None
        # Textual would print a fatal error with all local variables, which hold values.
        self.error_console = Console(stderr=True, quiet=True)
        self.stylesheet = SteadyStylesheet(variables=self.get_css_variables())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def configure(self, config: Config) -> None:
        """Take over the person's settings. Raises UsageError for a theme or a command that there is not."""
        self.read_themes()
        if config.theme in self._theme_errors:
            raise self._theme_errors[config.theme]
        if config.theme and config.theme not in self.available_themes:
            raise UsageError(f"there is no theme {config.theme}", nearest(config.theme, list(self.available_themes)))
        for command in config.keys:
            if command not in REGISTRY:
                raise UsageError(f"there is no command {command} to give keys to", nearest(command, list(REGISTRY)))
        self._few_colours = self.console.color_system == "256"
        self.theme = config.theme or usual_theme(self.console.color_system)
        level = animation_of(config, os.environ)
        self.animation_level = "full" if level == "full" else "none" if level == "none" else "basic"
        self.set_keymap(config.keys)
        choose_glyphs(config.glyphs)
        self._ascii.enabled = glyphs() is ASCII
        self.mouse = Mouse(ours=config.mouse)
        self.compact = config.density == "compact"

    @property
    def compact(self) -> bool:
        """Whether as many rows as possible are shown; else there is air between the parts."""
        return self.has_class("-compact")

    @compact.setter
    def compact(self, compact: bool) -> None:
        self.set_class(compact, "-compact")

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor goes with each frame; fields set it also without the focus."""
        return place_of(self.screen)

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """What has the focus decides."""

    @property
    def mouse_moves(self) -> bool:
        """Whether there is a terminal that could have the mouse instead of the app."""
        return not self.is_headless and not in_browser()

    def on_mount(self) -> None:
        """An editor or a shell may have the terminal for a while."""
        self.app_resume_signal.subscribe(self, lambda _app: self.set_timer(RESUMED_SECONDS, self._mouse_again))
        self.theme_changed_signal.subscribe(self, self._begin_theme)
        self._tell_errors()
        self._begin_theme(self.current_theme)

    def _mouse_again(self) -> None:
        if self.mouse_moves:
            self.mouse.say()

    def on_unmount(self) -> None:
        """The terminal gets its mouse back."""
        if self.mouse_moves:
            self.mouse.end()

    # The person's own themes

    def read_themes(self) -> None:
        """Read the files of themes again; those with a mistake are left out, and kept in mind until that is told."""
        self._theme_errors = {}
        for path in theme_files(themes_folder()):
            try:
                self._read_theme(path)
            except UsageError as error:
                self._theme_errors[path.stem] = error

    def choose_theme(self) -> None:
        """Open the list of all themes, those that came meanwhile too."""
        self.read_themes()
        self._tell_errors()
        self.search_themes()

    def _tell_errors(self) -> None:
        for error in self._theme_errors.values():
            notify_error(self, error)

    def _read_theme(self, path: Path) -> None:
        written = path.stat().st_mtime_ns if path.exists() else 0
        self._theme_files[path.stem] = (path, written)
        self.register_theme(read_theme(path))

    def _begin_theme(self, theme: Theme) -> None:
        """Say what is hard to read in a theme of the person's own, and follow its file."""
        if self._theme_timer is not None:
            self._theme_timer.stop()
        if theme.name not in self._theme_files:
            return
        self._theme_timer = self.set_interval(LOOK_SECONDS, self._follow_theme)
        spots = list(weak_spots(theme))
        if spots:
            more = f"\nand {len(spots) - MAX_SPOTS} more" if len(spots) > MAX_SPOTS else ""
            said = "\n".join(spots[:MAX_SPOTS]) + more
            self.notify(said, title=f"Hard to read: {theme.name}", severity="warning", markup=False, timeout=10)

    def _follow_theme(self) -> None:
        """Take over what was changed in the file of the theme in use; a mistake leaves it as it is."""
        path, before = self._theme_files[self.theme]
        if not path.exists() or path.stat().st_mtime_ns == before:
            return
        try:
            self._read_theme(path)
        except UsageError as error:
            notify_error(self, error)
        else:
            self.mutate_reactive(App.theme)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, as the terminal can show them."""
        found = super().get_css_variables()
        if self._few_colours:
            found = self.theme_variables = {name: in_palette(text) for name, text in found.items()}
        return found

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes each line before it is drawn."""
        return [*super().get_line_filters(), *([self._ascii] if self._ascii.enabled else [])]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of ours in whichever theme: without one of them no style sheet could be read."""
        return missing_colours(self.current_theme)

    def bell(self) -> None:
        """Ring. Textual rings when an error ends the app, while the error is at hand; it is kept for the report."""
        error = sys.exception()
        if self.crash is None and isinstance(error, Exception):
            self.crash = error
        super().bell()

    def get_key_display(self, binding: Binding) -> str:
        """How a key is written: words that every terminal can show, the same ones everywhere."""
        shown = super().get_key_display(binding)
        return KEY_WORDS.get(shown, shown.replace("^", "ctrl+") if len(shown) > 1 else shown)
