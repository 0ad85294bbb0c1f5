"""What the command palette finds: every command that is possible now, and every variable."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import Command, CommandHost
from tui.messages import GoTo
from tui.screens.frame import ModeScreen

MAX_VARIABLES = 50
"""More hits than this help nobody."""


IN_SENTENCE = 0.3
"""The score of a command that only its sentence names: below the variables that are found."""


class CommandsProvider(Provider):
    """The commands of the screen and of the app, under their names."""

    def _offered(self) -> Iterator[tuple[CommandHost, type[Command[Any]]]]:
        for host in (self.screen, self.app):
            if isinstance(host, CommandHost):
                yield from ((host, command) for command in host.offered())

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for host, command in self._offered():
            yield DiscoveryHit(
                command.title, partial(host.action_command, command.id), command.title, f"{command.sentence}"
            )

    async def search(self, query: str) -> Hits:
        """Those whose name or sentence matches."""
        matcher = self.matcher(query)
        for host, command in self._offered():
            told = query.lower() in command.sentence.lower()  # letters strewn over a sentence are no hit
            score = max(matcher.match(command.title), IN_SENTENCE if told else 0)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    partial(host.action_command, command.id),
                    command.title,
                    command.sentence,
                )


class VariablesProvider(Provider):
    """The variables: choosing one shows it on the Configure screen."""

    async def search(self, query: str) -> Hits:
        """Those whose name, help or allowed values hold the words."""
        if not isinstance(self.screen, ModeScreen):
            return
        workspace = self.screen.workspace
        matcher = self.matcher(query)
        for rank, name in enumerate(workspace.search(query)[:MAX_VARIABLES]):
            go = partial(self.screen.post_message, GoTo(name))
            yield Hit(0.5 - rank * 0.001, matcher.highlight(name), go, name, workspace.catalog[name].help)
