"""Vector store: OpenSearch connection."""

from __future__ import annotations

from typing import Literal

from schemas.base import Settings
from schemas.enums import AuthMethod
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port, StackBool, StackInt


class OpenSearchConfig(Settings):
    """OpenSearch connection."""

    category = "vector_store"

    OPENSEARCH_HOST: str | None = setting(
        None,
        help=(
            "Host name of the OpenSearch endpoint without scheme. Use the domain endpoint for AWS, or "
            "keep the default for the bundled node."
        ),
        group="opensearch",
        docker="opensearch",
        local="127.0.0.1",
        example="search.example.com",
        active_when={"VECTOR_STORE": ["opensearch"]},
        required_when={"VECTOR_STORE": ["opensearch"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_PORT: Port = setting(
        9200,
        help=(
            "Port of the OpenSearch REST interface: 9200 for self-run nodes, 443 for AWS managed domains "
            "and serverless collections."
        ),
        group="opensearch",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["opensearch"]},
        required_when={"VECTOR_STORE": ["opensearch"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_SECURE: bool = setting(
        False,
        help=(
            "Speaks HTTPS to OpenSearch. When off, login data and document text travel in plain text, "
            "acceptable only on an isolated network."
        ),
        group="opensearch",
        docker="true",
        local="true",
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_VERIFY_CERTS: bool = setting(
        True,
        help=(
            "Checks that the OpenSearch certificate is trusted. The bundled node has a self-signed one, "
            "so verification fails there; keep it on for public endpoints to prevent interception."
        ),
        group="opensearch",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_AUTH_METHOD: AuthMethod = setting(
        AuthMethod.BASIC,
        help=(
            "How Dify proves its identity to OpenSearch. AWS mode signs requests with the credentials of "
            "the environment, so the host needs an IAM role or keys."
        ),
        group="opensearch",
        docker=SAME,
        choices={"basic": "User name and password", "aws_managed_iam": "AWS IAM signed requests"},
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_USER: str | None = setting(
        None,
        help=("Account for basic login to OpenSearch. Its role must allow creating, writing and deleting indexes."),
        group="opensearch",
        docker="admin",
        local="admin",
        active_when={"VECTOR_STORE": ["opensearch"], "OPENSEARCH_AUTH_METHOD": ["basic"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_PASSWORD: str | None = setting(
        None,
        help=(
            "Password for basic login to OpenSearch. With the bundled node it must equal "
            "OPENSEARCH_INITIAL_ADMIN_PASSWORD, otherwise every request is refused."
        ),
        group="opensearch",
        docker="admin",
        local="admin",
        secret="shared",
        insecure=("admin",),
        active_when={"VECTOR_STORE": ["opensearch"], "OPENSEARCH_AUTH_METHOD": ["basic"]},
        readers=SHARED_ENVIRONMENT,
        linked=("OPENSEARCH_INITIAL_ADMIN_PASSWORD",),
    )

    OPENSEARCH_AWS_REGION: str | None = setting(
        None,
        help=(
            "AWS region used to sign OpenSearch requests. If it differs from the region of the domain, "
            "AWS rejects the signature."
        ),
        group="opensearch",
        docker="ap-southeast-1",
        example="eu-central-1",
        active_when={"VECTOR_STORE": ["opensearch"], "OPENSEARCH_AUTH_METHOD": ["aws_managed_iam"]},
        required_when={"VECTOR_STORE": ["opensearch"], "OPENSEARCH_AUTH_METHOD": ["aws_managed_iam"]},
        readers=SHARED_ENVIRONMENT,
    )

    OPENSEARCH_AWS_SERVICE: Literal["es", "aoss"] | None = setting(
        None,
        help=(
            "AWS service name put into the OpenSearch signature. It must fit the kind of endpoint or all "
            "requests are denied."
        ),
        group="opensearch",
        docker="aoss",
        choices={"es": "Managed OpenSearch domain", "aoss": "OpenSearch Serverless"},
        active_when={"VECTOR_STORE": ["opensearch"], "OPENSEARCH_AUTH_METHOD": ["aws_managed_iam"]},
        required_when={"VECTOR_STORE": ["opensearch"], "OPENSEARCH_AUTH_METHOD": ["aws_managed_iam"]},
        readers=SHARED_ENVIRONMENT,
    )


class OpensearchServerStackConfig(Settings):
    """Bundled OpenSearch server: what other containers read."""

    category = "vector_store"

    OPENSEARCH_DISCOVERY_TYPE: str = setting(
        "single-node",
        help=(
            "Cluster formation mode of the bundled OpenSearch. single-node skips the search for peers and"
            " production bootstrap checks; alter it only when building a real cluster."
        ),
        group="opensearch_server",
        docker=SAME,
        example="single-node",
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_BOOTSTRAP_MEMORY_LOCK: StackBool = setting(
        True,
        help=(
            "Pins the heap of the bundled OpenSearch in RAM so it is never swapped. Needs sufficient "
            "memlock limits; startup fails or warns without them."
        ),
        group="opensearch_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_JAVA_OPTS_MIN: str = setting(
        "512m",
        help=(
            "Initial JVM heap of the bundled OpenSearch, such as 512m. Setting it equal to the maximum "
            "avoids pauses caused by heap resizing."
        ),
        group="opensearch_server",
        kind="size",
        docker=SAME,
        example="1g",
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_JAVA_OPTS_MAX: str = setting(
        "1024m",
        help=(
            "Largest JVM heap of the bundled OpenSearch, such as 1024m. Raise it for big indexes, but "
            "stay at about half of the RAM available."
        ),
        group="opensearch_server",
        kind="size",
        docker=SAME,
        example="2g",
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_INITIAL_ADMIN_PASSWORD: str = setting(
        "Qazwsxedc!@#123",
        help=(
            "Admin password the bundled OpenSearch installs on first start. It must be strong or the "
            "container exits; once security data exists, new values are ignored."
        ),
        group="opensearch_server",
        docker=SAME,
        secret="stateful",
        generate=alphanumeric(29, "Ld-"),
        insecure=("Qazwsxedc!@#123",),
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
        linked=("OPENSEARCH_PASSWORD",),
    )

    OPENSEARCH_MEMLOCK_SOFT: StackInt = setting(
        -1,
        help=(
            "Soft limit on memory the OpenSearch process may lock, with -1 for unlimited. Required by "
            "memory locking; lower values can stop the node."
        ),
        group="opensearch_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_MEMLOCK_HARD: StackInt = setting(
        -1,
        help=(
            "Hard limit on memory the OpenSearch process may lock, with -1 for unlimited. It must not be "
            "below the soft limit."
        ),
        group="opensearch_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_NOFILE_SOFT: StackInt = setting(
        65536,
        help=(
            "Soft limit of open files for the OpenSearch container. Too few handles lead to failed shards"
            " when many knowledge bases exist."
        ),
        group="opensearch_server",
        docker=SAME,
        unit="files",
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )

    OPENSEARCH_NOFILE_HARD: StackInt = setting(
        65536,
        help=(
            "Hard limit of open files for the OpenSearch container, the ceiling up to which the soft "
            "limit may go. OpenSearch recommends at least 65536."
        ),
        group="opensearch_server",
        docker=SAME,
        unit="files",
        active_when={"VECTOR_STORE": ["opensearch"]},
        readers=(*SHARED_ENVIRONMENT, "opensearch"),
    )
