"""celery."""

from __future__ import annotations

from pydantic import PositiveFloat, computed_field

from schemas.base import Settings
from schemas.database import DatabaseConfig
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt


class TenantIsolatedTaskQueueConfig(Settings):
    """workers."""

    category = "celery"

    TENANT_ISOLATED_TASK_CONCURRENCY: int = setting(
        1,
        help="TODO parallel isolated tasks for each tenant (TENANT_ISOLATED_TASK_CONCURRENCY)",
        group="workers",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )


class CeleryConfig(DatabaseConfig):
    """sentinel."""

    category = "celery"

    CELERY_BACKEND: str = setting(
        "redis",
        help="TODO task result store kind (CELERY_BACKEND)",
        group="broker",
        docker=SAME,
        local=SAME,
        choices={"redis": "", "database": "", "rabbitmq": ""},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_BROKER_URL: str | None = setting(
        None,
        help="TODO message broker connection address (CELERY_BROKER_URL)",
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
        help="TODO reach the broker through Sentinel (CELERY_USE_SENTINEL)",
        group="sentinel",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_SENTINEL_MASTER_NAME: str | None = setting(
        None,
        help="TODO Sentinel master group for Celery (CELERY_SENTINEL_MASTER_NAME)",
        group="sentinel",
        docker=SAME,
        active_when={"CELERY_USE_SENTINEL": ["true"]},
        required_when={"CELERY_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_SENTINEL_PASSWORD: str | None = setting(
        None,
        help="TODO Sentinel password for Celery (CELERY_SENTINEL_PASSWORD)",
        group="sentinel",
        docker=SAME,
        secret="free",
        active_when={"CELERY_USE_SENTINEL": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_SENTINEL_SOCKET_TIMEOUT: PositiveFloat | None = setting(
        0.1,
        help="TODO Sentinel socket timeout for Celery (CELERY_SENTINEL_SOCKET_TIMEOUT)",
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
    """celery: what Compose, shell scripts and other containers read."""

    category = "celery"

    CELERY_WORKER_CLASS: str = setting(
        "",
        help="TODO Celery pool implementation (CELERY_WORKER_CLASS)",
        group="workers",
        docker=SAME,
        choices={"gevent": "", "prefork": "", "threads": "", "solo": ""},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_WORKER_AMOUNT: StackInt = setting(
        None,
        help="TODO fixed Celery concurrency (CELERY_WORKER_AMOUNT)",
        group="workers",
        docker=SAME,
        active_when={"CELERY_AUTO_SCALE": ["false"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_AUTO_SCALE: StackBool = setting(
        False,
        help="TODO let Celery resize its pool (CELERY_AUTO_SCALE)",
        group="workers",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_MAX_WORKERS: StackInt = setting(
        None,
        help="TODO largest autoscaled pool (CELERY_MAX_WORKERS)",
        group="workers",
        docker=SAME,
        active_when={"CELERY_AUTO_SCALE": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    CELERY_MIN_WORKERS: StackInt = setting(
        None,
        help="TODO smallest autoscaled pool (CELERY_MIN_WORKERS)",
        group="workers",
        docker=SAME,
        active_when={"CELERY_AUTO_SCALE": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    BROKER_USE_SSL: StackBool = setting(
        False,
        help="TODO nominal TLS flag for the broker (BROKER_USE_SSL)",
        group="broker",
        docker=SAME,
        readers=SHARED_ENVIRONMENT,
    )
