"""A save that is killed at any step leaves the old file or the new one, never a part of one."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

OLD = "A=old # why\nB='two\nlines'\n" * 40

# The child saves an env file once for each step, in a forked process of its own that kills itself when the step
# comes: before the call, or (for writes) in the middle of it.
KILLER = textwrap.dedent(
    """
    import os, shutil, signal, sys
    from pathlib import Path

    from tui.workspace.envfile import EnvFile

    WATCHED = ("open", "write", "fsync", "fchmod", "fchown", "replace", "unlink", "mkdir", "chmod", "close", "stat")
    folder, how = Path(sys.argv[1]), sys.argv[2]
    counter = {"left": 0}

    def watch(name):
        real = getattr(os, name)

        def call(*arguments, **keywords):
            counter["left"] -= 1
            if counter["left"] == 0:
                if how == "middle" and name == "write":
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                try:
                    if how == "after":
                        real(*arguments, **keywords)
                finally:
                    os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **keywords)

        setattr(os, name, call)

    def save(workspace, step):
        for name in WATCHED:
            watch(name)
        file = EnvFile.load(workspace / ".env")
        file.document.set("A", "new")
        counter["left"] = step
        file.save()

    step = 0
    while True:
        step += 1
        workspace = folder / str(step)
        shutil.copytree(folder / "template", workspace)
        child = os.fork()
        if child == 0:
            save(workspace, step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            print(step, os.WEXITSTATUS(status))
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
    """
)


@pytest.mark.parametrize("how", ["before", "middle", "after"])
def test_a_save_killed_at_any_step_leaves_a_whole_file(tmp_path: Path, how: str) -> None:
    template = tmp_path / "template"
    template.mkdir()
    (template / ".env").write_text(OLD, encoding="utf-8")
    (template / ".env").chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(tmp_path), how], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    steps, code = map(int, done.stdout.split())
    assert code == 0
    assert steps > 20
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
