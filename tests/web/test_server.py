"""The app in a browser: nobody gets in without the token, and what is served is the app."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="the web server is not installed (launchdeck[web])")
pytest.importorskip("textual_serve", reason="the web server is not installed (launchdeck[web])")

from aiohttp import ClientSession, CookieJar, web  # noqa: E402 - after the check

from tui.cli import run  # noqa: E402
from tui.verbs.serve import _free  # noqa: E402
from tui.web.server import COOKIE, LOOPBACK, AppServer  # noqa: E402

ECHO = "import sys; sys.stdin.buffer.read()"


@pytest.fixture
async def server() -> AsyncIterator[AppServer]:
    """A running server whose program says nothing."""
    found = AppServer(f'{sys.executable} -c "{ECHO}"', _free(LOOPBACK, 0), "Launchdeck: test")
    runner = web.AppRunner(await found._make_app(), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, found.host, found.port).start()
    yield found
    await runner.cleanup()


@pytest.fixture
async def stranger() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/?token=", "/ws", "/download/x"])
async def test_without_the_token_nothing_is_served(server: AppServer, stranger: ClientSession, path: str) -> None:
    async with stranger.get(f"{server.public_url}{path}") as answer:
        assert answer.status == 403
        assert server.token not in await answer.text()


async def test_the_token_becomes_a_cookie_and_leaves_the_address(server: AppServer, stranger: ClientSession) -> None:
    async with stranger.get(server.address) as answer:
        assert answer.status == 200
        assert str(answer.url) == f"{server.public_url}/"
        page = await answer.text()
    assert server.token not in page
    assert "googleapis" not in page
    assert f"ws://{LOOPBACK}:{server.port}/ws" in page
    cookie = answer.history[0].cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.parametrize("header", [{"Host": "evil.example"}, {"Host": "localhost"}])
async def test_another_name_for_this_machine_is_refused(
    server: AppServer, stranger: ClientSession, header: dict[str, str]
) -> None:
    async with stranger.get(server.address, headers=header) as answer:
        assert answer.status == 403


async def test_a_foreign_page_may_not_open_the_socket(server: AppServer, stranger: ClientSession) -> None:
    async with stranger.get(server.address):
        pass
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await stranger.ws_connect(f"{server.public_url}/ws", origin="http://evil.example")
    async with stranger.ws_connect(f"{server.public_url}/ws", origin=server.public_url) as socket:
        await socket.send_str(json.dumps(["ping", 7]))
        assert (await socket.receive_json(timeout=30)) == ["pong", 7]


async def test_each_start_has_another_token() -> None:
    assert AppServer("x", 1, "x").token != AppServer("x", 1, "x").token


async def test_the_app_itself_appears(tmp_path: Path, stranger: ClientSession) -> None:
    folder = tmp_path / "shop"
    assert run(["new", str(folder)]) == 0
    port = _free(LOOPBACK, 0)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tui.cli", "-C", str(folder), "serve", "--port", str(port)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        address = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        assert await _reachable(stranger, address)
        url = f"http://{LOOPBACK}:{port}"
        shown = b""
        async with stranger.ws_connect(f"{url}/ws?width=100&height=30", origin=url) as socket:
            while b"Set up" not in shown:
                message = await socket.receive(timeout=60)
                assert message.type is aiohttp.WSMsgType.BINARY, shown[-500:]
                shown += message.data
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 30) in {0, -15}


async def _reachable(session: ClientSession, address: str) -> bool:
    for _ in range(300):
        try:
            async with session.get(address) as answer:
                return bool(answer.status == 200)
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.1)
    return False


def test_a_taken_port_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        folder = tmp_path / "shop"
        run(["new", str(folder)])
        capsys.readouterr()
        assert run(["-C", str(folder), "serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "cannot be used" in capsys.readouterr().err
