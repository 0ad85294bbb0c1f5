"""Without a verb: the app itself."""

from __future__ import annotations

import sys
from argparse import Namespace

from schemas.errors import UsageError
from tui.config import config_path, load_config
from tui.verbs.common import open_workspace
from tui.web import in_browser


def open_app(arguments: Namespace) -> int:
    """Open the app in the workspace."""
    if not in_browser() and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the app needs a terminal", "launchdeck --help lists what works without one")
    workspace = open_workspace(arguments)
    try:
        from tui.app import LaunchdeckApp
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("textual"):
            raise
        raise UsageError("Textual is not installed", "pip install 'launchdeck[all]'") from None
    from tui.engine.choice import choose_engine

    config = load_config(config_path())
    app = LaunchdeckApp(workspace, choose_engine("auto", workspace.root, arguments.compose_files), config)
    app.run(mouse=config.mouse)
    if app.crash is not None:
        from tui import crash

        app.drafts.keep()
        crash.tell(app.crash, workspace.secrets())
    return app.return_code or 0
