"""Lines of a log with the engine's time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.engine.compose.samples import container
from tui.engine.compose.logs import history, parse

STAMPS = [f"2026-01-01T00:00:0{second}.00000000{second}Z" for second in range(5)]


def test_the_time_is_taken_off_the_line() -> None:
    line, stamp = parse("api", f"{STAMPS[1]} hello  world \r\n".encode())
    assert (line.service, line.text, line.at) == ("api", "hello  world ", datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC))
    assert stamp == STAMPS[1]
    assert parse("api", f"{STAMPS[1]} \n".encode())[0].text == ""


def test_a_line_without_a_time_is_kept_whole() -> None:
    line, stamp = parse("api", b"no time \xff here")
    assert (line.text, line.at, stamp) == ("no time \ufffd here", None, "")


class Logs:
    """A client that knows the logs of some containers."""

    def __init__(self, **by_id: list[str]) -> None:
        self._by_id = by_id
        self.api: Any = self

    def logs(self, container: str, tail: int | str, timestamps: bool, since: int | None, until: int | None) -> bytes:  # noqa: ARG002 - the SDK's
        """As the engine: by the whole second, the last one too."""
        kept = [
            line
            for line in self._by_id[container]
            if (since is None or second(line) >= since) and (until is None or second(line) <= until)
        ]
        return "".join(f"{line}\n" for line in (kept if tail == "all" else kept[-int(tail) :])).encode()


def second(line: str) -> float:
    """The whole second of a line."""
    return int(datetime.fromisoformat(line.split(" ", maxsplit=1)[0]).timestamp())


def test_histories_are_merged_by_time_and_know_where_each_ends() -> None:
    client: Any = Logs(a1=[f"{STAMPS[0]} a0", f"{STAMPS[3]} a3"], b1=[f"{STAMPS[1]} b1", f"{STAMPS[2]} b2"], c1=[])
    containers = [container("a"), container("b"), container("c")]
    lines, seen = history(client, containers, 10)
    assert [line.text for line in lines] == ["a0", "b1", "b2", "a3"]
    assert seen == {"a1": STAMPS[3], "b1": STAMPS[2]}
    none, seen = history(client, containers, 0)
    assert none == []
    assert seen == {"a1": STAMPS[3], "b1": STAMPS[2]}


def test_a_stretch_of_time_is_cut_exactly_and_following_goes_on_from_it() -> None:
    client: Any = Logs(a1=[f"2026-01-01T00:00:01.{part}00000000Z {part}" for part in range(10)], b1=[])
    containers = [container("a"), container("b")]
    since = datetime(2026, 1, 1, 0, 0, 1, 300_000, tzinfo=UTC)
    until = datetime(2026, 1, 1, 0, 0, 1, 700_000, tzinfo=UTC)
    assert [line.text for line in history(client, containers, None, since, until)[0]] == ["3", "4", "5", "6"]
    lines, seen = history(client, containers, 2, since)
    assert [line.text for line in lines] == ["8", "9"]
    assert seen == {"a1": "2026-01-01T00:00:01.900000000Z", "b1": "2026-01-01T00:00:01.300000000Z"}
