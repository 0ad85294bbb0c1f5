"""Vector store: Alibaba Cloud MySQL."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class AlibabaCloudMySQLConfig(Settings):
    """Alibaba Cloud MySQL."""

    category = "vector_store"

    ALIBABACLOUD_MYSQL_HOST: str = setting(
        "localhost",
        help=(
            "Endpoint of the Alibaba Cloud RDS MySQL instance with vector support. Use the internal "
            "address when Dify runs in the same VPC."
        ),
        group="alibabacloud_mysql",
        kind="host",
        docker="127.0.0.1",
        local="127.0.0.1",
        example="rm-example.mysql.example.com",
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        required_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIBABACLOUD_MYSQL_PORT: Port = setting(
        3306,
        help=(
            "Port of the Alibaba Cloud MySQL endpoint. Also check that the instance's IP allow list "
            "admits the Dify host."
        ),
        group="alibabacloud_mysql",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        required_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIBABACLOUD_MYSQL_USER: str = setting(
        "root",
        help=(
            "Alibaba Cloud MySQL account for embeddings. Prefer a dedicated one with rights on its own "
            "database over the root default."
        ),
        group="alibabacloud_mysql",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        required_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIBABACLOUD_MYSQL_PASSWORD: str = setting(
        "",
        help=(
            "Password of the Alibaba Cloud MySQL account. If it is reset in the console, indexing and "
            "search fail until it is entered here too."
        ),
        group="alibabacloud_mysql",
        docker="difyai123456",
        local="root",
        secret="free",
        insecure=(
            "difyai123456",
            "root",
        ),
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        required_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIBABACLOUD_MYSQL_DATABASE: str = setting(
        "dify",
        help=(
            "Schema on Alibaba Cloud MySQL for the vector tables, to be created beforehand. Switching "
            "schemas leaves current embeddings behind."
        ),
        group="alibabacloud_mysql",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        required_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIBABACLOUD_MYSQL_MAX_CONNECTION: PositiveInt = setting(
        5,
        help=(
            "Cap on pooled connections from one Dify process to Alibaba Cloud MySQL. Total use is this "
            "times all processes, bounded by the instance class."
        ),
        group="alibabacloud_mysql",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
    )

    ALIBABACLOUD_MYSQL_CHARSET: str = setting(
        "utf8mb4",
        help=(
            "Character set for Alibaba Cloud MySQL connections. utf8mb4 covers all languages and emoji; "
            "narrower sets may reject or corrupt segments."
        ),
        group="alibabacloud_mysql",
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        reaches_container=False,
    )

    ALIBABACLOUD_MYSQL_DISTANCE_FUNCTION: str = setting(
        "cosine",
        help=(
            "Distance measure built into new vector indexes on Alibaba Cloud MySQL. Choose what the "
            "embedding model was trained for; existing tables must be rebuilt to follow."
        ),
        group="alibabacloud_mysql",
        choices={"cosine": "Cosine similarity", "euclidean": "Straight-line distance"},
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        reaches_container=False,
    )

    ALIBABACLOUD_MYSQL_HNSW_M: PositiveInt = setting(
        6,
        help=(
            "Links per node in the HNSW index of Alibaba Cloud MySQL, from 3 to 200. Higher improves "
            "recall but costs memory and build time; only new tables take it up."
        ),
        group="alibabacloud_mysql",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["alibabacloud_mysql"]},
        readers=SHARED_ENVIRONMENT,
        ge=3,
        le=200,
    )
