"""Fixtures that every room shares."""

from __future__ import annotations

import gc
import os
from itertools import islice
from pathlib import Path

import pytest

from tests.command_line import launchdeck

__all__ = ["launchdeck"]

# Until everything is collected; see below.
gc.disable()

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Processes that have nothing left take over tests of others: a few of them take longer than thousands do."""
    if config.getoption("numprocesses", None) and config.getoption("dist") == "no":
        config.option.dist = "worksteal"


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice as many processes as cores: half of the time of the longer tests is waiting for other processes."""
    return 2 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that start containers come first, dealt out to half of the processes.

    They wait more than they work, the longest of them for five minutes: at the end of a run all others would be done.
    Each process begins with an equal share of the list (xdist, ``worksteal``), and takes over from others later.
    """
    processes = int(getattr(config, "workerinput", {}).get("workercount", 1))
    if processes < 2:
        return
    slow = [item for item in items if item.get_closest_marker("docker")]
    others = iter([item for item in items if not item.get_closest_marker("docker")])
    dealt = processes // 2
    ordered: list[pytest.Item] = []
    for process in range(processes):
        share = (len(items) - len(ordered)) // (processes - process)
        head = slow[process::dealt] if process < dealt else []
        ordered += [*head, *islice(others, max(0, share - len(head)))]
    items[:] = [*ordered, *others]


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it for garbage took a quarter of the screens' time."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and reference files beside the checkout; skips where it is absent (a user's clone)."""
    folder = ROOT.parent / "shared"
    if not (folder / "dify" / "variables.json").is_file():
        pytest.skip("the folder of reference facts is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def reference(shared: Path) -> Path:
    """The real files of Dify 1.11.4."""
    return shared / "dify" / "reference" / "1.11.4"


DOCKER = {name: os.environ[name] for name in ("DOCKER_HOST", "DOCKER_CONFIG") if name in os.environ}
"""How this machine's Docker is reached; only the fixture of the end-to-end tests gives it back."""


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the developer's home, configuration or Docker context."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{home}/no-docker.sock")
    for name in ("DOCKER_CONFIG", "DOCKER_CONTEXT", "NO_COLOR", "COLUMNS", "LINES", "COMPOSE_FILE", "COMPOSE_PROFILES"):
        monkeypatch.delenv(name, raising=False)
