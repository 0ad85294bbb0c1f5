"""A save that is killed at any step leaves the old file or the new one, never a part of one."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

OLD = "A=old # why\nB='two\nlines'\n" * 40

# The child saves an env file once for each step, in a forked process of its own that kills itself when the step
# comes: before a call that reaches the system, or in the middle of a write. The interpreter itself reports every call
# of a function of its system modules, so that none can be forgotten here; those that only look are left out, since
# before them all is as it was behind the step before.
KILLER = textwrap.dedent(
    """
    import io, json, os, shutil, signal, sys
    from pathlib import Path

    from tui.workspace.envfile import EnvFile

    folder, how = Path(sys.argv[1]), sys.argv[2]
    steps = []

    LOOKS = {"fspath", "stat", "lstat", "fstat", "access", "readlink", "listdir", "scandir", "listxattr", "getxattr",
             "getcwd", "text_encoding", "fileno", "isatty", "read", "readall", "readinto", "seek", "tell", "kill"}

    def reaches_the_system(function):
        if getattr(function, "__name__", "") in LOOKS:
            return False
        if isinstance(getattr(function, "__self__", None), (io.FileIO, io.BufferedIOBase, io.TextIOBase)):
            return True
        return getattr(function, "__module__", None) in ("posix", "fcntl", "_io", "io")

    def watch(step):
        def profile(frame, event, function):
            if event == "c_call" and reaches_the_system(function):
                steps.append(function.__name__)
                if len(steps) == step and how == "before":
                    os.kill(os.getpid(), signal.SIGKILL)

        return profile

    def save(workspace, step):
        file = EnvFile.load(workspace / ".env")
        file.document.set("A", "new")
        if how == "middle":
            real, writes = os.write, []

            def half(descriptor, data):
                writes.append(len(data))
                if len(writes) == step:
                    real(descriptor, bytes(data[: len(data) // 2]))
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(descriptor, data)

            os.write = half
        sys.setprofile(watch(step))
        file.save()
        sys.setprofile(None)

    step = 0
    while True:
        step += 1
        workspace = folder / str(step)
        shutil.copytree(folder / "template", workspace)
        child = os.fork()
        if child == 0:
            save(workspace, step)
            print(json.dumps([step, steps]), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
        assert os.WTERMSIG(status) == signal.SIGKILL
    """
)
NEEDED = {"open", "write", "fsync", "fchmod", "close", "replace", "mkdir", "flock", "unlink"}
"""Calls without which there is no save of this kind: the report of the interpreter is not empty."""


@pytest.mark.parametrize("how", ["before", "middle"])
def test_a_save_killed_at_any_step_leaves_a_whole_file(tmp_path: Path, how: str) -> None:
    template = tmp_path / "template"
    template.mkdir()
    (template / ".env").write_text(OLD, encoding="utf-8")
    (template / ".env").chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(tmp_path), how], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    steps, names = json.loads(done.stdout)
    assert set(names) >= NEEDED
    assert names.count("fsync") == 4
    assert steps > (30 if how == "before" else 2)
    new_text = OLD[::-1].replace("A=old"[::-1], "A=new"[::-1], 1)[::-1]
    texts = []
    for step in range(1, steps + 1):
        workspace = tmp_path / str(step)
        texts.append((workspace / ".env").read_text(encoding="utf-8"))
        history = workspace / ".launchdeck" / "history"
        kept = list(history.glob(".env.*Z")) if history.is_dir() else []
        assert all(path.read_text(encoding="utf-8") == OLD for path in kept)
        assert texts[-1] == OLD or kept, "the new file came before the old one was kept"
        for path in workspace.rglob("*"):
            assert path.is_dir() or path.name == ".gitignore" or path.stat().st_mode & 0o077 == 0
    assert set(texts) == {OLD, new_text}
    assert texts == sorted(texts, key=lambda text: text == new_text), "once new, always new"
    _assert_the_next_save_recovers(tmp_path / "1")


def _assert_the_next_save_recovers(workspace: Path) -> None:
    """What a killed save left behind does not hinder the next one."""
    from tui.workspace.envfile import EnvFile

    (workspace / "..env.launchdeck-0123456789abcdef").write_bytes(b"A=ne")
    file = EnvFile.load(workspace / ".env")
    file.document.set("A", "newer")
    assert file.save().written
    assert sorted(path.name for path in workspace.iterdir()) == [".env", ".launchdeck"]
