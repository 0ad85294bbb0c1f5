"""Programs of a drop-in folder that run before the server, in the order of their names. Standard library only.

They are started, never sourced: a hook cannot change the environment of the server, and a broken one cannot stop it
half-way without an exit code.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from runtime import exits
from runtime.child import run_child
from runtime.environment import Environment
from runtime.errors import StartError
from runtime.record import record

SECONDS: Final = 60.0
"""How long each hook may take (RUNTIME_HOOK_TIMEOUT)."""


@record(frozen=True, slots=True)
class Hooks:
    """The folder and the limit."""

    folder: str = ""
    """Empty for none."""
    seconds: float = SECONDS

    @classmethod
    def of(cls, environment: Environment) -> Hooks:
        """RUNTIME_HOOKS_DIR and RUNTIME_HOOK_TIMEOUT."""
        folder = environment.text("RUNTIME_HOOKS_DIR")
        if folder and not Path(folder).is_dir():
            environment.report("RUNTIME_HOOKS_DIR", "names no folder")
        return cls(folder, environment.seconds("RUNTIME_HOOK_TIMEOUT", SECONDS, minimum=0.1))

    def run(self, environ: Mapping[str, str], tell: Callable[[str], None]) -> None:
        """Run them all. Raises StartError with the code of the first that fails."""
        if not self.folder:
            return
        for path in sorted(Path(self.folder).iterdir()):
            if path.name.startswith(".") or path.name.endswith("~") or not path.is_file():
                continue
            if not os.access(path, os.X_OK):
                tell(f"note: the hook {path.name} may not be executed and is left out")
                continue
            tell(f"hook {path.name}")
            code = run_child(str(path), [str(path)], environ, self.seconds)
            if code == exits.TIMED_OUT:
                raise StartError(
                    f"The hook {path.name} took longer than {self.seconds:g} s",
                    "RUNTIME_HOOK_TIMEOUT says how long a hook may take",
                    code=code,
                )
            if code != exits.OK:
                raise StartError(f"The hook {path.name} failed with exit code {code}", "Nothing was started", code=code)
