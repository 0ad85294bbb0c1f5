"""The command line: every action without a screen. Scripts and CI use it; stdout is data, stderr is narration.

Each verb imports what it uses and nothing else, so that ``launchdeck env get`` never loads Textual or pydantic.
"""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from schemas.errors import LaunchdeckError, UsageError
from tui.verbs.arguments import Lazy, Parser, add_check, add_env, add_help_for_shells, add_profile, add_secrets

DONE, NO, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; the answer is no; wrong usage or unreadable input; interrupted."""


def _add_engine(commands: argparse._SubParsersAction[Parser]) -> None:
    def verb(name: str, help_text: str, *, services: bool = True, as_json: bool = True) -> Parser:
        parser = commands.add_parser(name, help=help_text)
        parser.add_argument("--engine", choices=("auto", "compose", "local"), default="auto")
        if as_json:
            parser.add_argument("--json", action="store_true")
        if services:
            parser.add_argument("services", metavar="SERVICE", nargs="*", help="all when none is named")
        parser.set_defaults(run=Lazy("services", name))
        return parser

    verb("up", "start everything and wait until it is healthy")
    down = verb("down", "stop everything", services=False)
    down.add_argument("--volumes", action="store_true", help="remove the data too; asks first")
    down.add_argument("--yes", action="store_true", help="do not ask")
    for name in ("start", "stop", "restart"):
        verb(name, f"{name} services")
    status = verb("status", "show the services", services=False)
    status.add_argument("--stats", action="store_true", help="with CPU and memory; takes two seconds in Docker")
    graph = verb("graph", "draw what waits for what", services=False)
    graph.add_argument("--list", action="store_true", help="an indented list instead of a drawing")
    graph.set_defaults(run=Lazy("graph", "graph"))
    verb("plan", "say what the next up would do", services=False)
    told = "what a service was started with, against what it would get now; exit 1 when that differs"
    environment = verb("environment", told, services=False)
    environment.add_argument("service", metavar="SERVICE")
    environment.add_argument("--drift", action="store_true", help="only what the next start would change")
    environment.set_defaults(run=Lazy("environment", "environment"))
    top = verb("top", "print the processes of a service", services=False)
    top.add_argument("service", metavar="SERVICE")
    top.set_defaults(run=Lazy("top", "top"))
    logs = verb("logs", "print the logs")
    logs.add_argument("--follow", "-f", action="store_true")
    logs.add_argument("--tail", type=int, metavar="N", help="lines per service (200; all of a stretch of time)")
    logs.add_argument("--since", default="", metavar="T", help="from when on: 15m, 2h, 1d ago, 14:30, a date with time")
    logs.add_argument("--until", default="", metavar="T", help="until when, written in the same way")
    logs.add_argument("--grep", metavar="TEXT", help="only lines with this text, capitals or not")
    logs.add_argument("--times", action="store_true", help="the time of each line, where it is known")
    logs.add_argument("--output", type=Path, metavar="FILE", help="write a new file that only you can read")
    events = verb("events", "print what happened to the services")
    events.add_argument("--follow", "-f", action="store_true")
    events.add_argument("--since", metavar="T", help="from when on: 10m, 2h, 1d ago, 14:30, a date with time")
    events.set_defaults(run=Lazy("events", "events"))
    job = verb("run", "run a job in the services' environment", services=False)
    job.add_argument("job", nargs=argparse.REMAINDER, metavar="JOB ...")
    doctor = verb("doctor", "check ports, programs, disk and permissions", services=False)
    doctor.add_argument("--remote", action="store_true", help="log in to outside database, bucket and mail server")
    _add_containers(verb)


def _add_containers(verb: Callable[..., Parser]) -> None:
    """What only engines with containers can do."""
    scale = verb("scale", "run another number of containers of a service", services=False)
    scale.add_argument("counts", metavar="SERVICE=N", nargs="+")
    pull = verb("pull", "fetch the images anew")
    recreate = verb("recreate", "make services anew, also when nothing changed", services=False)
    recreate.add_argument("services", metavar="SERVICE", nargs="+")
    told = "run a command in a running service, a shell when none is named"
    execute = verb("exec", told, services=False, as_json=False)  # what it prints is the command's own
    execute.add_argument("service", metavar="SERVICE")
    execute.add_argument("command", metavar="COMMAND ...", nargs=argparse.REMAINDER)
    for parser, name in ((scale, "scale"), (pull, "pull"), (recreate, "recreate"), (execute, "execute")):
        parser.set_defaults(run=Lazy("containers", name))


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
    parser.add_argument(
        "-p",
        "--project-name",
        dest="project_name",
        default="",
        metavar="NAME",
        help="the name of the Compose project (default: COMPOSE_PROJECT_NAME, else what the files or the folder say)",
    )
    parser.add_argument(
        "--plain", action="store_true", help="the app as questions and answers, line by line, for screen readers"
    )
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII only, as LAUNCHDECK_ASCII=1 does")
    parser.add_argument("--read-only", action="store_true", help="the app, to look only: it saves and changes nothing")
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.set_defaults(run=Lazy("app", "open_app"))
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)

    new = commands.add_parser("new", help="copy the bundled workspace to DIR")
    new.add_argument("target", type=Path, metavar="DIR")
    new.add_argument("--json", action="store_true")
    new.set_defaults(run=Lazy("setup", "new"))
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
    init.add_argument("--json", action="store_true", help="say what was written for programs, without values")
    init.set_defaults(run=Lazy("setup", "init"))
    add_env(commands)
    add_profile(commands)
    add_check(commands)
    add_secrets(commands)
    schema = commands.add_parser("schema", help="the schema itself").add_subparsers(required=True, metavar="ACTION")
    export = schema.add_parser("export", help="print the JSON schema of the catalog")
    export.set_defaults(run=Lazy("schema", "export"))
    compose = commands.add_parser("compose", help="the compose file").add_subparsers(required=True, metavar="ACTION")
    rendered = compose.add_parser(
        "render", help="make docker-compose.yaml and the example files of template and schema"
    )
    rendered.add_argument("--check", action="store_true", help="write nothing; exit 1 when one is not current")
    rendered.set_defaults(run=Lazy("compose", "render"))
    _add_engine(commands)
    server = commands.add_parser("serve", help="open the app in a browser on this machine")
    server.add_argument("--port", type=int, default=8765, metavar="N", help="port on 127.0.0.1 (8765); 0 takes any")
    server.set_defaults(run=Lazy("serve", "serve"))
    add_help_for_shells(commands)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code."""
    parsed = build_parser().parse_args(arguments)
    if parsed.version:
        from importlib.metadata import version

        print(f"launchdeck {version('launchdeck')}")
        return DONE
    if parsed.ascii:
        os.environ["LAUNCHDECK_ASCII"] = "1"  # what is started from here shall hear it too: the app behind serve
    try:
        if parsed.read_only and parsed.run not in {Lazy("app", "open_app"), Lazy("serve", "serve")}:
            raise UsageError("--read-only is for the app, not for a verb", "leave it out")
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
    _say_all()
    sys.exit(run(sys.argv[1:]))


def _say_all() -> None:
    """What the locale has no sign for is written by its number, the dots of a secret as stars; it was an error."""

    def spelled(error: UnicodeError) -> tuple[str | bytes, int]:
        if isinstance(error, UnicodeEncodeError) and set(error.object[error.start : error.end]) == {"\u2022"}:
            return "*" * (error.end - error.start), error.end
        return codecs.backslashreplace_errors(error)

    codecs.register_error("launchdeck", spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="launchdeck")


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nobody foresaw: a report without values instead of a traceback with them."""
    from tui import crash

    crash.hook(kind, error, trace)


if __name__ == "__main__":
    main()
