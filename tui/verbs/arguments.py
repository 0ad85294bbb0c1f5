"""What the command line understands of the verbs about values: env, profile, check, secrets.

Only the standard library, since every command line builds it; what a verb needs is imported when it runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn, Protocol

Verb = Callable[[argparse.Namespace], int]

VIEWS: Final = ("problems", "changed", "set", "errors", "required", "secrets", "discovered", "not-default", "recent")
"""The filters of the Configure screen, as words of a command line."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, as all our errors, and that can say what it takes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.takes: list[argparse.Action] = []
        """Its arguments and options, in the order of their definition."""
        self.commands: Mapping[str, Parser] = {}
        """Its commands by name."""
        super().__init__(*args, **options)

    def add_argument(self, *args: Any, **options: Any) -> argparse.Action:
        """As argparse does, and keep it in mind."""
        action = super().add_argument(*args, **options)
        self.takes.append(action)
        return action

    def add_subparsers(self, **options: Any) -> Any:
        """As argparse does, and keep the commands in mind."""
        found = super().add_subparsers(**options)
        self.commands = found.choices
        return found

    def error(self, message: str) -> NoReturn:
        """One line on stderr, exit code 2."""
        self.exit(2, f"launchdeck: {message}. See {self.prog} --help\n")


class Commands(Protocol):
    """Where commands are added; argparse has no public name for the type."""

    def add_parser(self, name: str, *, help: str) -> Parser:  # noqa: A002 - the name is argparse's
        """Add a command."""
        ...


@dataclass(frozen=True, slots=True)
class Lazy:
    """A verb that is imported when it runs."""

    module: str
    """The module in tui.verbs."""
    name: str
    """The function in it."""

    def load(self) -> Verb:
        """The function itself."""
        verb: Verb = getattr(import_module(f"tui.verbs.{self.module}"), self.name)
        return verb

    def __call__(self, arguments: argparse.Namespace) -> int:
        """Run it; returns its exit code."""
        return self.load()(arguments)


def add_env(commands: Commands) -> None:
    """``env`` and its actions."""
    env: Commands = commands.add_parser("env", help="read and change the env file").add_subparsers(
        required=True, metavar="ACTION"
    )

    def action(name: str, module: str, help_text: str) -> Parser:
        parser = env.add_parser(name, help=help_text)
        parser.add_argument("--file", type=Path, metavar="F", help="any env file; no workspace needed")
        parser.set_defaults(run=Lazy(module, f"env_{name}"))
        return parser

    getter = action("get", "env", "print one value")
    getter.add_argument("key", metavar="KEY")
    getter.add_argument("--explain", action="store_true", help="show where it comes from and what each service gets")
    getter.add_argument("--json", action="store_true", help="with --explain: for programs")
    getter.add_argument("--show-secrets", action="store_true", help="with --explain: print secrets in clear")
    setter = action("set", "env", "set one value; without VALUE it is read from stdin or asked for")
    setter.add_argument("key", metavar="KEY")
    setter.add_argument("value", metavar="VALUE", nargs="?")
    setter.add_argument("--value-file", type=Path, metavar="F", help="take the value from a file")
    setter.add_argument("--editor", action="store_true", help="change the value in VISUAL or EDITOR")
    unset = action("unset", "env", "remove a value, so that the default is in force")
    unset.add_argument("key", metavar="KEY")
    for parser in (setter, unset):
        parser.add_argument("--json", action="store_true", help="say what was written for programs, without values")
    _add_listing(action)
    _add_history(action)
    paste = env.add_parser("paste", help="set KEY=VALUE lines from stdin, after showing what they change")
    paste.set_defaults(run=Lazy("proposals", "env_paste"))
    add_proposal(paste)
    from tui.verbs.sync import add_arguments

    sync = action("sync", "sync", "bring the file up to a newer .env.example; exit 1 while something needs a value")
    add_arguments(sync)


def _add_listing(action: Callable[[str, str, str], Parser]) -> None:
    lister = action("list", "listing", "list variables with their values")
    lister.add_argument("--modified", action="store_true", help="only what differs from the default")
    lister.add_argument(
        "--only",
        action="append",
        choices=VIEWS,
        default=[],
        metavar="VIEW",
        help=f"only some: {', '.join(VIEWS)}; given twice, what is in both (changed: since the former file)",
    )
    lister.add_argument("--category", metavar="NAME", help="only one category, by its name or its title")
    search = action("search", "listing", "find variables by name, help, group or allowed values")
    search.add_argument("words", metavar="TEXT", nargs="+")
    for parser in (lister, search):
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--show-secrets", action="store_true", help="print secrets in clear")


def _add_history(action: Callable[[str, str, str], Parser]) -> None:
    differ = action("diff", "history", "compare the file with a former one, secrets masked")
    differ.add_argument("number", metavar="N", nargs="?", type=int, default=1, help="1 is the one before")
    history = action("history", "history", "list the former files, or the former values of one variable")
    history.add_argument("key", metavar="KEY", nargs="?")
    history.add_argument("--json", action="store_true")
    history.add_argument("--show-secrets", action="store_true", help="with KEY: print a secret in clear")
    history.add_argument("--ignore", action="store_true", help="add the file and its history to .gitignore")
    restore = action("restore", "history", "save a former file again, or only some of its values")
    restore.add_argument("number", metavar="N", type=int)
    restore.add_argument("keys", metavar="KEY", nargs="*", help="bring only these back")
    for parser in (differ, restore):
        parser.add_argument("--json", action="store_true", help="for programs; values of secrets are null")


def add_proposal(parser: Parser) -> None:
    """The options of verbs that show several values before they set them."""
    parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
    parser.add_argument("--json", action="store_true")
    doubtful = parser.add_mutually_exclusive_group()
    doubtful.add_argument("--skip", action="store_true", help="leave out what is wrong or unknown, set the rest")
    doubtful.add_argument("--all", action="store_true", help="set also what is wrong or unknown")


def add_profile(commands: Commands) -> None:
    """``profile`` and its actions."""
    profile = commands.add_parser("profile", help="named sets of values").add_subparsers(
        required=True, metavar="ACTION"
    )
    lister = profile.add_parser("list", help="list the profiles and how much each would change")
    lister.add_argument("--json", action="store_true")
    lister.set_defaults(run=Lazy("proposals", "profile_list"))
    differ = profile.add_parser("diff", help="show what a profile would change; exit 1 when there is something")
    differ.add_argument("--json", action="store_true")
    differ.set_defaults(run=Lazy("proposals", "profile_diff"))
    apply = profile.add_parser("apply", help="take a profile's values over")
    apply.set_defaults(run=Lazy("proposals", "profile_apply"))
    add_proposal(apply)
    for parser in (differ, apply):
        parser.add_argument("name", metavar="NAME", help="production or development")


def add_check(commands: Commands) -> None:
    """``check``."""
    check = commands.add_parser("check", help="check the values; exit 0 clean, 1 errors, 2 cannot read")
    check.add_argument("about", metavar="KEY", nargs="*", help="only findings about these variables, or with these ids")
    check.add_argument("--json", action="store_true")
    check.add_argument("--strict", action="store_true", help="warnings count too")
    check.add_argument("--severity", choices=("error", "warning", "hint"), help="show only findings of this severity")
    check.add_argument(
        "--fix",
        action="store_true",
        help="apply the fixes that are offered; with KEY also those that need a look first",
    )
    check.set_defaults(run=Lazy("check", "check"))


def add_secrets(commands: Commands) -> None:
    """``secrets`` and its actions."""
    secrets = commands.add_parser("secrets", help="generate secrets").add_subparsers(required=True, metavar="ACTION")
    generate = secrets.add_parser("generate", help="generate the secrets that are missing or well known")
    generate.add_argument("keys", metavar="KEY", nargs="*")
    generate.add_argument("--rotate", action="store_true", help="replace good ones too")
    generate.add_argument("--json", action="store_true")
    generate.set_defaults(run=Lazy("generation", "generate_secrets"))
    rotate = secrets.add_parser("rotate", help="change a password in its service, in the file and in its readers")
    rotate.add_argument("key", metavar="KEY")
    rotate.add_argument("--value-file", type=Path, metavar="F", help="take the new one from a file")
    rotate.add_argument("--ask", action="store_true", help="take the new one from stdin, or ask for it")
    rotate.add_argument("--engine", choices=("auto", "compose", "local"), default="auto")
    rotate.add_argument("--json", action="store_true")
    rotate.set_defaults(run=Lazy("rotation", "rotate"), value=None)


def add_help_for_shells(commands: Commands) -> None:
    """``completion`` and ``complete``; ``report``."""
    completion = commands.add_parser("completion", help="print what makes a shell complete launchdeck's words")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))
    completion.set_defaults(run=Lazy("completion", "completion"))
    complete = commands.add_parser("complete", help="what may come next on a command line; the shells ask this")
    complete.add_argument("words", nargs=argparse.REMAINDER, metavar="WORD")
    complete.set_defaults(run=Lazy("completion", "complete"))
    report = commands.add_parser("report", help="versions and state without any value, to paste into an issue")
    report.add_argument("--engine", choices=("auto", "compose", "local"), default="auto")
    report.set_defaults(run=Lazy("report", "report"))
