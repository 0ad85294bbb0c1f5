"""A collector for tests: a small HTTP server that keeps what OpenTelemetry and Sentry send."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Collector:
    """Where it listens and what it was sent."""

    port: int
    bodies: list[tuple[str, bytes]] = field(default_factory=list)
    """Path and unpacked body, in the order of their arrival."""
    headers: list[dict[str, str]] = field(default_factory=list)
    """The headers of each, names in lower case."""

    @property
    def address(self) -> str:
        """Its root."""
        return f"http://127.0.0.1:{self.port}"

    def sent_to(self, path: str) -> list[bytes]:
        """What came to that path."""
        return [body for where, body in self.bodies if where == path]


@contextmanager
def collector() -> Iterator[Collector]:
    """A collector that runs for the length of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Content-Encoding") == "gzip":
                data = gzip.decompress(data)
            found.headers.append({name.lower(): text for name, text in self.headers.items()})
            found.bodies.append((self.path, data))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Collector(server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()
