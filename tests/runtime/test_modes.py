"""The commands that the modes become, and the configuration that they refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import exits, modes
from runtime.entrypoint import make_plan
from runtime.environment import Environment
from runtime.errors import ConfigurationError
from runtime.modes import MODES, grace, worker
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


PRODUCTION = {"DEBUG": "true", "DEPLOY_ENV": "PRODUCTION"}


@pytest.mark.parametrize(
    ("env", "program"),
    [
        ({"DEBUG": "false", "DEPLOY_ENV": "PRODUCTION"}, "gunicorn"),
        # Only the word itself starts the development server.
        ({"DEBUG": "1", "DEPLOY_ENV": "PRODUCTION"}, "gunicorn"),
        ({"DEBUG": "True", "DEPLOY_ENV": "PRODUCTION"}, "gunicorn"),
        (PRODUCTION, "refused"),
        ({**PRODUCTION, "DIFY_BIND_ADDRESS": "10.0.0.1"}, "refused"),
        ({**PRODUCTION, "DIFY_BIND_ADDRESS": "127.0.0.1"}, "flask"),
        ({**PRODUCTION, "DIFY_BIND_ADDRESS": "::1"}, "flask"),
        ({**PRODUCTION, "RUNTIME_ALLOW_DEBUG": "true"}, "flask, with a warning"),
        ({"DEBUG": "true"}, "flask, with a warning"),
        ({"DEBUG": "true", "DEPLOY_ENV": "DEVELOPMENT"}, "flask"),
        ({"DEBUG": "true", "DEPLOY_ENV": "TESTING"}, "flask"),
    ],
)
def test_the_development_server_is_never_in_production_by_accident(env: dict[str, str], program: str) -> None:
    if program == "refused":
        assert problems(env) == {"DEBUG": "LD-DEBUG-PRODUCTION"}
        return
    found = command(env)
    assert found.argv[0] == program.partition(",")[0]
    assert any("debugger" in note for note in found.notes) is ("warning" in program)


@pytest.mark.parametrize("pool", ["gevent", "threads", "solo"])
def test_a_limit_on_a_childs_memory_needs_children(pool: str) -> None:
    env = {"MODE": "worker", "RUNTIME_MAX_MEMORY_PER_CHILD": "500000"}
    assert problems({**env, "CELERY_WORKER_CLASS": pool}).keys() == {"RUNTIME_MAX_MEMORY_PER_CHILD"}
    assert option(command({**env, "CELERY_WORKER_CLASS": "prefork"}), "--max-memory-per-child") == "500000"


def test_a_worker_with_a_name_keeps_its_host_in_it_and_events_are_sent_on_demand() -> None:
    found = command({"MODE": "worker", "RUNTIME_WORKER_NAME": "mail-1", "RUNTIME_WORKER_EVENTS": "true"})
    assert option(found, "-n") == "mail-1@%h"
    assert "-E" in found.argv
    assert not {"-n", "-E"} & set(command({"MODE": "worker"}).argv)
    assert problems({"MODE": "worker", "RUNTIME_WORKER_NAME": "a b"}).keys() == {"RUNTIME_WORKER_NAME"}


@pytest.mark.parametrize(("fits", "upper"), [(1, 1), (3, 3), (100, 8)])
def test_processes_grow_no_further_than_the_memory_goes(monkeypatch: pytest.MonkeyPatch, fits: int, upper: int) -> None:
    monkeypatch.setattr(Environment, "processes_that_fit", lambda _: fits)
    env = {"MODE": "worker", "CELERY_AUTO_SCALE": "true"}
    assert f"--autoscale={upper},1" in command({**env, "CELERY_WORKER_CLASS": "prefork"}, cpus=8).argv
    assert "--autoscale=8,1" in command({**env, "CELERY_WORKER_CLASS": "gevent"}, cpus=8).argv


@pytest.mark.parametrize("mode", ["api", "worker"])
def test_the_grace_ends_before_the_container_is_killed(mode: str) -> None:
    env = {"MODE": mode, "RUNTIME_STOP_GRACE_PERIOD": "30"}
    assert problems({**env, "RUNTIME_GRACE_SECONDS": "26"}) == {"RUNTIME_GRACE_SECONDS": "LD-TIMEOUT-CHAIN"}
    assert command({**env, "RUNTIME_GRACE_SECONDS": "25"}).argv
    assert grace.seconds(Environment({"RUNTIME_STOP_GRACE_PERIOD": "20"})) == 15
    assert grace.seconds(Environment({})) == grace.SECONDS


def test_the_grace_ends_before_gunicorn_gives_up_on_a_worker() -> None:
    assert problems({"GUNICORN_TIMEOUT": "10", "RUNTIME_GRACE_SECONDS": "20"}).keys() == {"RUNTIME_GRACE_SECONDS"}
    assert grace.seconds(Environment({}), within=10) == 10


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


def test_a_migration_whose_quotes_do_not_match_is_a_problem() -> None:
    env = {"MODE": "migration", "RUNTIME_MIGRATE_COMMAND": "flask 'db upgrade"}
    assert problems(env).keys() == {"RUNTIME_MIGRATE_COMMAND"}


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
