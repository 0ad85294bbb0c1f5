"""Servers that the application talks to, speaking the real protocols: an embedding endpoint, a WebSub hub, a plugin
marketplace and Resend over HTTP; mail over SMTP."""

from __future__ import annotations

import hashlib
import json
import math
import re
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.runtime.services import free_port

DIMENSIONS = 64


def vector_of(text: str) -> list[float]:
    """Words hashed into places: texts that share words point in like directions."""
    found = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.casefold()):
        found[int(hashlib.sha256(word.encode()).hexdigest(), 16) % DIMENSIONS] += 1
    length = math.sqrt(sum(number * number for number in found)) or 1.0
    return [number / length for number in found] if any(found) else [1.0] + [0.0] * (DIMENSIONS - 1)


@dataclass
class Peer:
    """One HTTP server that plays all of them, and what it was asked."""

    url: str = ""
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    """Path, headers and body of each request."""
    status: int = 200
    """What it answers with; 200 is as it should be."""
    versions: dict[str, str] = field(default_factory=dict)
    """The marketplace's latest versions by plugin."""

    def asked(self, path: str) -> list[Any]:
        """The bodies of the requests for a path."""
        return [body for asked, _, body in self.requests if asked == path]

    def answer(self, path: str, body: Any) -> Any:
        """What a request is answered with."""
        if path == "/v1/embeddings":
            texts = body["input"]
            return {"data": [{"index": at, "embedding": vector_of(text)} for at, text in enumerate(texts)]}
        if path == "/api/v1/plugins/batch":
            known = [name.split("/") for name in body["plugin_ids"] if name in self.versions]
            rows = [{"org": org, "name": name, "latest_version": self.versions[f"{org}/{name}"]} for org, name in known]
            return {"data": {"plugins": rows}}
        if path == "/hub":
            threading.Thread(target=self._ask_back, args=(body,)).start()
        return {"id": "1"}

    def _ask_back(self, form: dict[str, list[str]]) -> None:
        """A hub verifies the intent of who subscribes (WebSub, section 5.3)."""
        query = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"][0],
            "hub.challenge": "c-h-a",
            "hub.lease_seconds": "777600",
        }
        address = f"{form['hub.callback'][0]}?{urllib.parse.urlencode(query)}"
        try:
            with urllib.request.urlopen(address, timeout=30) as response:
                self.requests.append(("verified", {}, response.read().decode()))
        except OSError as error:
            self.requests.append(("not verified", {}, str(error)))


@pytest.fixture
def peer() -> Iterator[Peer]:
    """The HTTP servers, on a free port."""
    found = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            is_form = self.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
            body = urllib.parse.parse_qs(data.decode()) if is_form else json.loads(data)
            found.requests.append((self.path, dict(self.headers.items()), body))
            answer = json.dumps(found.answer(self.path, body) if found.status == 200 else {}).encode()
            self.send_response(found.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


class Inbox:
    """What a mail server has taken."""

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Called by the server for each mail."""
        del server, session
        self.mails.append(message_from_bytes(envelope.content))
        return "250 taken"

    def to(self, address: str) -> list[Message]:
        """The mails to an address."""
        return [mail for mail in self.mails if mail["To"] == address]


@pytest.fixture
def inbox(environ: dict[str, str]) -> Iterator[Inbox]:
    """A real SMTP server; the environment describes it."""
    found, port = Inbox(), free_port()
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    environ |= {
        "MAIL_TYPE": "smtp",
        "MAIL_DEFAULT_SEND_FROM": "app@example.org",
        "SMTP_SERVER": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_USE_TLS": "false",
    }
    yield found
    controller.stop()
