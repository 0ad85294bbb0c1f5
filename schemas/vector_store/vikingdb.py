"""Vector store: Volcengine VikingDB."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class VikingDBConfig(Settings):
    """Volcengine VikingDB."""

    category = "vector_store"

    VIKINGDB_ACCESS_KEY: str | None = setting(
        None,
        help=(
            "Volcengine access key id for VikingDB. A sub-account restricted to VikingDB limits the "
            "damage if it becomes known."
        ),
        group="vikingdb",
        docker="your-ak",
        local="your-ak",
        secret="free",
        insecure=("your-ak",),
        active_when={"VECTOR_STORE": ["vikingdb"]},
        required_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    VIKINGDB_SECRET_KEY: str | None = setting(
        None,
        help=(
            "Volcengine secret that signs VikingDB requests. Rotate it immediately on a leak; with an "
            "outdated one every call fails its signature check."
        ),
        group="vikingdb",
        docker="your-sk",
        local="your-sk",
        secret="free",
        insecure=("your-sk",),
        active_when={"VECTOR_STORE": ["vikingdb"]},
        required_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    VIKINGDB_REGION: str = setting(
        "cn-shanghai",
        help=(
            "Volcengine region of the VikingDB service, part of the request signature. It has to agree "
            "with VIKINGDB_HOST."
        ),
        group="vikingdb",
        docker=SAME,
        local=SAME,
        example="cn-beijing",
        active_when={"VECTOR_STORE": ["vikingdb"]},
        required_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    VIKINGDB_HOST: str = setting(
        "api-vikingdb.mlp.cn-shanghai.volces.com",
        help=(
            "API host of VikingDB for your region, without scheme. Replace the sample name, which "
            "contains a placeholder."
        ),
        group="vikingdb",
        docker="api-vikingdb.xxx.volces.com",
        local="api-vikingdb.xxx.volces.com",
        example="api-vikingdb.example.com",
        active_when={"VECTOR_STORE": ["vikingdb"]},
        required_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    VIKINGDB_SCHEME: str = setting(
        "http",
        help=(
            "Transport for VikingDB calls. Choose https whenever traffic leaves a private network, since "
            "http exposes document text on the way."
        ),
        group="vikingdb",
        choices={"http": "Unencrypted", "https": "Encrypted with TLS"},
        active_when={"VECTOR_STORE": ["vikingdb"]},
        required_when={"VECTOR_STORE": ["vikingdb"]},
        reaches_container=False,
        renamed_from=("VIKINGDB_SCHEMA",),
    )

    VIKINGDB_CONNECTION_TIMEOUT: int = setting(
        30,
        help=(
            "Seconds Dify tries to establish a VikingDB connection. Longer values only help where the "
            "network path itself is slow."
        ),
        group="vikingdb",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    VIKINGDB_SOCKET_TIMEOUT: int = setting(
        30,
        help=(
            "Seconds Dify waits for data on an open VikingDB connection. Increase it if large inserts are"
            " cut off midway."
        ),
        group="vikingdb",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
    )


class VikingdbStackConfig(Settings):
    """Volcengine VikingDB: what other containers read."""

    category = "vector_store"

    VIKINGDB_SCHEMA: str = setting(
        "http",
        help=(
            "Misspelt forerunner of VIKINGDB_SCHEME that nothing reads, so its value has no effect on "
            "VikingDB. Remove it and set the correctly spelt variable."
        ),
        group="vikingdb",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["vikingdb"]},
        readers=SHARED_ENVIRONMENT,
        deprecated="The application reads VIKINGDB_SCHEME; this spelling is only in the samples.",
    )
