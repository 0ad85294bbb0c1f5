"""Celery.

Configures the workers that run background tasks and the broker that hands the tasks to them.
"""

from __future__ import annotations

from pydantic import PositiveFloat, PositiveInt, computed_field

from schemas.base import Settings
from schemas.database import DatabaseConfig
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackNonNegativeInt, StackPositiveInt


class TenantIsolatedTaskQueueConfig(Settings):
    """How workspaces share the workers that index documents."""

    category = "celery"

    TENANT_ISOLATED_TASK_CONCURRENCY: PositiveInt = setting(
        1,
        help=(
            "Indexing tasks of one workspace that run at the same time; further ones wait. Raise it for a "
            "single large workspace, keep it low when many share the workers."
        ),
        group="workers",
        docker=SAME,
        local=SAME,
        unit="tasks",
        readers=SHARED_ENVIRONMENT,
    )


class CeleryConfig(DatabaseConfig):
    """The broker of background tasks and where their results go."""

    category = "celery"

    CELERY_BACKEND: str = setting(
        "redis",
        help=(
            "Where results of background tasks are kept. Redis is quick and enough; the main database "
            "survives a Redis that forgets."
        ),
        group="broker",
        docker=SAME,
        local=SAME,
        choices={
            "redis": "In the broker's Redis",
            "database": "In the main database",
            "rabbitmq": "In the main database as well",
        },
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_BROKER_URL: str | None = setting(
        None,
        help=(
            "Address of the queue between API and workers. It repeats host, port and password of Redis, with "
            "special characters percent-encoded; when they differ, tasks pile up and nothing is indexed."
        ),
        group="broker",
        kind="url",
        docker="redis://:difyai123456@redis:6379/1",
        local="redis://:difyai123456@localhost:${REDIS_PORT}/1",
        example="redis://:password@redis:6379/1",
        schemes=("redis", "rediss", "sentinel", "amqp", "amqps", "sqla", "filesystem"),
        secret="derived",
        readers=SHARED_ENVIRONMENT,
        linked=(
            "REDIS_PASSWORD",
            "REDIS_HOST",
            "REDIS_PORT",
        ),
    )

    CELERY_USE_SENTINEL: bool | None = setting(
        False,
        help=(
            "Lets the workers find the broker through Sentinel. The broker address then lists the nodes with "
            "the sentinel scheme, separated by semicolons."
        ),
        group="sentinel",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_SENTINEL_MASTER_NAME: str | None = setting(
        None,
        help=(
            "Primary that the broker's Sentinels are asked for. The same name as for the cache when both use "
            "one set of nodes."
        ),
        group="sentinel",
        docker=SAME,
        example="mymaster",
        active_when={"CELERY_USE_SENTINEL": ["true"]},
        required_when={"CELERY_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_SENTINEL_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the broker's Sentinel nodes, not of the Redis behind them; that one belongs in the "
            "broker address."
        ),
        group="sentinel",
        docker=SAME,
        secret="free",
        active_when={"CELERY_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_SENTINEL_SOCKET_TIMEOUT: PositiveFloat | None = setting(
        0.1,
        help=(
            "Seconds Celery waits for an answer of a Sentinel. Workers that lose the broker on slow networks "
            "need more than the default."
        ),
        group="sentinel",
        docker=SAME,
        unit="seconds",
        active_when={"CELERY_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    @computed_field(repr=False)  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def CELERY_RESULT_BACKEND(self) -> str | None:
        """Where task results go: the main database, the broker, or nowhere."""
        if self.CELERY_BACKEND in {"database", "rabbitmq"}:
            return f"db+{self.SQLALCHEMY_DATABASE_URI}"
        return self.CELERY_BROKER_URL if self.CELERY_BACKEND == "redis" else None

    @property
    def BROKER_USE_SSL(self) -> bool:
        """True when the broker's address asks for TLS."""
        return (self.CELERY_BROKER_URL or "").startswith("rediss://")


class CeleryStackConfig(Settings):
    """The worker's pool, as the entrypoint reads it from the environment."""

    category = "celery"

    CELERY_WORKER_CLASS: str = setting(
        "",
        help=(
            "How a worker runs several tasks at once; empty means gevent. Change it only for a reason: "
            "prefork for heavy computing, solo or threads for debugging."
        ),
        group="workers",
        docker=SAME,
        choices={
            "gevent": "Many waiting tasks, the default",
            "prefork": "A process per task",
            "threads": "A thread per task, fixed number",
            "solo": "One task at a time",
        },
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_WORKER_AMOUNT: StackPositiveInt = setting(
        None,
        help=(
            "Tasks one worker runs side by side; empty means one. More indexes documents faster, and costs "
            "memory and database connections."
        ),
        group="workers",
        docker=SAME,
        unit="tasks",
        active_when={"CELERY_AUTO_SCALE": ["false"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_AUTO_SCALE: StackBool = setting(
        False,
        help=(
            "Lets the worker grow and shrink with the queue between two bounds, instead of a fixed number. "
            "Only gevent and prefork can do so."
        ),
        group="workers",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_MAX_WORKERS: StackPositiveInt = setting(
        None,
        help=(
            "Most tasks a scaling worker runs at once; empty means one per CPU core. Check that the database "
            "accepts that many connections."
        ),
        group="workers",
        docker=SAME,
        unit="tasks",
        active_when={"CELERY_AUTO_SCALE": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_MIN_WORKERS: StackNonNegativeInt = setting(
        None,
        help=(
            "Fewest slots a scaling worker keeps open while idle; empty means one. More of them answer a "
            "sudden load without delay."
        ),
        group="workers",
        docker=SAME,
        unit="tasks",
        active_when={"CELERY_AUTO_SCALE": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    BROKER_USE_SSL: StackBool = setting(
        False,
        help=(
            "Without effect in this release: the broker uses TLS when its address begins with rediss. Leave "
            "it as it is."
        ),
        group="broker",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )
