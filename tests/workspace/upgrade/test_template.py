"""Templates: which files belong to one, its version, what it demands, whose default counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import UsageError
from tests.workspace.upgrade.conftest import Bench
from tui.workspace.upgrade.template import MAIN, read_template, side_files, version_of
from tui.workspace.upgrade.values import Meaning


def test_the_files_under_envs_belong_to_it_but_not_another_stack(bench: Bench) -> None:
    path = bench.template(
        "t",
        {
            ".env.example": "A=1\n",
            "envs/core/api.env.example": "B=1\n",
            "envs/middleware.env.example": "C=1\n",
            "envs/core/notes.txt": "",
            "other.env.example": "D=1\n",
        },
    )
    assert list(read_template(path).targets) == [MAIN, "envs/core/api.env"]
    assert read_template(path.parent).digest == read_template(path).digest


def test_the_main_file_decides_then_the_others_when_they_agree(bench: Bench) -> None:
    template = read_template(
        bench.template(
            "t",
            {
                ".env.example": "BOTH=main\n",
                "envs/a.env.example": "BOTH=a\nALIKE='1'\nMODE=api\n",
                "envs/b.env.example": "ALIKE=1\nMODE=worker\n",
            },
        )
    )
    assert template.meaning("BOTH") == Meaning("main")
    assert template.meaning("BOTH", "envs/a.env") == Meaning("a")
    assert template.meaning("ALIKE") == Meaning("1")
    assert (template.meaning("MODE"), template.disagrees("MODE")) == (None, True)
    assert template.meaning("MODE", "envs/b.env") == Meaning("worker")
    assert template.meaning("NONE") is None


@pytest.mark.parametrize(
    ("compose", "version"),
    [
        ("a:\n  image: x/api:1.14.1\nb:\n  image: 'x/web:1.14.1' # web\nc:\n  image: redis:6-alpine\n", "1.14.1"),
        ("a:\n  image: ${REG:-x}/api:${TAG:-2.0.0-rc.1}\nb:\n  image: x/web:v2.0.0-rc.1\n", "2.0.0-rc.1"),
        ("a:\n  image: x/api:1.0\nb:\n  image: redis:7\n", ""),
        ("a:\n  image: x/api:latest\nb:\n  image: x/web:latest\n", ""),
        ("a:\n  # image: x/api:1.0\n  # image: x/web:1.0\n  build: .\n", ""),
    ],
)
def test_the_version_is_the_tag_that_most_images_share(compose: str, version: str) -> None:
    assert version_of([compose]) == version


def test_the_env_files_of_a_workspace(tmp_path: Path) -> None:
    for name in ("envs/b.env", "envs/a/c.env", "envs/a/c.env.example", "envs/middleware.env", "d.env"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert side_files(tmp_path) == ["envs/a/c.env", "envs/b.env"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no \.env\.example"):
        read_template(tmp_path)
    with pytest.raises(UsageError, match="nowhere cannot be read: no such file"):
        read_template(tmp_path / "nowhere")
