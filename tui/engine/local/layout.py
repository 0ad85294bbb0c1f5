"""Where the Local engine keeps its things: one folder of the workspace, private to its owner."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tui.engine.protocol import EngineError

MAX_SOCKET_PATH = 100
"""Unix socket paths end at 107 characters (unix(7)); supervisord adds its process id while it binds."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one workspace's Local engine."""

    root: Path
    """``.launchdeck/local`` of the workspace."""

    @classmethod
    def of(cls, workspace: Path) -> Layout:
        """The layout of a workspace; nothing is made."""
        return cls(workspace.resolve() / ".launchdeck" / "local")

    @property
    def data(self) -> Path:
        """What ``down --volumes`` removes."""
        return self.root / "data"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data folder."""
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's data folder."""
        return self.data / "valkey"

    @property
    def storage(self) -> Path:
        """The application's files."""
        return self.data / "storage"

    @property
    def logs(self) -> Path:
        """One log file per service."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Process environments, heartbeat files, the supervisor's pid."""
        return self.root / "run"

    @property
    def config(self) -> Path:
        """The supervisor's configuration."""
        return self.root / "supervisord.conf"

    @property
    def journal(self) -> Path:
        """What the supervisor did."""
        return self.root / "supervisord.log"

    @property
    def pidfile(self) -> Path:
        """The supervisor's process id."""
        return self.run / "supervisord.pid"

    @property
    def socket(self) -> Path:
        """The supervisor's socket: in the run folder, or where the path is short enough."""
        direct = self.run / "supervisor.sock"
        if len(os.fsencode(direct)) <= MAX_SOCKET_PATH:
            return direct
        base = os.environ.get("XDG_RUNTIME_DIR") or f"{tempfile.gettempdir()}/launchdeck-{os.getuid()}"
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(base) / f"launchdeck-{digest}.sock"

    def spec(self, service: str) -> Path:
        """What a service's process is: argv and environment, 0600."""
        return self.run / f"{service}.json"

    def log(self, service: str) -> Path:
        """A service's log file."""
        return self.logs / f"{service}.log"

    def restarts(self, service: str) -> int:
        """How often the supervisor started a service again since it was asked to: its child counts."""
        try:
            return max(0, (self.run / f"{service}.starts").stat().st_size - 1)
        except OSError:
            return 0

    def prepare(self) -> None:
        """Make the folders, private. Raises EngineError when they cannot be made or belong to somebody else."""
        try:
            for folder in (self.root, self.data, self.logs, self.run, self.valkey, self.storage):
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(0o700)
            folder = self.socket.parent
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            owner = folder.stat()
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise EngineError(
                f"{self.root} cannot be written: {reason}", "Check its owner and the free space"
            ) from None
        if owner.st_uid != os.getuid() or stat.S_IMODE(owner.st_mode) & 0o077:
            raise EngineError(f"{folder} is open to others", "Remove it, or set XDG_RUNTIME_DIR to a private folder")
