"""Vector store: MyScale."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class MyScaleConfig(Settings):
    """MyScale."""

    category = "vector_store"

    MYSCALE_HOST: str = setting(
        "localhost",
        help=(
            "Server name of the MyScale instance. The default is the bundled container; enter the cluster"
            " address for MyScale Cloud or another machine."
        ),
        group="myscale",
        kind="host",
        docker="myscale",
        local="127.0.0.1",
        example="myscale.example.com",
        active_when={"VECTOR_STORE": ["myscale"]},
        readers=SHARED_ENVIRONMENT,
    )

    MYSCALE_PORT: Port = setting(
        8123,
        help=(
            "HTTP port of MyScale, also published unchanged on the host for the bundled container. That "
            "container listens on 8123, so other values suit external servers only."
        ),
        group="myscale",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["myscale"]},
        readers=(*SHARED_ENVIRONMENT, "myscale"),
    )

    MYSCALE_USER: str = setting(
        "default",
        help=(
            "Account used for MyScale queries. It needs rights to create the database, its tables and "
            "their vector indexes."
        ),
        group="myscale",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["myscale"]},
        readers=SHARED_ENVIRONMENT,
    )

    MYSCALE_PASSWORD: str = setting(
        "",
        help=(
            "Password of the MyScale account; the bundled default user has none. Set it for any instance "
            "reachable from outside, and change it on the server at the same time."
        ),
        group="myscale",
        docker=SAME,
        local=SAME,
        secret="stateful",
        generate=alphanumeric(32),
        active_when={"VECTOR_STORE": ["myscale"]},
        readers=SHARED_ENVIRONMENT,
    )

    MYSCALE_DATABASE: str = setting(
        "default",
        help=(
            "MyScale database that receives the vector tables, created if missing. After switching to "
            "another name, knowledge bases indexed before find no data."
        ),
        group="myscale",
        docker="dify",
        local=SAME,
        active_when={"VECTOR_STORE": ["myscale"]},
        readers=SHARED_ENVIRONMENT,
    )

    MYSCALE_FTS_PARAMS: str = setting(
        "",
        help=(
            "Options handed to MyScale when it builds the text index, such as a tokenizer for other "
            "languages. Blank uses the server defaults; new tables only."
        ),
        group="myscale",
        docker=SAME,
        local=SAME,
        example='{"text":{"tokenizer":{"type":"icu"}}}',
        active_when={"VECTOR_STORE": ["myscale"]},
        readers=SHARED_ENVIRONMENT,
    )
