"""Vector store: Oracle Database connection."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting


class OracleConfig(Settings):
    """Oracle Database connection."""

    category = "vector_store"

    ORACLE_USER: str | None = setting(
        None,
        help=(
            "Oracle schema user that owns the vector tables. It needs quota plus rights to create tables,"
            " vector indexes and text indexes."
        ),
        group="oracle",
        docker="dify",
        active_when={"VECTOR_STORE": ["oracle"]},
        required_when={"VECTOR_STORE": ["oracle"]},
        readers=SHARED_ENVIRONMENT,
    )

    ORACLE_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the Oracle schema user. Expired or altered passwords stop knowledge retrieval; "
            "watch the password policy of the profile."
        ),
        group="oracle",
        docker="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["oracle"]},
        required_when={"VECTOR_STORE": ["oracle"]},
        readers=SHARED_ENVIRONMENT,
    )

    ORACLE_DSN: str | None = setting(
        None,
        help=(
            "Where to connect: host:port/service for a plain Oracle server, or an alias from tnsnames.ora"
            " for Autonomous Database."
        ),
        group="oracle",
        docker="oracle:1521/FREEPDB1",
        example="oradb.example.com:1521/FREEPDB1",
        active_when={"VECTOR_STORE": ["oracle"]},
        required_when={"VECTOR_STORE": ["oracle"]},
        readers=SHARED_ENVIRONMENT,
    )

    ORACLE_CONFIG_DIR: str | None = setting(
        None,
        help=(
            "Container folder with tnsnames.ora for Oracle Autonomous Database. Mount the unpacked wallet"
            " there in the API and worker; otherwise it is not used."
        ),
        group="oracle",
        kind="path",
        docker="/app/api/storage/wallet",
        active_when={"VECTOR_STORE": ["oracle"]},
        required_when={"VECTOR_STORE": ["oracle"], "ORACLE_IS_AUTONOMOUS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ORACLE_WALLET_LOCATION: str | None = setting(
        None,
        help=(
            "Container folder with the wallet file for mutual TLS to Oracle Autonomous Database. It is "
            "usually the same folder as ORACLE_CONFIG_DIR."
        ),
        group="oracle",
        kind="path",
        docker="/app/api/storage/wallet",
        active_when={"VECTOR_STORE": ["oracle"]},
        required_when={"VECTOR_STORE": ["oracle"], "ORACLE_IS_AUTONOMOUS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ORACLE_WALLET_PASSWORD: str | None = setting(
        None,
        help=(
            "Password chosen when the Oracle wallet was downloaded, needed to open its private key. "
            "Downloading a new wallet may require a new value."
        ),
        group="oracle",
        docker="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["oracle"]},
        required_when={"VECTOR_STORE": ["oracle"], "ORACLE_IS_AUTONOMOUS": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ORACLE_IS_AUTONOMOUS: bool = setting(
        False,
        help=(
            "Declares the target to be Oracle Autonomous Database, so Dify connects with the wallet "
            "settings. With it off, the plain user, password and address are used."
        ),
        group="oracle",
        docker=SAME,
        active_when={"VECTOR_STORE": ["oracle"]},
        readers=SHARED_ENVIRONMENT,
    )


class OracleServerStackConfig(Settings):
    """Bundled Oracle server: what other containers read."""

    category = "vector_store"

    ORACLE_PWD: str = setting(
        "Dify123456",
        help=(
            "Password for SYS, SYSTEM and PDBADMIN in the bundled Oracle container, applied when the "
            "database is first created. Editing it afterwards does not change those accounts."
        ),
        group="oracle_server",
        docker=SAME,
        secret="stateful",
        generate=alphanumeric(30),
        insecure=("Dify123456",),
        active_when={"VECTOR_STORE": ["oracle"]},
        readers=(*SHARED_ENVIRONMENT, "oracle"),
    )

    ORACLE_CHARACTERSET: str = setting(
        "AL32UTF8",
        help=(
            "Character set of the bundled Oracle database, fixed at creation. Anything but a Unicode set "
            "can damage multilingual document text."
        ),
        group="oracle_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["oracle"]},
        readers=(*SHARED_ENVIRONMENT, "oracle"),
    )
