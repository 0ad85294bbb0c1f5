"""Vector store: OceanBase and seekdb connection."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class OceanBaseVectorConfig(Settings):
    """OceanBase and seekdb connection."""

    category = "vector_store"

    OCEANBASE_VECTOR_HOST: str | None = setting(
        None,
        help=(
            "Name or address of the OceanBase or seekdb server holding the vectors. The default matches "
            "the bundled oceanbase service; enter seekdb for that container, or your own server's "
            "address."
        ),
        group="oceanbase",
        kind="host",
        docker="oceanbase",
        local="127.0.0.1",
        example="oceanbase.example.com",
        active_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        required_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCEANBASE_VECTOR_PORT: Port | None = setting(
        2881,
        help=(
            "TCP port for OceanBase or seekdb connections, also the host port published by the bundled "
            "container. That container always listens on 2881 internally, so change this only for an "
            "external server."
        ),
        group="oceanbase",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"any": [{"VECTOR_STORE": ["oceanbase", "seekdb"]}, {"DB_TYPE": ["oceanbase", "seekdb"]}]},
        required_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        readers=(*SHARED_ENVIRONMENT, "oceanbase", "seekdb"),
    )

    OCEANBASE_VECTOR_USER: str | None = setting(
        None,
        help=(
            "Account for OceanBase vector tables, written as user@tenant. The tenant part is required by "
            "OceanBase itself, while seekdb expects just the user name."
        ),
        group="oceanbase",
        docker="root@test",
        local="root@test",
        example="dify@app_tenant",
        active_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        required_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCEANBASE_VECTOR_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the OceanBase or seekdb account; the bundled containers also set it for their "
            "administrators on first start. Editing it later does not change the server, so Dify then "
            "fails to log in."
        ),
        group="oceanbase",
        docker="difyai123456",
        local="difyai123456",
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("difyai123456",),
        active_when={"any": [{"VECTOR_STORE": ["oceanbase", "seekdb"]}, {"DB_TYPE": ["oceanbase", "seekdb"]}]},
        readers=(*SHARED_ENVIRONMENT, "oceanbase", "seekdb"),
    )

    OCEANBASE_VECTOR_DATABASE: str | None = setting(
        None,
        help=(
            "OceanBase or seekdb database in which vector tables are created; it has to exist already. "
            "Choosing another leaves earlier tables behind and their knowledge bases empty."
        ),
        group="oceanbase",
        docker="test",
        local="test",
        active_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        required_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCEANBASE_ENABLE_HYBRID_SEARCH: bool = setting(
        False,
        help=(
            "Adds a full-text index to new OceanBase tables so keyword and hybrid retrieval work beside "
            "vector search. Needs a server release with full-text support; earlier tables must be re-"
            "indexed."
        ),
        group="oceanbase",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        readers=SHARED_ENVIRONMENT,
    )

    OCEANBASE_FULLTEXT_PARSER: str | None = setting(
        "ik",
        help=(
            "How OceanBase splits text when it builds the full-text index for hybrid search. Match it to "
            "the language of your documents; the Japanese and Thai parsers need plugins installed on the "
            "server."
        ),
        group="oceanbase",
        docker=SAME,
        local=SAME,
        choices={
            "ik": "Chinese and mixed text",
            "ngram": "Fixed-length character pieces",
            "beng": "Basic English words",
            "space": "Split at whitespace",
            "ngram2": "Variable-length character pieces",
            "japanese_ftparser": "Japanese, plugin required",
            "thai_ftparser": "Thai, plugin required",
        },
        active_when={"VECTOR_STORE": ["oceanbase", "seekdb"]},
        readers=SHARED_ENVIRONMENT,
    )


class OceanbaseServerStackConfig(Settings):
    """Bundled OceanBase and seekdb servers: what other containers read."""

    category = "vector_store"

    OCEANBASE_CLUSTER_NAME: str = setting(
        "difyai",
        help=(
            "Cluster name given to the bundled OceanBase when it initialises its data directory. Choose "
            "it before first start; changing it afterwards may keep the container from booting."
        ),
        group="oceanbase_server",
        docker=SAME,
        active_when={"any": [{"VECTOR_STORE": ["oceanbase"]}, {"DB_TYPE": ["oceanbase"]}]},
        readers=(*SHARED_ENVIRONMENT, "oceanbase"),
    )

    OCEANBASE_MEMORY_LIMIT: str = setting(
        "6G",
        help=(
            "Memory the bundled OceanBase server may claim, with a unit suffix such as 6G. Too low a "
            "value stops it from starting; too high starves other containers on the host."
        ),
        group="oceanbase_server",
        kind="size",
        docker=SAME,
        local=SAME,
        example="8G",
        active_when={"any": [{"VECTOR_STORE": ["oceanbase"]}, {"DB_TYPE": ["oceanbase"]}]},
        readers=(*SHARED_ENVIRONMENT, "oceanbase"),
    )

    SEEKDB_MEMORY_LIMIT: str = setting(
        "2G",
        help=(
            "Memory ceiling for the bundled seekdb container, with a unit suffix such as 2G. Raise it "
            "when large knowledge bases make queries slow or imports fail."
        ),
        group="oceanbase_server",
        kind="size",
        docker=SAME,
        local=SAME,
        example="4G",
        active_when={"any": [{"VECTOR_STORE": ["seekdb"]}, {"DB_TYPE": ["seekdb"]}]},
        readers=(*SHARED_ENVIRONMENT, "seekdb"),
    )
