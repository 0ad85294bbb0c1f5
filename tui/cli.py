"""The command line: every action without a screen. Scripts and CI use it; stdout is data, stderr is narration.

Each verb imports what it uses and nothing else, so that ``launchdeck env get`` never loads Textual or pydantic.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from schemas.errors import LaunchdeckError

DONE, NO, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; the answer is no; wrong usage or unreadable input; interrupted."""

Verb = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, as all our errors."""

    def error(self, message: str) -> NoReturn:
        """One line on stderr, exit code 2."""
        self.exit(UNUSABLE, f"launchdeck: {message}. See {self.prog} --help\n")


def _verb(module: str, name: str) -> Verb:
    """A verb that is imported when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        from importlib import import_module

        verb: Verb = getattr(import_module(f"tui.verbs.{module}"), name)
        return verb(arguments)

    return run


def _add_env(commands: argparse._SubParsersAction[Parser]) -> None:
    env = commands.add_parser("env", help="read and change the env file").add_subparsers(
        required=True, metavar="ACTION"
    )

    def action(name: str, help_text: str) -> Parser:
        parser = env.add_parser(name, help=help_text)
        parser.add_argument("--file", type=Path, metavar="F", help="any env file; no workspace needed")
        parser.set_defaults(run=_verb("env", f"env_{name}"))
        return parser

    getter = action("get", "print one value")
    getter.add_argument("key", metavar="KEY")
    getter.add_argument("--explain", action="store_true", help="show where it comes from and what each service gets")
    getter.add_argument("--json", action="store_true", help="with --explain: for programs")
    getter.add_argument("--show-secrets", action="store_true", help="with --explain: print secrets in clear")
    setter = action("set", "set one value; without VALUE it is read from stdin or asked for")
    setter.add_argument("key", metavar="KEY")
    setter.add_argument("value", metavar="VALUE", nargs="?")
    setter.add_argument("--value-file", type=Path, metavar="F", help="take the value from a file")
    action("unset", "remove a value, so that the default is in force").add_argument("key", metavar="KEY")
    lister = action("list", "list variables with their values")
    lister.add_argument("--modified", action="store_true", help="only what differs from the default")
    lister.add_argument("--json", action="store_true")
    lister.add_argument("--show-secrets", action="store_true", help="print secrets in clear")
    differ = action("diff", "compare the file with a former one, secrets masked")
    differ.add_argument("number", metavar="N", nargs="?", type=int, default=1, help="1 is the one before")
    history = action("history", "list the former files")
    history.add_argument("--json", action="store_true")
    history.add_argument("--ignore", action="store_true", help="add the file and its history to .gitignore")
    action("restore", "save a former file again").add_argument("number", metavar="N", type=int)
    from tui.verbs.sync import add_arguments

    sync = action("sync", "bring the file up to a newer .env.example; exit 1 while something needs a value")
    sync.set_defaults(run=_verb("sync", "env_sync"))
    add_arguments(sync)


def _add_engine(commands: argparse._SubParsersAction[Parser]) -> None:
    def verb(name: str, help_text: str, *, services: bool = True) -> Parser:
        parser = commands.add_parser(name, help=help_text)
        parser.add_argument("--engine", choices=("auto", "compose", "local"), default="auto")
        parser.add_argument("--json", action="store_true")
        if services:
            parser.add_argument("services", metavar="SERVICE", nargs="*", help="all when none is named")
        parser.set_defaults(run=_verb("services", name))
        return parser

    verb("up", "start everything and wait until it is healthy")
    down = verb("down", "stop everything", services=False)
    down.add_argument("--volumes", action="store_true", help="remove the data too; asks first")
    down.add_argument("--yes", action="store_true", help="do not ask")
    for name in ("start", "stop", "restart"):
        verb(name, f"{name} services")
    status = verb("status", "show the services", services=False)
    status.add_argument("--stats", action="store_true", help="with CPU and memory; takes two seconds in Docker")
    verb("plan", "say what the next up would do", services=False)
    logs = verb("logs", "print the logs")
    logs.add_argument("--follow", "-f", action="store_true")
    logs.add_argument("--tail", type=int, default=200, metavar="N", help="lines per service (200)")
    events = verb("events", "print what happened to the services")
    events.add_argument("--follow", "-f", action="store_true")
    events.add_argument("--since", metavar="T", help="from when on: 10m, 2h, 1d ago, or a date with a time")
    events.set_defaults(run=_verb("events", "events"))
    job = verb("run", "run a job in the services' environment", services=False)
    job.add_argument("job", nargs=argparse.REMAINDER, metavar="JOB ...")
    verb("doctor", "check ports, programs, disk and permissions", services=False)
    _add_containers(verb)


def _add_containers(verb: Callable[..., Parser]) -> None:
    """What only engines with containers can do."""
    scale = verb("scale", "run another number of containers of a service", services=False)
    scale.add_argument("counts", metavar="SERVICE=N", nargs="+")
    pull = verb("pull", "fetch the images anew")
    recreate = verb("recreate", "make services anew, also when nothing changed", services=False)
    recreate.add_argument("services", metavar="SERVICE", nargs="+")
    execute = verb("exec", "run a command in a running service, a shell when none is named", services=False)
    execute.add_argument("service", metavar="SERVICE")
    execute.add_argument("command", metavar="COMMAND ...", nargs=argparse.REMAINDER)
    for parser, name in ((scale, "scale"), (pull, "pull"), (recreate, "recreate"), (execute, "execute")):
        parser.set_defaults(run=_verb("containers", name))


def build_parser() -> Parser:
    """The whole command line."""
    parser = Parser(prog="launchdeck", description="Configure and launch multi-service deployments from a terminal.")
    parser.add_argument(
        "-C", dest="folder", type=Path, metavar="DIR", help="the workspace (default: here, or ./docker)"
    )
    parser.add_argument(
        "-f",
        dest="compose_files",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a compose file, relative to the workspace; several are merged (default: those that Compose finds)",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.set_defaults(run=_verb("app", "open_app"))
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)

    new = commands.add_parser("new", help="copy the bundled workspace to DIR")
    new.add_argument("target", type=Path, metavar="DIR")
    new.set_defaults(run=_verb("setup", "new"))
    init = commands.add_parser("init", help="write the workspace's .env, secrets generated")
    init.add_argument("--profile", choices=("production", "development"), default="production")
    init.add_argument("--image", choices=("dify", "bundled"), default="dify", help="which image runs (default: dify)")
    init.add_argument("--set", dest="chosen", action="append", default=[], metavar="KEY=VALUE")
    init.add_argument(
        "--full", action="store_true", help="write every variable, not only what differs from the defaults"
    )
    init.add_argument(
        "--force", action="store_true", help="replace an existing .env (the former one goes to the history)"
    )
    init.set_defaults(run=_verb("setup", "init"))
    _add_env(commands)
    check = commands.add_parser("check", help="check the values; exit 0 clean, 1 errors, 2 cannot read")
    check.add_argument("--json", action="store_true")
    check.add_argument("--strict", action="store_true", help="warnings count too")
    check.add_argument("--fix", action="store_true", help="apply the fixes that are offered")
    check.set_defaults(run=_verb("check", "check"))
    secrets = commands.add_parser("secrets", help="generate secrets").add_subparsers(required=True, metavar="ACTION")
    generate = secrets.add_parser("generate", help="generate the secrets that are missing or well known")
    generate.add_argument("keys", metavar="KEY", nargs="*")
    generate.add_argument("--rotate", action="store_true", help="replace good ones too")
    generate.set_defaults(run=_verb("check", "generate_secrets"))
    rotate = secrets.add_parser("rotate", help="change a password in its service, in the file and in its readers")
    rotate.add_argument("key", metavar="KEY")
    rotate.add_argument("--value-file", type=Path, metavar="F", help="take the new one from a file")
    rotate.add_argument("--ask", action="store_true", help="take the new one from stdin, or ask for it")
    rotate.add_argument("--engine", choices=("auto", "compose", "local"), default="auto")
    rotate.add_argument("--json", action="store_true")
    rotate.set_defaults(run=_verb("rotation", "rotate"), value=None)
    schema = commands.add_parser("schema", help="the schema itself").add_subparsers(required=True, metavar="ACTION")
    export = schema.add_parser("export", help="print the JSON schema of the catalog")
    export.set_defaults(run=_verb("schema", "export"))
    compose = commands.add_parser("compose", help="the compose file").add_subparsers(required=True, metavar="ACTION")
    rendered = compose.add_parser(
        "render", help="make docker-compose.yaml and the example files of template and schema"
    )
    rendered.add_argument("--check", action="store_true", help="write nothing; exit 1 when one is not current")
    rendered.set_defaults(run=_verb("compose", "render"))
    _add_engine(commands)
    server = commands.add_parser("serve", help="open the app in a browser on this machine")
    server.add_argument("--port", type=int, default=8765, metavar="N", help="port on 127.0.0.1 (8765); 0 takes any")
    server.set_defaults(run=_verb("serve", "serve"))
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code."""
    parsed = build_parser().parse_args(arguments)
    if parsed.version:
        from importlib.metadata import version

        print(f"launchdeck {version('launchdeck')}")
        return DONE
    try:
        return int(parsed.run(parsed))
    except LaunchdeckError as error:
        print(f"launchdeck: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("launchdeck: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away; what is left in the buffer must not raise at exit (Python docs, SIGPIPE).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def main() -> NoReturn:
    """The console script."""
    sys.excepthook = _report
    sys.exit(run(sys.argv[1:]))


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nobody foresaw: a report without values instead of a traceback with them."""
    from tui import crash

    crash.hook(kind, error, trace)


if __name__ == "__main__":
    main()
