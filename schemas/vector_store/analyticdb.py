"""Vector store: Alibaba Cloud AnalyticDB."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class AnalyticdbConfig(Settings):
    """Alibaba Cloud AnalyticDB."""

    category = "vector_store"

    ANALYTICDB_KEY_ID: str | None = setting(
        None,
        help=(
            "Alibaba Cloud access key id for the AnalyticDB API. Use a RAM user limited to this instance,"
            " because the key may also reach other cloud resources."
        ),
        group="analyticdb",
        docker="your-ak",
        local="your-ak",
        secret="free",
        insecure=("your-ak",),
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_KEY_SECRET: str | None = setting(
        None,
        help=(
            "Alibaba Cloud access key secret signing AnalyticDB API calls. If it leaks, others can act on"
            " the account; after rotating it, update here or indexing stops."
        ),
        group="analyticdb",
        docker="your-sk",
        local="your-sk",
        secret="free",
        insecure=("your-sk",),
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_REGION_ID: str | None = setting(
        None,
        help=(
            "Alibaba Cloud region where the AnalyticDB instance runs. A wrong region makes the API report"
            " that the instance does not exist."
        ),
        group="analyticdb",
        docker="cn-hangzhou",
        local="cn-hangzhou",
        example="cn-shanghai",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_INSTANCE_ID: str | None = setting(
        None,
        help=(
            "Identifier of the AnalyticDB for PostgreSQL instance, as shown in the Alibaba Cloud console "
            "and starting with gp-."
        ),
        group="analyticdb",
        docker="gp-ab123456",
        local="gp-ab123456",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_ACCOUNT: str | None = setting(
        None,
        help=(
            "Database account of the AnalyticDB instance. In API mode it manages the namespace, so it "
            "needs the manager role; in SQL mode it opens the connections."
        ),
        group="analyticdb",
        docker="testaccount",
        local="testaccount",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        required_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the AnalyticDB database account. Once reset in the console, Dify cannot index or"
            " search until this value follows."
        ),
        group="analyticdb",
        docker="testpassword",
        local="testpassword",
        secret="free",
        insecure=("testpassword",),
        active_when={"VECTOR_STORE": ["analyticdb"]},
        required_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_NAMESPACE: str | None = setting(
        None,
        help=(
            "AnalyticDB namespace grouping Dify's collections, created when absent. Choose separate ones "
            "for test and production sharing an instance."
        ),
        group="analyticdb",
        docker="dify",
        local="dify",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_NAMESPACE_PASSWORD: str | None = setting(
        None,
        help=(
            "Password protecting the AnalyticDB namespace, set when it is first created. Existing "
            "namespaces keep the old one, so a new value here leads to refused requests."
        ),
        group="analyticdb",
        docker="difypassword",
        local="difypassword",
        secret="free",
        insecure=("difypassword",),
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_HOST: str | None = setting(
        None,
        help=(
            "Hostname of AnalyticDB for direct SQL connections. Filling it in selects SQL mode; leaving "
            "it blank makes Dify use the Alibaba Cloud API and its access key."
        ),
        group="analyticdb",
        kind="host",
        docker="gp-test.aliyuncs.com",
        local="gp-test.aliyuncs.com",
        example="gp-ab123456-master.gpdb.example.com",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_PORT: Port = setting(
        5432,
        help=(
            "Port for direct SQL connections to AnalyticDB, ignored in API mode. Follow the connection "
            "string in the Alibaba Cloud console."
        ),
        group="analyticdb",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_MIN_CONNECTION: PositiveInt = setting(
        1,
        help=(
            "Connections kept open per process in AnalyticDB's SQL mode. Leave it low, as idle ones count"
            " against the instance quota."
        ),
        group="analyticdb",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    ANALYTICDB_MAX_CONNECTION: PositiveInt = setting(
        5,
        help=(
            "Upper bound of connections per process in AnalyticDB's SQL mode. Raise it for many parallel "
            "retrievals, within the instance's own limit."
        ),
        group="analyticdb",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["analyticdb"]},
        readers=SHARED_ENVIRONMENT,
    )
