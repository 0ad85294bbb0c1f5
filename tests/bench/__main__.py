"""``python -m tests.bench``: how long the things take that people wait for, as ratios to a bare interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.screens import screens

RUNS = 9
ROOT = Path(__file__).resolve().parents[2]


def wall(command: list[str]) -> float:
    """Seconds of one run of a command."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def compare(title: str, command: list[str], baseline: list[str]) -> None:
    """Run both in turn, so that a slow moment of the machine hits both, and print medians and their ratio."""
    pairs = [(wall(command), wall(baseline)) for _ in range(RUNS)]
    ours, base = statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)
    print(f"{title:<44} {ours * 1000:8.1f} ms   x {ours / base:5.2f} of {base * 1000:.1f} ms")


def per_call(title: str, call: Callable[[], object], *, repeat: int = 200) -> None:
    """The time of one call inside the process, against an empty call."""

    def seconds(one: Callable[[], object]) -> float:
        started = time.perf_counter()
        for _ in range(repeat):
            one()
        return (time.perf_counter() - started) / repeat

    print(
        f"{title:<44} {min(seconds(call) for _ in range(5)) * 1e6:8.1f} us"
        f"   (empty: {seconds(lambda: None) * 1e6:.2f} us)"
    )


def main() -> None:
    """All benchmarks."""
    python = sys.executable
    bare = [python, "-c", "pass"]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "docker"
        launch = [python, "-m", "tui.cli"]
        subprocess.run([*launch, "new", str(work)], cwd=ROOT, check=True, capture_output=True)
        subprocess.run([*launch, "-C", str(work), "init", "--full"], cwd=ROOT, check=True, capture_output=True)
        compare("launchdeck --help", [*launch, "--help"], bare)
        compare("launchdeck env get", [*launch, "-C", str(work), "env", "get", "DB_HOST"], bare)
        compare("launchdeck check (every variable set)", [*launch, "-C", str(work), "check"], bare)
        compare("runtime --print-command", [python, "-m", "runtime", "--print-command"], bare)
        runtime(Path(folder))
        compare(
            "import of all 635 settings",
            [python, "-c", "import schemas.dify"],
            [python, "-c", "import pydantic_settings"],
        )
        keys(work)
        screens(work)


def runtime(folder: Path) -> None:
    """What the entrypoint adds to the program that it becomes, and what a health check costs."""
    python = sys.executable
    script = folder / "entrypoint.sh"
    # The least that a shell script must do to come to the same: read MODE, set the locale, become the program.
    script.write_text(
        'set -e\nexport LANG="${LANG:-C.UTF-8}" LC_ALL="${LC_ALL:-C.UTF-8}" PYTHONIOENCODING=utf-8\n'
        'case "$MODE" in job) exec "$@";; *) exit 64;; esac\n'
    )
    became = [python, "-c", "import os, sys; os.execv(sys.argv[1], sys.argv[1:])", "/bin/true"]
    ours = ["env", "MODE=job", f"RUNTIME_DIR={folder}", python, "-m", "runtime", "/bin/true"]
    compare("entrypoint to exec, against bare python", ours, became)
    compare("entrypoint to exec, against bash", ours, ["env", "MODE=job", "bash", str(script), "/bin/true"])
    (folder / "worker.heartbeat").touch()
    health = ["env", "MODE=worker", f"RUNTIME_DIR={folder}", python, "-m", "runtime", "healthcheck"]
    compare("healthcheck, against bare python", health, [python, "-c", "pass"])


def keys(work: Path) -> None:
    """What one typed character costs below the screen."""
    from tui.workspace.workspace import Workspace

    workspace = Workspace.open(work, {})
    texts = iter(range(10**9))
    per_call("type check of one key press", lambda: workspace.check("DB_PORT", "5432"))
    per_call(
        "set, with the rules that read it", lambda: workspace.set("DB_PORT", str(next(texts) % 60000 + 1)), repeat=50
    )
    per_call("search over names and help", lambda: workspace.search("password"))


if __name__ == "__main__":
    main()
