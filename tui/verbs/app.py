"""Without a verb: the app itself."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from schemas.errors import UsageError
from tui.config import config_path, load_config
from tui.state import UserState, state_path
from tui.verbs.common import open_workspace, say
from tui.web import in_browser

if TYPE_CHECKING:
    from tui.engine.protocol import Engine
    from tui.workspace.workspace import Workspace


def open_app(arguments: Namespace) -> int:
    """Open the app in the workspace."""
    dumb = os.environ.get("TERM") == "dumb" and sys.stdout.isatty() and not in_browser()
    if arguments.plain or dumb:
        if dumb and not arguments.plain:
            say("this terminal cannot draw, so this is the plain mode")
        return _plain(arguments)
    if not in_browser() and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the app needs a terminal", "launchdeck --plain asks line by line, --help lists the verbs")
    try:
        from tui.app import LaunchdeckApp
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("textual"):
            raise
        raise UsageError("Textual is not installed", "pip install 'launchdeck[all]'") from None
    config = load_config(config_path())
    while True:
        workspace = open_workspace(arguments)
        state = None if arguments.read_only else UserState(state_path())
        app = LaunchdeckApp(workspace, _engine(workspace, arguments), config, state)
        app.run(mouse=config.mouse)
        if app.elsewhere is None:
            break
        arguments.folder, arguments.compose_files = app.elsewhere, []
    if app.crash is not None:
        from tui import crash

        app.drafts.keep()
        crash.tell(app.crash, workspace.secrets())
    return app.return_code or 0


def _engine(workspace: Workspace, arguments: Namespace) -> Engine:
    """The engine of a workspace; to look only, one without intents."""
    from tui.engine.choice import choose_engine
    from tui.engine.watching import watching

    engine = choose_engine("auto", workspace.root, arguments.compose_files, arguments.project_name)
    workspace.look_only = arguments.read_only
    return watching(engine) if arguments.read_only else engine


def _plain(arguments: Namespace) -> int:
    """The same as questions and answers, line by line."""
    from tui.plain import Dialog, Session

    dialog = Dialog()
    while True:
        workspace = open_workspace(arguments)
        session = Session(workspace, _engine(workspace, arguments), dialog)
        code = session.run()
        if session.elsewhere is None:
            return code
        arguments.folder, arguments.compose_files = session.elsewhere, []
