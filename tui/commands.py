"""Commands: one class per thing that a key can do. Binding, footer word, palette entry and help line come from it.

A command's docstring is the sentence that the person reads. A screen takes its bindings from the registry by place,
so a key is written down once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from textual.binding import Binding, BindingType

from schemas.errors import LaunchdeckError

HostT = TypeVar("HostT")

REGISTRY: dict[str, type[Command[Any]]] = {}
"""All commands by id, in the order of their definition. Filled by the definition of each class."""


class Command(Generic[HostT]):
    """The base of all commands; a subclass names its place and keys: ``class Save(Command[...], place=, keys=)``."""

    id: ClassVar[str] = ""
    """Unique, such as configure.next-problem; also the name under which a key can be changed."""
    place: ClassVar[str] = ""
    """Which screens offer it."""
    keys: ClassVar[str] = ""
    """The keys, separated by commas."""
    word: ClassVar[str] = ""
    """The word in the footer; empty when it is not shown there."""
    priority: ClassVar[bool] = False
    """Whether the key works in dialogs and fields too, before anything else hears it."""
    shown: ClassVar[str] = ""
    """How the key is written in the footer and in the list of keys; empty: as the framework writes it."""
    title: ClassVar[str] = ""
    """The name in the command palette: the class name as words."""
    sentence: ClassVar[str] = ""
    """What it does: the first line of the docstring."""
    twin: ClassVar[str] = ""
    """The command line that does the same without a screen, without the program's name: ``env set KEY VALUE``."""
    visual: ClassVar[str] = ""
    """Where there is no twin: why none is needed."""

    def __init_subclass__(
        cls, *, place: str = "", keys: str = "", word: str = "", shown: str = "", twin: str = "", visual: str = ""
    ) -> None:
        """Register the command, unless it is a base class without a place. Without keys it is in the palette only."""
        super().__init_subclass__()
        if not place:
            return
        cls.twin, cls.visual = twin, visual
        cls.place = place
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
        cls.keys, cls.word, cls.shown = keys, word, shown
        cls.id = f"{cls.place}.{words.replace(' ', '-')}"
        cls.title = words.capitalize()
        cls.sentence = (cls.__doc__ or "").strip().partition("\n")[0]
        REGISTRY[cls.id] = cls

    @classmethod
    def possible(cls, host: HostT) -> bool:  # noqa: ARG003 - the base says yes to any host
        """Whether it can be done now; when not, it is neither in the footer nor in the palette."""
        return True

    @classmethod
    def run(cls, host: HostT) -> None:
        """Do it. May raise LaunchdeckError, which becomes a notice."""
        raise NotImplementedError

    @classmethod
    def binding(cls) -> Binding:
        """The key binding of it."""
        return Binding(
            cls.keys,
            f"command('{cls.id}')",
            cls.word or cls.title,
            show=bool(cls.word),
            key_display=cls.shown or None,
            tooltip=cls.sentence,
            id=cls.id,
            priority=cls.priority,
        )


def commands_of(*places: str) -> list[type[Command[Any]]]:
    """The commands of some places, in the order of the places and of their definition."""
    return [command for place in places for command in REGISTRY.values() if command.place == place]


def bindings_of(*places: str) -> list[BindingType]:
    """The bindings of the commands of some places."""
    return [command.binding() for command in commands_of(*places) if command.keys]


class Notifier(Protocol):
    """An app or a screen, as far as notices go."""

    def notify(self, message: str, **options: Any) -> None:
        """Show a notice."""


def notify_error(host: object, error: LaunchdeckError) -> None:
    """Show an error of ours as a notice: what is wrong as the title, how to mend it below."""
    message = error.message[:1].upper() + error.message[1:]
    title = message if error.hint else ""
    cast(Notifier, host).notify(error.hint or message, title=title, severity="error", markup=False, timeout=10)


class CommandHost:
    """Mixed into a screen or app that offers commands: runs them by id and says which are possible now.

    Not a DOM node itself, since Textual finds a node's style rules along its first base that is one.
    """

    places: ClassVar[tuple[str, ...]] = ()
    """The places whose commands it offers."""

    def action_command(self, command: str) -> None:
        """Run a command of the registry on this host."""
        try:
            REGISTRY[command].run(self)
        except LaunchdeckError as error:
            notify_error(self, error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys of commands that are not possible now."""
        if action == "command":
            return REGISTRY[str(parameters[0])].possible(self)
        return True

    def offered(self) -> Iterable[type[Command[Any]]]:
        """The commands that are possible now."""
        return (command for command in commands_of(*self.places) if command.possible(self))
