"""``env paste`` and ``profile``: several values that are shown before they are set together."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from schemas.errors import LaunchdeckError, UsageError
from schemas.kinds import nearest
from schemas.profiles import PROFILES
from tui.verbs.common import emit, emit_json, open_workspace, say
from tui.workspace.proposal import Proposed, from_lines, from_profile, profiles_with_differences, set_taken
from tui.workspace.workspace import Workspace


def env_paste(arguments: Namespace) -> int:
    """Set KEY=VALUE lines from stdin; exit 1, and nothing written, when one of them is doubtful."""
    if sys.stdin.isatty():
        say("paste the KEY=VALUE lines, then press ctrl+d on an empty line")
    text = sys.stdin.read()
    workspace = open_workspace(arguments)
    found = from_lines(workspace, text)
    if not found:
        raise UsageError("there is no KEY=VALUE line on stdin", "such as: launchdeck env paste < lines.env")
    return _set(arguments, workspace, found, "pasted lines")


def profile_list(arguments: Namespace) -> int:
    """List the profiles."""
    numbers = profiles_with_differences(open_workspace(arguments))
    if arguments.json:
        emit_json([{"name": p.name, "summary": p.summary, "differs": numbers[p.name]} for p in PROFILES.values()])
        return 0
    for profile in PROFILES.values():
        emit(f"{profile.name:<12} {numbers[profile.name]:>3} differ  {profile.summary}")
    return 0


def profile_diff(arguments: Namespace) -> int:
    """Show what a profile would change; exit 1 when there is something."""
    found = _from_profile(open_workspace(arguments), arguments.name)
    _print(found, as_json=arguments.json)
    if not found:
        say(f"every value is as the {arguments.name} profile has it")
    return 1 if found else 0


def profile_apply(arguments: Namespace) -> int:
    """Take a profile's values over."""
    workspace = open_workspace(arguments)
    return _set(arguments, workspace, _from_profile(workspace, arguments.name), f"the {arguments.name} profile")


def _from_profile(workspace: Workspace, name: str) -> list[Proposed]:
    if name not in PROFILES:
        known = list(PROFILES)
        raise UsageError(f"there is no profile {name}", nearest(name, known) or f"there are {', '.join(known)}")
    return from_profile(workspace, name)


def _set(arguments: Namespace, workspace: Workspace, proposed: Sequence[Proposed], label: str) -> int:
    """Show the values and set them; what is doubtful stops all of them, unless an option says what to do with it."""
    found = [_decided(one, arguments) for one in proposed]
    _print(found, as_json=arguments.json)
    doubtful = [one.name for one in found if one.doubtful and not (arguments.skip or arguments.all)]
    taken = sum(one.taken for one in found)
    if arguments.dry_run:
        say(f"{taken} of {len(found)} would be set; nothing was written")
        return 1 if doubtful else 0
    if doubtful:
        raise LaunchdeckError(
            f"nothing was written, because of {', '.join(doubtful)}",
            "--skip leaves these out, --all sets them where a file can hold them",
        )
    if not taken:
        say("nothing is to be set")
        return 0
    change = set_taken(workspace, label, found)
    for warning in change.warnings:
        say(f"warning: {warning}")
    result = workspace.save()
    say(f"{taken} values set in {result.path}")
    return 0


def _decided(one: Proposed, arguments: Namespace) -> Proposed:
    """Whether a value is set, by the options of the command."""
    if not one.doubtful:
        return one
    return replace(one, taken=one.settable if arguments.all else False)


def _print(found: Sequence[Proposed], *, as_json: bool) -> None:
    if as_json:
        emit_json(
            [
                {
                    "name": one.name,
                    "before": None if one.secret else one.before,
                    "after": None if one.secret else one.after,
                    "secret": one.secret,
                    "taken": one.taken,
                    "problem": one.wrong,
                }
                for one in found
            ]
        )
        return
    for one in found:
        note = f"  ({one.wrong})" if one.wrong else ""
        before, after = one.shown_before or "(empty)", one.shown_after or "(empty)"
        emit(f"{'+' if one.taken else ' '} {one.name}: {before} -> {after}{note}")
