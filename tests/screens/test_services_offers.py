"""The Services screen: what an engine offers, jobs, addresses, causes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.screens.memory_engine import MemoryEngine
from tests.screens.test_services import services_walk, states
from tests.screens.walking import Walk
from tui.commands import commands_of
from tui.engine.protocol import Health, Progress, ServiceStatus, State, Step
from tui.screens.ask import AskScreen
from tui.screens.configure.screen import ConfigureScreen
from tui.screens.services import addresses

OFFERED = {"services.recreate", "services.scale", "services.pull-images", "services.open-shell"}


@pytest.fixture
def engine(tmp_path: Path) -> MemoryEngine:
    """All services run."""
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    engine.calls.clear()
    return engine


def possible(opened: Walk) -> set[str]:
    return {command.id for command in opened.services.offered()}


async def test_commands_that_an_engine_does_not_offer_are_not_there(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path, offers=())
    list(engine.up())
    async with services_walk(tmp_path, engine) as opened:
        assert possible(opened) & OFFERED == set()
        engine.offers = MemoryEngine(tmp_path).offers
        assert possible(opened) >= OFFERED
        assert {command.id for command in commands_of("services")} >= OFFERED


async def test_a_service_is_made_anew_and_images_are_fetched(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("down", "c")
        await opened.until_seen("✓ Recreate valkey done")
        await opened.press("P")
        await opened.until_seen("✓ Pull images done")
        assert engine.calls == ["recreate valkey", "pull"]


async def test_a_service_is_scaled_to_a_number_that_can_be(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("down", "n")
        for text in ("-1", "x", "101"):
            opened.screen.query_one(Input).value = text
            await opened.press("enter")
            assert "Type a whole number from 0 to 100." in opened.seen
        opened.screen.query_one(Input).value = "3"
        await opened.press("enter")
        await opened.until_seen("✓ Scale valkey to 3 done")
        await opened.until(lambda: "3 containers" in opened.prose("#service-text"))
        assert engine.calls == ["scale valkey 3"]


async def test_a_one_shot_is_not_scaled(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("down", "down")
        assert opened.services.table.current.name == "migration"
        assert "services.scale" not in possible(opened)


async def test_a_shell_takes_the_terminal_over_and_leads_back(
    tmp_path: Path, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("e")
        assert "This terminal cannot be handed over" in opened.notice, "a test has no terminal"
        monkeypatch.setattr(opened.app, "suspend", contextlib.nullcontext)
        await opened.press("e")
        assert (tmp_path / "entered").read_text("utf-8") == "postgres\n"
        assert "The shell in postgres ended with exit code 3" in opened.notice


async def test_in_a_browser_there_is_no_terminal_to_hand_over(
    tmp_path: Path, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with services_walk(tmp_path, engine) as opened:
        monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
        assert "services.open-shell" not in possible(opened)


async def test_where_there_is_no_browser_the_address_is_copied(
    tmp_path: Path, engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with services_walk(tmp_path, engine) as opened:
        assert "services.open-address" not in possible(opened), "a database speaks no HTTP"
        await opened.press("down", "down", "down", "w")
        await opened.until(lambda: opened.app.clipboard == "http://127.0.0.1:5001")
        assert "No browser here: copied http://127.0.0.1:5001" in opened.notice


async def test_name_and_address_of_a_service_are_copied(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("y")
        assert opened.app.clipboard == "postgres"
        await opened.press("Y")
        assert opened.app.clipboard == "127.0.0.1:5432"


@pytest.mark.parametrize(
    ("name", "ports", "address"),
    [
        ("nginx", ("0.0.0.0:80", "0.0.0.0:443"), "http://localhost"),
        ("nginx", ("127.0.0.1:8443",), "https://127.0.0.1:8443"),
        ("api", ("[::]:5001",), "http://localhost:5001"),
        ("db_postgres", ("127.0.0.1:5432",), ""),
        ("worker", (), ""),
    ],
)
def test_an_address_is_as_a_browser_takes_it(name: str, ports: tuple[str, ...], address: str) -> None:
    assert addresses.web_address(ServiceStatus(name, State.RUNNING, ports=ports)) == address


# Jobs


async def test_a_job_that_is_quiet_is_cancelled_and_another_can_run(tmp_path: Path) -> None:
    class Quiet(MemoryEngine):
        def up(self, services: Sequence[str] = ()) -> Iterator[Progress]:
            yield Progress("postgres", Step.PREPARING)
            gate.wait(30)
            yield from super().up(services)

        def cancel(self) -> None:
            gate.set()

    gate = threading.Event()
    engine = Quiet(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.until_seen("preparing")
        assert "services.cancel-job" in possible(opened)
        await opened.press("C")
        await opened.until_seen("○ Launch cancelled  what it did so far stays")
        assert "services.cancel-job" not in possible(opened)
        assert State.RUNNING not in states(engine).values()
        await opened.press("s")
        await opened.until_seen("✓ Start postgres done")


async def test_a_bundled_job_is_chosen_added_to_and_run_without_showing_its_options(
    tmp_path: Path, engine: MemoryEngine
) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("J", "down", "enter")
        assert opened.screen.query_one(Input).value == "reset-password "
        await opened.press("x", "enter")
        await opened.until_seen("✓ Job reset-password done")
        report = opened.prose("#job-lines")
        assert "done exit code 0" in report
        assert "reset-password finished" in report
        assert engine.calls == ["run reset-password x"]


async def test_a_job_that_fails_says_its_exit_code_and_what_it_printed(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("J", "n", "o", "enter")
        await opened.until_seen("✗ Job no failed")
        assert "exit code 2 Error: No such command 'no'." in opened.prose("#job-lines")


async def test_a_line_that_is_no_command_is_not_run(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("J", "enter")
        assert "Type a command, or choose one below." in opened.seen
        await opened.press("quotation_mark", "enter")
        assert "A quotation mark is not closed." in opened.seen
        await opened.press("escape")
        assert not isinstance(opened.screen, AskScreen)
        assert engine.calls == []


# What is wrong


async def test_a_failure_names_its_variable_and_a_key_goes_there(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path, failing="api", cause="DB_HOST")
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.until_seen("✗ Launch failed  api")
        assert "exited with code 1 → DB_HOST decides this: v goes there" in opened.prose("#job-lines")
        for keys in (("v",), ("tab", "enter")):
            await opened.press("3", *keys)
            await opened.until(lambda: isinstance(opened.screen, ConfigureScreen))
            assert opened.configure.variables.current == "DB_HOST"


async def test_a_cause_that_is_no_variable_here_offers_no_way(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path, failing="api", cause="NOT_OURS")
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.until_seen("✗ Launch failed  api")
        assert "NOT_OURS" not in opened.seen
        assert "services.go-to-variable" not in possible(opened)


async def test_what_is_not_well_stands_on_top_on_request(tmp_path: Path, engine: MemoryEngine) -> None:
    engine.mark("worker", health=Health.UNHEALTHY)
    engine.mark("beat", state=State.FAILED)
    async with services_walk(tmp_path, engine) as opened:
        order = [service.name for service in opened.services.table.services]
        await opened.press("f")
        await opened.until(lambda: opened.services.table.services[0].name == "worker")
        assert "unhealthy first" in opened.seen
        assert [service.name for service in opened.services.table.services][:3] == ["worker", "beat", "postgres"]
        assert opened.services.table.current.name == "postgres", "the cursor stays on its service"
        await opened.press("f")
        await opened.until(lambda: [service.name for service in opened.services.table.services] == order)
        assert states(engine)["beat"] is State.FAILED


async def test_the_command_that_a_job_runs_is_shown_and_copied(tmp_path: Path, engine: MemoryEngine) -> None:
    async with services_walk(tmp_path, engine) as opened:

        def job() -> Iterator[Progress]:
            yield Progress("", Step.COMMAND, "cd /srv/shop && docker compose up --detach api")
            yield Progress("api", Step.READY)

        opened.services.run_job("Launch", job)
        await opened.until_seen("Launch done")
        assert " $ docker compose up --detach api" in opened.seen
        assert opened.services.job_pane.lines.total == 1
        await opened.press("i")
        assert opened.app.clipboard == "cd /srv/shop && docker compose up --detach api"
