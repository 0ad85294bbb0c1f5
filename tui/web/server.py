"""A web server for the app: only on this machine, and only for who has the token.

Whoever reaches the app can read secrets and start programs. So it listens on loopback, and each page, download and
web socket needs the token: once in the address that the person opens, then in a cookie that scripts cannot read.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

COOKIE = "launchdeck_token"
LOOPBACK = "127.0.0.1"
TOKEN_BYTES = 32
TEMPLATES = Path(__file__).with_name("templates")


class AppServer(Server):
    """textual-serve with a lock in front of it."""

    def __init__(self, command: str, port: int, title: str) -> None:
        super().__init__(command, LOOPBACK, port, title, templates_path=TEMPLATES)
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        """Made anew at each start."""
        self._open: set[asyncio.Future[web.WebSocketResponse]] = set()
        """What serves the pages that are open."""

    @property
    def address(self) -> str:
        """What the person opens; it holds the token."""
        return f"{self.public_url}/?token={self.token}"

    def initialize_logging(self) -> None:
        """No log of requests: their addresses hold the token."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the verb tells the address."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - the server's signature
        """End the apps of the pages that are open; the server would wait a minute for each."""
        for task in self._open:
            task.cancel()

    async def handle_index(self, request: web.Request) -> Any:
        """The page. With the token in the address: remember it and come again without."""
        self._check_host(request)
        if "token" in request.query:
            self._check(request.query["token"])
            answer = web.HTTPSeeOther("/")
            answer.set_cookie(COOKIE, self.token, httponly=True, samesite="Strict", path="/")
            raise answer
        self._check_cookie(request)
        return await super().handle_index(request)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The terminal's web socket, for our own page only."""
        self._check_host(request)
        self._check_cookie(request)
        origin = request.headers.get("Origin", "")
        if urlsplit(origin).netloc != urlsplit(self.public_url).netloc:
            raise web.HTTPForbidden(text="This page may not open the app\n")
        serving = asyncio.ensure_future(super().handle_websocket(request))
        self._open.add(serving)
        serving.add_done_callback(self._open.discard)
        return await serving

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """A file that the app hands over."""
        self._check_host(request)
        self._check_cookie(request)
        return await super().handle_download(request)

    def _check_host(self, request: web.Request) -> None:
        """Refuse another name for this machine: a foreign page could have its name point here (DNS rebinding)."""
        if request.host != urlsplit(self.public_url).netloc:
            raise web.HTTPForbidden(text="Open the address that launchdeck serve printed\n")

    def _check_cookie(self, request: web.Request) -> None:
        self._check(request.cookies.get(COOKIE, ""))

    def _check(self, given: str) -> None:
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise web.HTTPForbidden(text="Open the address that launchdeck serve printed: it holds the token\n")
