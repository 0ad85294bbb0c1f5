"""The commands that the modes become, and the configuration that they refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import exits, modes
from runtime.entrypoint import make_plan
from runtime.errors import ConfigurationError
from runtime.modes import MODES, worker
from runtime.modes.command import Command
from runtime.resolution import resolve


def command(env: dict[str, str], *args: str, cpus: int = 4) -> Command:
    return make_plan(resolve(env, count_cpus=lambda: cpus), args).command


def problems(env: dict[str, str], *args: str) -> dict[str, str]:
    with pytest.raises(ConfigurationError) as caught:
        command(env, *args)
    assert caught.value.code == exits.CONFIG
    return {problem.variable: problem.rule for problem in caught.value.problems}


def option(found: Command, name: str) -> str:
    return found.argv[found.argv.index(name) + 1]


def test_empty_values_are_as_good_as_unset_in_every_mode() -> None:
    names = re.findall(r"[A-Z][A-Z_]{3,}", " ".join(_source_of_modes()))
    empty = dict.fromkeys(names, "")
    for mode in MODES:
        if mode != "job":
            with_empty, without = command({**empty, "MODE": mode}), command({"MODE": mode})
            assert (with_empty.argv, with_empty.env) == (without.argv, without.env)


def _source_of_modes() -> list[str]:
    folder = Path(modes.__file__).parent
    return [path.read_text("utf-8") for path in folder.glob("*.py")]


@pytest.mark.parametrize("pool", ["threads", "solo"])
def test_autoscale_is_refused_for_pools_that_cannot_grow(pool: str) -> None:
    found = problems({"MODE": "worker", "CELERY_AUTO_SCALE": "true", "CELERY_WORKER_CLASS": pool})
    assert found == {"CELERY_AUTO_SCALE": worker.AUTOSCALE_RULE}


@pytest.mark.parametrize("pool", ["threads", "solo"])
def test_a_fixed_number_wins_over_autoscale_and_is_then_not_refused(pool: str) -> None:
    env = {"MODE": "worker", "CELERY_AUTO_SCALE": "true", "CELERY_WORKER_CLASS": pool, "CELERY_WORKER_CONCURRENCY": "2"}
    assert option(command(env), "-c") == "2"


@pytest.mark.parametrize("pool", ["gevent", "prefork"])
def test_autoscale_without_bounds_goes_from_one_to_the_processors(pool: str) -> None:
    env = {"MODE": "worker", "CELERY_AUTO_SCALE": "yes", "CELERY_WORKER_CLASS": pool}
    assert "--autoscale=6,1" in command(env, cpus=6).argv


def test_autoscale_bounds_in_the_wrong_order_are_refused() -> None:
    env = {"MODE": "worker", "CELERY_AUTO_SCALE": "1", "CELERY_MAX_WORKERS": "2", "CELERY_MIN_WORKERS": "3"}
    assert problems(env) == {"CELERY_MIN_WORKERS": worker.BOUNDS_RULE}


def test_many_faults_are_reported_at_once_and_no_value_is_shown() -> None:
    canary = "c4n4ry"
    names = {
        "CELERY_WORKER_CLASS",
        "CELERY_MAX_WORKERS",
        "CELERY_MIN_WORKERS",
        "MAX_TASKS_PER_CHILD",
        "LOG_LEVEL",
        "CELERY_PREFETCH_MULTIPLIER",
        "MIGRATION_ENABLED",
        "RUNTIME_WAIT_TIMEOUT",
    }
    env = {**dict.fromkeys(names, canary), "MODE": "worker", "CELERY_AUTO_SCALE": "true"}
    with pytest.raises(ConfigurationError) as caught:
        command(env)
    found = {problem.variable for problem in caught.value.problems}
    assert found == names
    assert canary not in str(caught.value)


@pytest.mark.parametrize("pool", ["gevent", "threads", "solo"])
def test_a_remapped_term_is_taken_away_from_pools_that_would_lose_tasks(pool: str) -> None:
    found = command({"MODE": "worker", "REMAP_SIGTERM": "SIGQUIT", "CELERY_WORKER_CLASS": pool})
    assert found.unset == {"REMAP_SIGTERM"}
    assert "REMAP_SIGTERM" in found.notes[0]


def test_prefork_keeps_a_remapped_term() -> None:
    found = command({"MODE": "worker", "REMAP_SIGTERM": "SIGQUIT", "CELERY_WORKER_CLASS": "prefork"})
    assert found.unset == frozenset()


def test_queues_may_be_written_with_blanks_and_stay_one_argument() -> None:
    assert option(command({"MODE": "worker", "CELERY_QUEUES": " a, b ,,"}), "-Q") == "a,b"


def test_sixteen_queues_by_default() -> None:
    assert len(worker.QUEUES) == len(set(worker.QUEUES)) == 16


@pytest.mark.parametrize(("host", "bind"), [("::", "[::]:80"), ("[::1]", "[::1]:80"), ("10.0.0.1", "10.0.0.1:80")])
def test_the_address_to_bind(host: str, bind: str) -> None:
    assert option(command({"DIFY_BIND_ADDRESS": host, "DIFY_PORT": "80"}), "--bind") == bind


@pytest.mark.parametrize("value", ["0", "65536", "http", "-1"])
def test_a_port_out_of_range_is_refused(value: str) -> None:
    assert problems({"DIFY_PORT": value}).keys() == {"DIFY_PORT"}


def test_a_worker_class_that_gunicorn_does_not_have_is_refused() -> None:
    assert problems({"SERVER_WORKER_CLASS": "solo"}).keys() == {"SERVER_WORKER_CLASS"}
    assert option(command({"SERVER_WORKER_CLASS": "my.workers.Fast"}), "--worker-class") == "my.workers.Fast"


def test_debug_in_production_on_all_addresses_is_said() -> None:
    assert "debugger" in command({"DEBUG": "true"}).notes[0]
    assert command({"DEBUG": "true", "DEPLOY_ENV": "DEVELOPMENT"}).notes == ()
    assert command({"DEBUG": "true", "DIFY_BIND_ADDRESS": "127.0.0.1"}).notes == ()


def test_another_application_is_served_by_three_variables() -> None:
    env = {
        "RUNTIME_APP": "shop:web",
        "RUNTIME_CELERY_APP": "shop.jobs",
        "RUNTIME_MIGRATE_COMMAND": "alembic upgrade head",
    }
    assert command(env).argv[-1] == "shop:web"
    assert command(env).env["FLASK_APP"] == "shop:web"
    assert option(command({**env, "MODE": "worker"}), "-A") == "shop.jobs"
    assert command({**env, "MODE": "migration"}).argv == ("alembic", "upgrade", "head")


def test_jobs_of_another_application(monkeypatch: pytest.MonkeyPatch) -> None:
    env = {"MODE": "job", "RUNTIME_APP": "shop:web", "PATH": "/usr/bin:/bin"}
    assert command(env, "seed", "--all").argv == ("flask", "seed", "--all")
    assert command(env, "ls").argv == ("ls",)
    assert command({**env, "RUNTIME_JOB_COMMANDS": "ls, seed"}, "ls").argv == ("flask", "ls")
    assert command({**env, "RUNTIME_JOB_COMMANDS": "seed"}, "other").argv == ("other",)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_a_job_gets_its_arguments_as_they_were_given(words: list[str]) -> None:
    found = command({"MODE": "job"}, *words).argv
    assert found == tuple(words) or found == ("flask", *words)


def test_locale_defaults_are_set_only_where_nothing_is_said() -> None:
    assert command({"LANG": "de_DE.UTF-8", "LC_ALL": ""}).env.items() >= {
        ("LC_ALL", "C.UTF-8"),
        ("PYTHONIOENCODING", "utf-8"),
    }
    assert "LANG" not in command({"LANG": "de_DE.UTF-8"}).env
