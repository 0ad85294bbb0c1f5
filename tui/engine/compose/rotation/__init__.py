"""Changing a password that lives in a service's data too: inside the service, in the file, in those who read it.

All three or none: what fails is taken back, and what was killed in the middle is finished or taken back by the next
call, which finds the journal (FIELD F01, N04).
"""

from tui.engine.compose.rotation.journal import Journal
from tui.engine.compose.rotation.rotation import Rotation, kept_passwords

__all__ = ["Journal", "Rotation", "kept_passwords"]
