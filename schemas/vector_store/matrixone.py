"""Vector store: MatrixOne."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class MatrixoneConfig(Settings):
    """MatrixOne."""

    category = "vector_store"

    MATRIXONE_HOST: str = setting(
        "localhost",
        help=(
            "Address of the MatrixOne server. Keep the default for the bundled container or give the host"
            " of your own deployment."
        ),
        group="matrixone",
        kind="host",
        docker="matrixone",
        local="127.0.0.1",
        example="matrixone.example.com",
        active_when={"VECTOR_STORE": ["matrixone"]},
        required_when={"VECTOR_STORE": ["matrixone"]},
        readers=SHARED_ENVIRONMENT,
    )

    MATRIXONE_PORT: Port = setting(
        6001,
        help=(
            "MySQL-protocol port of MatrixOne, also published on the host. The bundled container listens "
            "on 6001, so another number fits only an external server."
        ),
        group="matrixone",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["matrixone"]},
        required_when={"VECTOR_STORE": ["matrixone"]},
        readers=(*SHARED_ENVIRONMENT, "matrixone"),
    )

    MATRIXONE_USER: str = setting(
        "dump",
        help=(
            "MatrixOne login. The image ships with the built-in administrator dump; create a restricted "
            "account for shared servers."
        ),
        group="matrixone",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["matrixone"]},
        required_when={"VECTOR_STORE": ["matrixone"]},
        readers=SHARED_ENVIRONMENT,
    )

    MATRIXONE_PASSWORD: str = setting(
        "111",
        help=(
            "Password of the MatrixOne account. The factory value is publicly known, so change it on the "
            "server and here if others can reach the port."
        ),
        group="matrixone",
        docker=SAME,
        local=SAME,
        secret="stateful",
        insecure=("111",),
        active_when={"VECTOR_STORE": ["matrixone"]},
        required_when={"VECTOR_STORE": ["matrixone"]},
        readers=SHARED_ENVIRONMENT,
    )

    MATRIXONE_DATABASE: str = setting(
        "dify",
        help=(
            "MatrixOne database for embeddings. Existing vectors stay in the former database when you "
            "change it, and affected knowledge bases return nothing."
        ),
        group="matrixone",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["matrixone"]},
        required_when={"VECTOR_STORE": ["matrixone"]},
        readers=SHARED_ENVIRONMENT,
    )

    MATRIXONE_METRIC: str = setting(
        "l2",
        help=(
            "Distance measure used by MatrixOne for new vector tables. Most text embedding models are "
            "meant for cosine; scores from the two measures cannot be compared."
        ),
        group="matrixone",
        choices={"l2": "Euclidean distance", "cosine": "Cosine similarity"},
        active_when={"VECTOR_STORE": ["matrixone"]},
        reaches_container=False,
    )
