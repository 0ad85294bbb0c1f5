"""The app in a real browser: it appears for who has the token, takes keys, and nobody else gets in."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

pytest.importorskip("aiohttp", reason="the web server is not installed (launchdeck[web])")
pytest.importorskip("textual_serve", reason="the web server is not installed (launchdeck[web])")

from tests.web import chromium

PROGRAM = chromium.find()


@dataclass
class Served:
    """The app as ``launchdeck serve`` offers it."""

    folder: Path
    address: str
    process: asyncio.subprocess.Process
    page: chromium.Page
    said: list[bytes] = field(default_factory=list)

    @property
    def token(self) -> str:
        """The secret part of the address."""
        return self.address.partition("token=")[2]


@pytest.fixture
def program() -> str:
    """The browser's program."""
    if PROGRAM is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Chromium: .ci/prepare-chromium brings one")
        pytest.skip("no Chromium here: .ci/prepare-chromium brings one")
    return PROGRAM


@asynccontextmanager
async def serve(tmp_path: Path, program: str) -> AsyncIterator[Served]:
    """A small workspace that is served, and a browser."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "compose.yaml").write_text("services: {web: {image: 'nginx:${SHOP_TAG:-1}'}}\n", "utf-8")
    (folder / ".env").write_text("SHOP_TAG=first\n", "utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tui.cli", "-C", str(folder), "serve", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "LAUNCHDECK_COMPOSE": "", "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
    )
    try:
        assert process.stdout is not None
        address = (await asyncio.wait_for(process.stdout.readline(), chromium.DEADLINE)).decode().strip()
        async with chromium.browser(program, tmp_path / "profile") as page:
            yield Served(folder, address, process, page)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_the_app_appears_takes_keys_and_keeps_its_token(tmp_path: Path, program: str) -> None:
    async with serve(tmp_path, program) as served:
        await use(served)


async def use(served: Served) -> None:
    """What a stranger gets, then what the person does who has the address."""
    page = served.page
    base = served.address.partition("?")[0]
    await _until_it_listens(base)
    for wrong in (base, f"{base}?token=wrong"):
        assert await page.open(wrong) == 403
        assert not page.received, "without the token there is no app"
    assert await page.open(served.address) == 200
    assert served.token not in await page.run("location.href"), "the token leaves the address"
    assert served.token not in await page.run("document.documentElement.outerHTML + document.cookie")
    await page.until_received("SHOP_TAG")
    await page.until("document.querySelectorAll('canvas, .xterm-rows').length > 0")
    picture = await page.picture()
    assert len(picture) > 10_000, "the app is drawn"
    await page.run("document.querySelector('textarea').focus()")
    await page.until_received("Four screens")
    await page.press("Escape")  # the tour of the first sitting
    await asyncio.sleep(0.5)  # a key that follows an escape at once would be read as alt and the key
    await page.press("Enter")
    await page.until_received("Store")
    for key in "ly":
        await page.press(key)
    await page.press("Enter")
    await page.until_received("not saved yet")  # stored: the next key is for the list, no longer for the field
    await page.press("s")
    await page.until_received("What saving changes")  # the next key is for the review
    await page.press("s")
    await _until_written(served.folder / ".env", "SHOP_TAG=firstly\n")
    assert not [one for one in _command_lines() if served.token in one]
    served.process.terminate()
    _, said = await asyncio.wait_for(served.process.communicate(), chromium.DEADLINE)
    assert served.token.encode() not in said, "nothing logs the token"


async def _until_it_listens(address: str) -> None:
    host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
    async with asyncio.timeout(chromium.DEADLINE):
        while True:
            try:
                _, writer = await asyncio.open_connection(host, int(port))
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def _until_written(path: Path, text: str) -> None:
    async with asyncio.timeout(chromium.DEADLINE):
        while path.read_text("utf-8") != text:
            await asyncio.sleep(0.05)


def _command_lines() -> list[str]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        found.append(" ".join(process.info["cmdline"] or ()))
    return found
