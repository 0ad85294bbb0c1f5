"""How a sitting begins and what of it is remembered: the tour in the first one, the last place in later ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.configure.screen import ConfigureScreen
from tui.screens.tour import TourScreen
from tui.state import UserState

if TYPE_CHECKING:
    from tui.app import LaunchdeckApp


class Sitting:
    """What one app remembers for the next one; without a state nothing."""

    def __init__(self, app: LaunchdeckApp, state: UserState | None) -> None:
        self._app = app
        self._state = state
        self._variable = ""
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
        mode, name = self._state.place(app.workspace.root) if self._state is not None else ("", "")
        if name in app.workspace.catalog and isinstance(app.screen, ConfigureScreen):
            app.screen.go_to(name)
        if mode in {"review", "services", "logs"} and isinstance(app.screen, ConfigureScreen):
            await app.switch_mode(mode)

    def note(self) -> None:
        """Keep in mind which variable has the cursor; called before the Configure screen is left."""
        if isinstance(self._app.screen, ConfigureScreen):
            self._variable = self._app.screen.variables.current

    def end(self) -> None:
        """Remember where the person was."""
        if self._state is not None and self._state.pane_sizes != self._app.pane_sizes:
            self._state.keep_pane_sizes(self._app.pane_sizes)
        if self._state is not None and self._app.workspace.has_env:
            self._state.leave(self._app.workspace.root, self._app.current_mode, self._variable)
            self._state.keep_recent(self._app.workspace.root, self._app.workspace.recent.names)
