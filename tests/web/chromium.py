"""A headless Chromium, driven over its DevTools protocol: as much of it as the tests of the web app need."""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DEADLINE = 60.0
"""Seconds after which a wait gives up: generous, since the machine may be busy."""
KEYS = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, "")}


def find() -> str | None:
    """The program, None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One page of the browser."""

    def __init__(self, socket: ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.status: dict[str, int] = {}
        """What the server answered, by address."""
        self.received = b""
        """What came over web sockets."""
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            data = message.json()
            if "id" in data:
                future = self._answers.pop(data["id"], None)
                if future is not None:
                    future.set_result(data)
                continue
            parameters = data.get("params", {})
            if data["method"] == "Network.responseReceived":
                self.status[parameters["response"]["url"]] = parameters["response"]["status"]
            elif data["method"] == "Network.webSocketFrameReceived":
                frame = parameters["response"]
                text = frame["payloadData"]
                self.received += base64.b64decode(text) if frame["opcode"] == 2 else text.encode()

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for its result."""
        number = next(self._numbers)
        future = asyncio.get_running_loop().create_future()
        self._answers[number] = future
        message = {"id": number, "method": method, "params": parameters, "sessionId": self._session}
        await self._socket.send_json(message)
        answer = await asyncio.wait_for(future, DEADLINE)
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    async def open(self, address: str) -> int:
        """Go to an address; what the server answered where the way ended."""
        await self.do("Page.navigate", url=address)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")
        here = await self.run("location.href")
        return self.status[here]

    async def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = await self.do("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until an expression in the page is true."""
        async with asyncio.timeout(DEADLINE):
            while not await self.run(script):
                await asyncio.sleep(0.05)

    async def until_received(self, text: str) -> None:
        """Wait until a text came over the web socket."""
        async with asyncio.timeout(DEADLINE):
            while text.encode() not in self.received:
                await asyncio.sleep(0.05)

    async def press(self, key: str) -> None:
        """Press a key: a character, Enter or Escape."""
        name, code, text = KEYS[key] if key in KEYS else (key, ord(key.upper()), key)
        common = {"key": name, "windowsVirtualKeyCode": code}
        await self.do("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **common)

    async def picture(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode((await self.do("Page.captureScreenshot"))["data"])

    async def close(self) -> None:
        """Stop listening, before the socket is closed: it waits for whoever reads from it."""
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)


@asynccontextmanager
async def browser(program: str, folder: Path) -> AsyncIterator[Page]:
    """A browser of its own with one empty page; its profile lies in the folder."""
    process = await asyncio.create_subprocess_exec(
        *(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
        *("--remote-debugging-port=0", f"--user-data-dir={folder}", "--window-size=1000,700", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        address = await asyncio.wait_for(_address(folder / "DevToolsActivePort"), DEADLINE)
        async with ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
            await socket.send_json({"id": 1, "method": "Target.createTarget", "params": {"url": "about:blank"}})
            target = (await _answer(socket, 1))["targetId"]
            attach = {"targetId": target, "flatten": True}
            await socket.send_json({"id": 2, "method": "Target.attachToTarget", "params": attach})
            page = Page(socket, (await _answer(socket, 2))["sessionId"])
            try:
                for domain in ("Page", "Network", "Runtime"):
                    await page.do(f"{domain}.enable")
                yield page
            finally:
                await page.close()
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # a browser is several processes
        await process.wait()


async def _address(file: Path) -> str:
    """Where the browser listens; it writes that down once it does."""
    while True:
        lines = file.read_text("utf-8").split() if file.is_file() else []
        if len(lines) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        await asyncio.sleep(0.05)


async def _answer(socket: ClientWebSocketResponse, number: int) -> dict[str, Any]:
    while True:
        data = await asyncio.wait_for(socket.receive_json(), DEADLINE)
        if data.get("id") == number:
            result: dict[str, Any] = data["result"]
            return result
