"""The Services screen with an engine that has no processes: launch, stop, fail, find again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.screens.memory_engine import MemoryEngine
from tests.screens.sample import sample_workspace
from tests.screens.walking import USUAL, Walk, walk
from tui.engine.protocol import EngineError, Health, ServiceStatus, State
from tui.screens.confirm import ConfirmScreen
from tui.screens.logs.screen import LogsScreen


@asynccontextmanager
async def services_walk(folder: Path, engine: MemoryEngine, size: tuple[int, int] = USUAL) -> AsyncIterator[Walk]:
    """The app with its services in front."""
    async with walk(sample_workspace(folder), engine, size) as opened:
        await opened.press("3")
        await opened.until_seen("postgres")
        yield opened


def states(engine: MemoryEngine) -> dict[str, State]:
    return {service.name: service.state for service in engine.status()}


async def finish(opened: Walk) -> None:
    """Wait until the job is through and its end is shown."""
    await opened.until(lambda: not opened.services.busy)


async def test_a_launch_shows_a_line_for_each_service_and_then_how_they_are(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        assert "0 of 6 running" in opened.seen
        await opened.press("L")
        await opened.until_seen("✓ Launch done")
        report = opened.prose("#job-lines")
        for name in ("postgres", "valkey", "api", "worker", "beat"):
            assert f"✓ {name} ready after 0.4 s" in report
        assert "✓ migration done" in report
        await opened.until_seen("5 of 6 running")
        assert "● api        running     healthy    2h 14m   0.4 %   96.4 MB   127.0.0.1:5001" in opened.seen
        assert "✓ migration  done" in opened.seen
        assert engine.calls == ["up"]
        await opened.press("escape")
        assert not opened.screen.has_class("-job")


async def test_a_check_that_fails_stops_the_launch_before_anything_starts(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path, clash="127.0.0.1:5001")
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.until_seen("✗ Launch failed  ports")
        assert "127.0.0.1:5001 is taken by nginx (pid 812)" in opened.seen
        assert "stop it or set another port" in opened.seen
        assert engine.calls == []


async def test_a_service_that_fails_shows_why_with_the_end_of_its_log(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path, failing="api")
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.until_seen("✗ Launch failed  api")
        assert "✗ api failed exited with code 1 Traceback ValueError: no such host" in opened.prose("#job-lines")
        await opened.until(lambda: states(engine)["api"] is State.FAILED)
        assert states(engine)["worker"] is State.STOPPED


async def test_one_service_is_started_stopped_and_restarted(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("down", "s")
        await opened.until_seen("✓ Start valkey done")
        await opened.until(lambda: opened.services.table.current.state is State.RUNNING)
        await opened.press("r")
        await opened.until_seen("✓ Restart valkey done")
        await opened.press("x")
        await opened.until_seen("✓ Stop valkey done")
        assert engine.calls == ["start valkey", "restart valkey", "stop valkey"]
        assert set(states(engine).values()) == {State.STOPPED}


async def test_all_services_are_started_restarted_and_stopped(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        for key, said, state in (
            ("S", "✓ Start all done", State.RUNNING),
            ("R", "✓ Restart all done", State.RUNNING),
            ("X", "✓ Stop all done", State.STOPPED),
        ):
            await opened.until(lambda key=key: key != "X" or "5 of 6 running" in opened.seen)
            await opened.press(key)
            await opened.until_seen(said)
            assert states(engine)["api"] is state
        assert engine.calls == ["start", "restart", "stop"]


async def test_taking_down_asks_and_data_goes_only_when_it_is_said(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("D")
        assert isinstance(opened.screen, ConfirmScreen)
        await opened.press("enter")
        assert engine.calls == ["up"], "the first answer does nothing"
        await opened.press("D", "down", "enter")
        await opened.until_seen("✓ Take down done")
        assert engine.calls == ["up", "down"]


async def test_only_one_job_runs_at_a_time(tmp_path: Path) -> None:
    import threading

    gate = threading.Event()

    class Slow(MemoryEngine):
        def up(self, services: tuple[str, ...] = ()) -> Iterator[object]:
            gate.wait(30)
            yield from super().up(services)

    engine = Slow(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.press("S", "L", "escape")
        assert opened.screen.has_class("-job"), "what runs is not hidden"
        gate.set()
        await opened.until_seen("✓ Launch done")
        assert engine.calls == ["up"]


async def test_a_launch_with_unsaved_edits_asks_first(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        opened.workspace.set("DB_HOST", "db2")
        await opened.press("L")
        assert "Not saved yet: DB_HOST" in opened.seen
        await opened.press("escape")
        assert engine.calls == []
        await opened.press("L", "down", "enter")
        await opened.until_seen("✓ Launch done")


async def test_services_that_were_left_running_are_found_again(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("L")
        await opened.until_seen("✓ Launch done")
        await opened.press("q")
    async with services_walk(tmp_path, engine) as opened:
        assert "5 of 6 running" in opened.seen
        assert engine.calls == ["up"], "nothing was stopped or started in between"


async def test_what_is_not_well_stands_out_in_words(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    list(engine.up())
    engine.mark("postgres", health=Health.UNHEALTHY, restarts=3, detail="no answer on 5432")
    engine.mark("valkey", stale=True)
    async with services_walk(tmp_path, engine) as opened:
        said = opened.prose("#service-text")
        assert "postgres ✗ unhealthy restarted 3 times no answer on 5432" in said
        await opened.press("down")
        assert "runs with older settings than the file has: d shows which, r restarts it" in opened.prose(
            "#service-text"
        )


async def test_an_engine_that_cannot_answer_is_told_once_and_asked_again(tmp_path: Path) -> None:
    class Deaf(MemoryEngine):
        asked = 0

        def status(self) -> list[ServiceStatus]:
            self.asked += 1
            if self.asked < 3:
                raise EngineError("the engine does not answer", "start it")
            return super().status()

    engine = Deaf(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        assert engine.asked >= 3
        assert len(opened.screen.query("Toast")) <= 1


async def test_enter_follows_the_log_of_the_service_with_the_cursor(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        await opened.press("down", "enter")
        await opened.until(lambda: isinstance(opened.screen, LogsScreen))
        assert opened.logs.service == "valkey"


async def test_the_end_of_the_log_of_the_service_with_the_cursor_is_in_sight(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    engine.log("valkey", "Ready to accept connections")
    async with services_walk(tmp_path, engine) as opened:
        assert "Log of postgres nothing logged yet" in opened.prose("#preview")
        await opened.press("down")
        await opened.until(lambda: "Ready to accept connections" in opened.prose("#preview-lines"))
        engine.log("valkey", "a fresh line")
        engine.log("postgres", "not of this one")
        await opened.until(lambda: "a fresh line" in opened.prose("#preview-lines"))
        assert "not of this one" not in opened.prose("#preview-lines")


async def test_a_far_engine_is_named_and_one_of_this_machine_is_not(tmp_path: Path) -> None:
    engine = MemoryEngine(tmp_path)
    async with services_walk(tmp_path, engine) as opened:
        assert "local engine" in opened.seen
        assert " on " not in opened.prose("#services-title")
        engine.where = "ssh://me@far.example"
        await opened.until_seen("local engine on ssh://me@far.example")
