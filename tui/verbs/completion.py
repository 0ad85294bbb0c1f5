"""``completion`` and ``complete``: what a shell offers while a command line is typed."""

from __future__ import annotations

import argparse
import contextlib
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from schemas.errors import LaunchdeckError
from tui.verbs.arguments import Parser
from tui.verbs.common import emit

SCRIPTS = {
    "bash": """\
_launchdeck() {
    local IFS=$'\\n'
    COMPREPLY=($(launchdeck complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _launchdeck launchdeck
""",
    "zsh": """\
#compdef launchdeck
_launchdeck() {
    local -a found
    found=(${(f)"$(launchdeck complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    (( $#found )) && compadd -a found || _files
}
compdef _launchdeck launchdeck
""",
    "fish": """\
function __launchdeck_complete
    set -l found (launchdeck complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c launchdeck -f -a '(__launchdeck_complete)'
""",
}
"""What each shell runs once, from its start-up file."""


def completion(arguments: Namespace) -> int:
    """Print the script of a shell."""
    emit(SCRIPTS[arguments.shell].rstrip())
    return 0


def complete(arguments: Namespace) -> int:
    """Print what may stand in the place of the last word, one candidate a line; nothing leaves files to the shell."""
    from tui.cli import build_parser

    words = arguments.words[1:] if arguments.words[:1] == ["--"] else arguments.words
    for candidate in candidates(build_parser(), words or [""]):
        emit(candidate)
    return 0


def candidates(parser: Parser, words: Sequence[str]) -> list[str]:
    """What may stand in the place of the last word, by the words before it."""
    folder: Path | None = None
    given = 0
    before: argparse.Action | None = None
    for word in words[:-1]:
        option = next((one for one in parser.takes if word in one.option_strings), None)
        if before is not None:
            folder = Path(word) if before.dest == "folder" else folder
            before = None
        elif option is not None:
            before = option if _wants_value(option) else None
        elif word in parser.commands:
            parser, given = parser.commands[word], 0
        else:
            given += 1
    return sorted({one for one in _offered(parser, words[-1], before, given, folder) if one.startswith(words[-1])})


def _offered(
    parser: Parser, word: str, before: argparse.Action | None, given: int, folder: Path | None
) -> Iterable[str]:
    if before is not None:
        return _of(before, folder)
    if word.startswith("-"):
        return [text for option in parser.takes for text in option.option_strings]
    if parser.commands:
        return parser.commands
    places = [one for one in parser.takes if not one.option_strings]
    return _of(places[min(given, len(places) - 1)], folder) if places else ()


def _wants_value(option: argparse.Action) -> bool:
    return option.nargs != 0


def _of(action: argparse.Action, folder: Path | None) -> Iterable[str]:
    """What an argument may be: its choices, the names of variables or of services."""
    if action.choices is not None:
        return [str(choice) for choice in action.choices]
    from schemas.profiles import PROFILES

    if action.metavar == "NAME":
        return list(PROFILES)
    look = {"KEY": _variables, "SERVICE": _services}.get(str(action.metavar))
    found: list[str] = []
    if look is not None:
        with contextlib.suppress(LaunchdeckError, OSError):
            found = look(folder)
    return found


def _variables(folder: Path | None) -> list[str]:
    from tui.workspace.discovery import find_root
    from tui.workspace.workspace import Workspace

    return list(Workspace.open(folder or find_root(Path.cwd())).catalog.names())


def _services(folder: Path | None) -> list[str]:
    from tui.workspace.discovery import find_root
    from tui.workspace.workspace import Workspace

    return list(Workspace.open(folder or find_root(Path.cwd())).survey.project.services)
