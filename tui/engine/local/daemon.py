"""The supervisor of a workspace's processes: supervisord, which outlives the screen, asked over its socket.

One daemon per workspace. It restarts what crashes, with back-off, rotates logs, and stops gracefully; the order of
starting and the waiting for health are the engine's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from tui.engine.local.layout import Layout
from tui.engine.protocol import EngineError
from tui.workspace.storage import write_private

START_SECONDS = 15.0
RETRIES = 3
LOG_BYTES = "10MB"
LOG_BACKUPS = 3

STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, EXITED, FATAL = 0, 10, 20, 30, 40, 100, 200
"""Process states (supervisor's documentation, 'Process States')."""

ALIVE = frozenset({STARTING, RUNNING, BACKOFF, STOPPING})


@dataclass(frozen=True, slots=True)
class Program:
    """One program as the supervisor knows it."""

    name: str
    stop_signal: str = "TERM"
    stop_seconds: int = 30
    one_shot: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    """A program as it is now."""

    name: str
    state: int
    pid: int
    started_at: float
    """Seconds since the epoch; 0 when it never ran."""
    exit_code: int
    reason: str
    """What the supervisor says when it could not be started."""


class Daemon:
    """The supervisor of one workspace."""

    def __init__(self, layout: Layout, programs: Iterable[Program]) -> None:
        self.layout = layout
        self.programs = tuple(programs)

    def ensure(self) -> None:
        """Start the daemon when it does not run. Raises EngineError when it does not come up."""
        if self.alive():
            return
        self.layout.prepare()
        for debris in (self.layout.socket, self.layout.pidfile):
            debris.unlink(missing_ok=True)
        write_private(self.layout.config, self.config())
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self.layout.config)]
        # Its own session and folder: neither Ctrl-C in the terminal nor an unmounted folder reaches it.
        result = subprocess.run(command, cwd="/", capture_output=True, text=True, start_new_session=True, check=False)
        deadline = time.monotonic() + START_SECONDS
        while result.returncode == 0 and time.monotonic() < deadline:
            if self.alive():
                return
            time.sleep(0.05)
        said = (result.stderr or result.stdout).strip().splitlines()
        raise EngineError("the supervisor did not start", said[-1] if said else f"See {self.layout.journal}")

    def alive(self) -> bool:
        """True when the daemon answers."""
        if not self.layout.socket.exists():
            return False
        try:
            return bool(self._call("getState")["statecode"] == 1)
        except (OSError, xmlrpc.client.Error):
            return False

    def pid(self) -> int | None:
        """The daemon's process id, None when it does not run."""
        try:
            return int(self.layout.pidfile.read_text()) if self.alive() else None
        except (OSError, ValueError):
            return None

    def processes(self) -> dict[str, Process]:
        """All programs as they are; empty when the daemon does not run."""
        if not self.layout.socket.exists():
            return {}
        try:
            found = self._call("getAllProcessInfo")
        except (OSError, xmlrpc.client.Error):
            return {}
        return {
            info["name"]: Process(
                info["name"], info["state"], info["pid"], info["start"], info["exitstatus"], info["spawnerr"]
            )
            for info in found
        }

    def start(self, name: str) -> None:
        """Ask for a start without waiting. Raises EngineError with the supervisor's reason."""
        self._ask("startProcess", name, False)

    def stop(self, name: str) -> None:
        """Ask for a graceful stop without waiting."""
        self._ask("stopProcess", name, False)

    def shutdown(self) -> None:
        """End the daemon, and with it whatever still runs; waits until it is gone."""
        pid = self.pid()
        if pid is None:
            return
        self._ask("shutdown")
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and _exists(pid):
            time.sleep(0.05)

    def config(self) -> str:
        """The text of supervisord.conf. It holds no value of the workspace."""
        layout = self.layout
        head = [
            "[supervisord]",
            f"logfile={_escaped(layout.journal)}",
            "logfile_maxbytes=1MB",
            "logfile_backups=1",
            "loglevel=info",
            f"pidfile={_escaped(layout.pidfile)}",
            f"childlogdir={_escaped(layout.logs)}",
            "umask=077",
            "nodaemon=false",
            *(["user=root"] if os.getuid() == 0 else []),
            "[unix_http_server]",
            f"file={_escaped(layout.socket)}",
            "chmod=0700",
            "[rpcinterface:supervisor]",
            "supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface",
        ]
        return "\n".join([*head, *(line for program in self.programs for line in self._section(program))]) + "\n"

    def _section(self, program: Program) -> list[str]:
        command = f'"{sys.executable}" -m tui.engine.local.child "{self.layout.spec(program.name)}"'
        return [
            f"[program:{program.name}]",
            f"command={_escaped(command)}",
            "directory=/",
            "autostart=false",
            f"autorestart={'false' if program.one_shot else 'true'}",
            f"startsecs={0 if program.one_shot else 1}",
            f"startretries={RETRIES}",
            f"stopsignal={program.stop_signal}",
            f"stopwaitsecs={program.stop_seconds}",
            "killasgroup=true",
            "redirect_stderr=true",
            f"stdout_logfile={_escaped(self.layout.log(program.name))}",
            f"stdout_logfile_maxbytes={LOG_BYTES}",
            f"stdout_logfile_backups={LOG_BACKUPS}",
        ]

    def _ask(self, method: str, *arguments: Any) -> Any:
        try:
            return self._call(method, *arguments)
        except xmlrpc.client.Fault as fault:
            if fault.faultString.startswith(("ALREADY_STARTED", "NOT_RUNNING")):
                return None
            raise EngineError(f"the supervisor refused: {fault.faultString}") from None
        except (OSError, xmlrpc.client.Error):
            raise EngineError("the supervisor does not answer", "launchdeck up starts it again") from None

    def _call(self, method: str, *arguments: Any) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self.layout.socket}")
        proxy = xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)
        try:
            return getattr(proxy.supervisor, method)(*arguments)
        finally:
            transport.close()


def _escaped(text: object) -> str:
    """supervisord expands %(...)s in its configuration."""
    return str(text).replace("%", "%%")


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
