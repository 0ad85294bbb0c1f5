"""The app as questions and answers, line by line: for screen readers, braille displays and terminals that cannot draw.

The same workspace and engine as the app's; nothing here knows of Textual.
"""

from tui.plain import reviewing, running, setup, values
from tui.plain.dialog import Dialog
from tui.plain.session import COMMANDS, Session

__all__ = ["COMMANDS", "Dialog", "Session", "reviewing", "running", "setup", "values"]
