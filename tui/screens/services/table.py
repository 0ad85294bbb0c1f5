"""The table of services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.errors import LaunchdeckError
from tui.engine.protocol import ServiceStatus, State
from tui.theme import glyphs
from tui.widgets.cells import Cell, clean, fit
from tui.widgets.editors.notes import size_text
from tui.widgets.line_list import LineList
from tui.widgets.states import service_look

HEAD = "service"
COLUMNS = (("state", 12), ("health", 11), ("uptime", 9), ("cpu", 8), ("memory", 10))
"""The columns between name and ports, with their width."""
NARROW = ("uptime", "health", "cpu")
"""Columns that go first when the place is short, in this order."""
MIN_PORTS = 18
"""Columns that the ports want before others go."""
URGENCY = ("error", "warning")
"""Styles of a service that is not well, worst first."""


def uptime_text(since: datetime | None, now: datetime) -> str:
    """How long ago, in its two largest units: 2d 4h, 3h 12m, 5m 2s."""
    if since is None:
        return ""
    seconds = max(0, int((now - since).total_seconds()))
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        return f"{days}d {hours}h"
    return f"{hours}h {minutes}m" if hours else f"{minutes}m {seconds % 60}s" if minutes else f"{seconds}s"


class ServiceTable(LineList):
    """One row per service: name, state, health, uptime, CPU, memory, ports."""

    empty_text = "No services yet. Shift+L launches them."

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.unhealthy_first = False
        """Whether what is not well stands on top; else the order of starting."""
        self._services: list[ServiceStatus] = []
        self._now = datetime.now(UTC)

    def show(self, services: Sequence[ServiceStatus]) -> None:
        """Show how the services are now; the cursor stays on its service."""
        name = self.current.name if self.current else ""
        if self.unhealthy_first:
            services = sorted(services, key=_urgency)
        same = [service.name for service in services] == [service.name for service in self._services]
        self._services, self._now = list(services), datetime.now(UTC)
        if same:
            self.refresh_rows(range(self.row_count()))
        else:
            self.rows_changed(next((i for i, s in enumerate(services, 1) if s.name == name), 1))

    def tell_failure(self, error: LaunchdeckError | None) -> None:
        """Say in the place of the services why there are none, and the way out; None when the engine answers again."""
        said = type(self).empty_text
        if error is not None:
            way = clean(error.hint[:1].upper() + error.hint[1:]) if error.hint else ""
            said = "\n".join(filter(None, (clean(error.message), way, "It is asked again every second.")))
        self.empty_text = said
        self.set_class(error is not None and not self._services, "-failed")
        self.refresh()

    @property
    def services(self) -> list[ServiceStatus]:
        """What is shown."""
        return self._services

    @property
    def current(self) -> ServiceStatus | None:
        """The service with the cursor."""
        index = self.cursor - 1
        return self._services[index] if 0 <= index < len(self._services) else None

    def row_count(self) -> int:
        """The heads of the columns, then a row per service."""
        return len(self._services) + 1 if self._services else 0

    def is_heading(self, row: int) -> bool:
        """True for the heads of the columns."""
        return row == 0

    def _layout(self, width: int) -> tuple[int, list[tuple[str, int]]]:
        """The width of the names, and the columns for which there is place."""
        names = min(24, max(len(HEAD), *(len(service.name) for service in self._services)))
        columns = dict(COLUMNS)
        for column in NARROW:
            if width - 3 - names - sum(columns.values()) < MIN_PORTS:
                columns.pop(column)
        return names, list(columns.items())

    def cells(self, row: int, width: int) -> Sequence[Cell]:
        """One service, or the heads."""
        names, columns = self._layout(width)
        rest = width - 3 - names - sum(size for _, size in columns) - 2
        if row == 0:
            heads = "".join(fit(f"  {column}", size) for column, size in columns)
            return [Cell(f"   {fit(HEAD, names)}{heads}  {fit('ports', rest)}", "heading")]
        service = self._services[row - 1]
        look = service_look(service.state, service.health)
        texts = {
            "state": service.state.value,
            "health": service.health.value if service.health.value != "none" else "",
            "uptime": uptime_text(service.started_at, self._now),
            "cpu": "" if service.cpu is None else f"{service.cpu:.1f} %",
            "memory": "" if service.memory is None else size_text(service.memory),
        }
        cells = [Cell(f" {look.glyph} ", look.style), Cell(fit(clean(service.name), names))]
        cells += [
            Cell(fit(f"  {texts[column]}", size), look.style if column == "state" else "") for column, size in columns
        ]
        note = f"{glyphs().warning} older settings  " if service.stale else ""
        return [
            *cells,
            Cell("  "),
            Cell(note, "warning"),
            Cell(fit(clean(" ".join(service.ports)), rest - len(note)), "dim"),
        ]


RUNNING = frozenset({State.RUNNING, State.STARTING})
"""States of a service that can be stopped."""


def _urgency(service: ServiceStatus) -> int:
    """The rank of a service when what is not well stands on top."""
    style = service_look(service.state, service.health).style
    return URGENCY.index(style) if style in URGENCY else len(URGENCY)
