"""What the entrypoint says while it starts: one line each on stderr, as text or as JSON. Standard library only."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Final

NAME: Final = "launchdeck-runtime"
"""Who speaks."""


class Narrator:
    """Says one line at a time, unbuffered, in the format that LOG_OUTPUT_FORMAT asks of the server's own log."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._json = environ.get("LOG_OUTPUT_FORMAT", "").strip() == "json"

    def __call__(self, line: str, severity: str = "INFO") -> None:
        """Say it; severity is one of logging's words."""
        text = self._as_json(line, severity) if self._json else f"{NAME}: {line}"
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    @staticmethod
    def _as_json(line: str, severity: str) -> str:
        """The same keys as runtime.logs writes; the time is UTC, because no time zones are loaded yet."""
        import json  # noqa: PLC0415 - only who asks pays

        now = time.time()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
        record = {
            "ts": f"{stamp}.{int(now * 1000) % 1000:03d}+00:00",
            "severity": severity,
            "logger": NAME,
            "message": line,
        }
        return json.dumps(record, ensure_ascii=False)
