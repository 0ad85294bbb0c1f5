"""How a sitting begins and what of it is remembered: the tour in the first one, the last place in later ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.screens.configure.screen import ConfigureScreen
from tui.screens.frame import ModeScreen
from tui.screens.tour import TourScreen
from tui.state import UserState

if TYPE_CHECKING:
    from tui.app import LaunchdeckApp


class Sitting:
    """What one app remembers for the next one; without a state nothing."""

    def __init__(self, app: LaunchdeckApp, state: UserState | None) -> None:
        self._app = app
        self._state = state
        self.place: Mapping[str, str] = state.place(app.workspace.root) if state is not None else {}
        """Where the person was the last time, by the words of the screens."""
        self._noted: dict[str, str] = {}
        if state is not None:
            app.pane_sizes = state.pane_sizes

    def begin(self) -> None:
        """Show the tour to who has not seen it, else go where the person was."""
        if self._state is not None:
            self._app.workspace.recent.names = self._state.recent(self._app.workspace.root)
        if not self.begin_with_tour():
            self._app.call_after_refresh(self._go_to_last_place)

    def begin_with_tour(self) -> bool:
        """Show the tour to who has not seen it; False when it was not shown."""
        if self._state is None or self._state.tour_seen:
            return False
        self._app.call_after_refresh(self.open_tour)
        return True

    async def open_tour(self) -> None:
        """Show the tour over the Configure screen, and remember that it was shown."""
        await self._app.switch_mode("configure")
        if self._state is not None:
            self._state.see_tour()
        self._app.push_screen(TourScreen())

    async def _go_to_last_place(self) -> None:
        app = self._app
        if self.place and isinstance(app.screen, ConfigureScreen):
            app.screen.recall()
        mode = self.place.get("mode", "")
        if mode in {"review", "services", "logs"} and isinstance(app.screen, ConfigureScreen):
            await app.switch_mode(mode)

    def note(self) -> None:
        """Keep in mind where on a screen the person is; called before it is left."""
        for screen in self._app.screen_stack:
            if isinstance(screen, ModeScreen) and screen.is_mounted:
                self._noted |= screen.remembered()

    def end(self) -> None:
        """Remember where the person was."""
        if self._state is None:
            return
        if self._state.pane_sizes != self._app.pane_sizes:
            self._state.keep_pane_sizes(self._app.pane_sizes)
        if self._app.workspace.has_env:
            found = {**self.place, **self._noted, "mode": self._app.current_mode}
            self._state.leave(self._app.workspace.root, {word: name for word, name in found.items() if name})
            self._state.keep_recent(self._app.workspace.root, self._app.workspace.recent.names)
