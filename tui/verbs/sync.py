"""``env sync``: bring an env file up to a newer template."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.verbs.common import emit, emit_json, root_of, say
from tui.verbs.setup import parse_assignments

if TYPE_CHECKING:
    from tui.workspace.upgrade.apply import Applied
    from tui.workspace.upgrade.plan import Plan


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--from", dest="new", type=Path, required=True, metavar="FILE", help="the new .env.example, or its folder"
    )
    parser.add_argument(
        "--base", type=Path, metavar="FILE", help="the old .env.example (default: the one it was made from)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the plan and write nothing")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--keep-defaults", action="store_true", help="keep old defaults where the template changed them"
    )
    parser.add_argument(
        "--layout",
        choices=("file", "template"),
        default="file",
        help="lay files and lines out as yours are (file) or as the new template's (template)",
    )
    for option, metavar, text in (
        ("set", "KEY=VALUE", "a value, where one is needed"),
        ("rename", "OLD=NEW", "carry the value of OLD to NEW"),
        ("take", "KEY", "take what the new template says"),
        ("keep", "KEY", "leave it as it is; leave a new one out"),
    ):
        parser.add_argument(f"--{option}", action="append", default=[], metavar=metavar, help=text)


def env_sync(arguments: Namespace) -> int:
    """Show what a newer template changes and write it; exit 1 while something needs a value."""
    from tui.workspace.upgrade import report
    from tui.workspace.upgrade.apply import apply
    from tui.workspace.upgrade.plan import Layout, Options
    from tui.workspace.upgrade.planner import plan_upgrade

    options = Options(
        answers=parse_assignments(arguments.set),
        renames=parse_assignments(arguments.rename, "--rename"),
        take=frozenset(arguments.take),
        keep=frozenset(arguments.keep),
        keep_defaults=arguments.keep_defaults,
        layout=Layout(arguments.layout),
    )
    plan = plan_upgrade(arguments.file or root_of(arguments) / ".env", arguments.new, arguments.base, options)
    writes = not arguments.dry_run and not plan.blocked
    applied = apply(plan) if writes else None
    if arguments.json:
        emit_json(report.data(plan, written=applied is not None and bool(applied.written or applied.removed)))
    else:
        for line in report.page(plan):
            emit(line)
    if plan.blocked:
        say(
            f"launchdeck: {', '.join(plan.blocked)}: no value; give each one with --set KEY=VALUE or launchdeck env set"
        )
        return 1
    _narrate(plan, applied)
    return 0


def _narrate(plan: Plan, applied: Applied | None) -> None:
    """Say what was written."""
    if applied is None:
        say("Nothing was written: this is what would be done")
        return
    for path in applied.written:
        say(f"{path} written")
    for path in applied.removed:
        say(f"{path} removed, its history keeps it")
    if applied.written:
        say(f"launchdeck env diff shows what changed in {plan.env.name}, env restore 1 brings the former file back")
    elif not applied.removed:
        say(f"{plan.env} is up to date")
