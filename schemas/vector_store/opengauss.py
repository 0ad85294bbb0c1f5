"""Vector store: openGauss."""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class OpenGaussConfig(Settings):
    """openGauss."""

    category = "vector_store"

    OPENGAUSS_HOST: str | None = setting(
        None,
        help=(
            "Address of the openGauss server. Leave the default for the bundled container and enter a "
            "host name for an external installation."
        ),
        group="opengauss",
        kind="host",
        docker="opengauss",
        local="127.0.0.1",
        example="opengauss.example.com",
        active_when={"VECTOR_STORE": ["opengauss"]},
        required_when={"VECTOR_STORE": ["opengauss"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENGAUSS_PORT: Port = setting(
        6600,
        help=(
            "Port openGauss listens on; the bundled container takes it for its listener and the host "
            "mapping alike. Change it if 6600 is occupied on the host."
        ),
        group="opengauss",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["opengauss"]},
        required_when={"VECTOR_STORE": ["opengauss"]},
        readers=(*SHARED_ENVIRONMENT, "opengauss"),
    )

    OPENGAUSS_USER: str | None = setting(
        None,
        help=(
            "openGauss role for vector tables, also handed to the bundled container when it sets up its "
            "database. Later renames need a matching role on the server."
        ),
        group="opengauss",
        docker="postgres",
        local="postgres",
        active_when={"VECTOR_STORE": ["opengauss"]},
        required_when={"VECTOR_STORE": ["opengauss"]},
        readers=(*SHARED_ENVIRONMENT, "opengauss"),
    )

    OPENGAUSS_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the openGauss role, subject to the server's complexity rules. The bundled "
            "container applies it at first initialisation only; later edits here lock Dify out."
        ),
        group="opengauss",
        docker="Dify@123",
        local="Dify@123",
        secret="stateful",
        generate=alphanumeric(29, "Ld-"),
        insecure=("Dify@123",),
        active_when={"VECTOR_STORE": ["opengauss"]},
        required_when={"VECTOR_STORE": ["opengauss"]},
        readers=(*SHARED_ENVIRONMENT, "opengauss"),
    )

    OPENGAUSS_DATABASE: str | None = setting(
        None,
        help=(
            "openGauss database for embeddings, created by the bundled container on first start. On an "
            "existing data directory, create a new one by hand."
        ),
        group="opengauss",
        docker="dify",
        local="dify",
        active_when={"VECTOR_STORE": ["opengauss"]},
        required_when={"VECTOR_STORE": ["opengauss"]},
        readers=(*SHARED_ENVIRONMENT, "opengauss"),
    )

    OPENGAUSS_MIN_CONNECTION: PositiveInt = setting(
        1,
        help=(
            "openGauss connections each Dify process opens in advance. One is enough unless the first "
            "queries after a pause feel slow."
        ),
        group="opengauss",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["opengauss"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENGAUSS_MAX_CONNECTION: PositiveInt = setting(
        5,
        help=(
            "openGauss connections one Dify process may use at the same time. Raise it for heavy parallel"
            " retrieval and check the server's limit."
        ),
        group="opengauss",
        docker=SAME,
        local=SAME,
        unit="connections",
        active_when={"VECTOR_STORE": ["opengauss"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENGAUSS_ENABLE_PQ: bool = setting(
        False,
        help=(
            "Builds new openGauss indexes with product quantization, which compresses vectors. Saves "
            "memory on large knowledge bases at the expense of some accuracy."
        ),
        group="opengauss",
        docker=SAME,
        active_when={"VECTOR_STORE": ["opengauss"]},
        readers=SHARED_ENVIRONMENT,
    )
