"""What can be done on the map of the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command

if TYPE_CHECKING:
    from tui.screens.map.screen import MapScreen


class GoToService(Command["MapScreen"], place="map", keys="enter", word="Go there", shown="enter", twin="status"):
    """Go to this service on the Services screen."""

    @classmethod
    def possible(cls, host: MapScreen) -> bool:
        """When there is one."""
        return bool(host.current)

    @classmethod
    def run(cls, host: MapScreen) -> None:
        """Return it."""
        host.dismiss(host.current)


class WhatItWaitsFor(
    Command["MapScreen"], place="map", keys="left,h", word="Waits for", shown="left", visual="moves along a line"
):
    """Go to the nearest service that this one waits for."""

    @classmethod
    def run(cls, host: MapScreen) -> None:
        """Go to the left."""
        host.follow(-1)


class WhatWaitsForIt(
    Command["MapScreen"], place="map", keys="right,l", word="Waited for by", shown="right", visual="moves along a line"
):
    """Go to the nearest service that waits for this one."""

    @classmethod
    def run(cls, host: MapScreen) -> None:
        """Go to the right."""
        host.follow(1)


class DrawnOrListed(Command["MapScreen"], place="map", keys="space,t", word="List", shown="space", twin="graph --list"):
    """Switch between the drawing and the list."""

    @classmethod
    def run(cls, host: MapScreen) -> None:
        """Switch."""
        host.switch()


class CloseMap(
    Command["MapScreen"],
    place="map",
    keys="escape",
    word="Close",
    shown="esc",
    visual="closes the map",
):
    """Go back to the Services screen."""

    @classmethod
    def run(cls, host: MapScreen) -> None:
        """Return nothing."""
        host.dismiss("")
