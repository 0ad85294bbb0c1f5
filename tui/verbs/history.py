"""``env diff``, ``history``, ``restore``: the former contents of an env file, and of one variable in it."""

from __future__ import annotations

from argparse import Namespace

from schemas.errors import LaunchdeckError, UsageError
from tui.verbs.common import emit, emit_json, emit_saved, say
from tui.verbs.env import env_file, judge, save
from tui.workspace.document import EnvDocument
from tui.workspace.envfile import MAX_NAMED, EnvFile, SaveResult
from tui.workspace.gitignore import add_to_gitignore, git_state
from tui.workspace.past import former_values


def env_history(arguments: Namespace) -> int:
    """List the former files, the newest first; with --ignore keep them and the file out of git."""
    file = env_file(arguments)
    if arguments.key:
        return _values(arguments, file)
    state = git_state(file.path)
    if arguments.ignore:
        say(f"{add_to_gitignore(state)} has the lines now" if state.missing else "git ignores them already")
        state = git_state(file.path)
    history = file.history
    entries = history.entries()
    if arguments.json:
        emit_json(
            [
                {
                    "number": entry.number,
                    "replaced_at": entry.saved.isoformat(),
                    "bytes": entry.size,
                    "changed": history.changed(entry.number, file.document),
                }
                for entry in entries
            ]
        )
    for entry in entries if not arguments.json else ():
        names = history.changed(entry.number, file.document)
        more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
        differs = f"differs in {', '.join(names[:MAX_NAMED])}{more}" if names else "the same values as now"
        emit(f"{entry.number:>3}  {entry.saved:%Y-%m-%d %H:%M:%S} UTC  {differs}")
    if not entries:
        say("no former file is kept yet; each save adds one")
    for note in state.notes:
        say(f"note: {note}")
    return 0


def _values(arguments: Namespace, file: EnvFile) -> int:
    """The former values of one variable; exit 1 when it never had another one."""
    if arguments.ignore:
        raise UsageError("--ignore is about the whole file", f"leave {arguments.key} or --ignore out")
    key, secret = arguments.key, judge(arguments)(arguments.key)
    found = former_values(file.history, file.document.literal(key), key, secret=secret)
    hidden = secret and not arguments.show_secrets
    if arguments.json:
        emit_json(
            [
                {
                    "number": past.number,
                    "until": past.until.isoformat(),
                    "value": None if hidden else past.text,
                    "set": past.text is not None,
                    "secret": secret,
                }
                for past in found
            ]
        )
    else:
        for past in found:
            shown = past.shown if hidden or not past.text else past.text
            emit(f"{past.number:>3}  until {past.until:%Y-%m-%d %H:%M:%S} UTC  {shown}")
    if not found:
        say(f"{key} had no other value in the files that are kept")
    return 0 if found else 1


def env_diff(arguments: Namespace) -> int:
    """The difference between a former file and the present one, secrets masked; exit 1 when there is one."""
    file = env_file(arguments)
    if arguments.json:
        return _changes(arguments, file)
    lines = file.history.diff(arguments.number, file.document, judge(arguments))
    for line in lines:
        emit(line)
    return 1 if lines else 0


def _changes(arguments: Namespace, file: EnvFile) -> int:
    """The same for programs: one record for each variable."""
    former, is_secret = file.history.read(arguments.number), judge(arguments)
    names = file.history.changed(arguments.number, file.document)

    def value(document: EnvDocument, name: str) -> str | None:
        return None if is_secret(name) else document.literal(name)

    emit_json(
        [
            {
                "name": name,
                "before": value(former, name),
                "after": value(file.document, name),
                "was_set": name in former,
                "set": name in file.document,
                "secret": is_secret(name),
            }
            for name in names
        ]
    )
    return 1 if names else 0


def env_restore(arguments: Namespace) -> int:
    """Save a former file again, or only some of its values; the present one goes to the history."""
    file = env_file(arguments)
    result = _restore_values(arguments, file) if arguments.keys else file.restore(arguments.number)
    what = f"{', '.join(arguments.keys)} restored in {result.path}" if arguments.keys else f"{result.path} restored"
    say(what if result.written else f"{result.path} has that content already")
    for warning in result.warnings if not arguments.keys else ():
        say(f"warning: {warning}")
    if arguments.json:
        emit_saved(result, result.path)
    return 0


def _restore_values(arguments: Namespace, file: EnvFile) -> SaveResult:
    former = file.history.read(arguments.number)
    for key in arguments.keys:
        text = former.literal(key)
        if text is None and key not in file.document:
            raise LaunchdeckError(f"{key} is set neither in the former file {arguments.number} nor now")
        if text is None:
            file.document.unset(key)
            continue
        for warning in file.document.set(key, text):
            say(f"warning: {warning}")
    return save(arguments, file)
