"""Vector store: Alibaba Cloud Tablestore."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class TableStoreConfig(Settings):
    """Alibaba Cloud Tablestore."""

    category = "vector_store"

    TABLESTORE_ENDPOINT: str | None = setting(
        None,
        help=(
            "Endpoint URL of the Alibaba Cloud Tablestore instance. Prefer the VPC endpoint for lower "
            "latency and no public traffic charges."
        ),
        group="tablestore",
        kind="url",
        docker="https://instance-name.cn-hangzhou.ots.aliyuncs.com",
        local="https://instance-name.cn-hangzhou.ots.aliyuncs.com",
        example="https://my-instance.cn-hangzhou.ots.example.com",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["tablestore"]},
        required_when={"VECTOR_STORE": ["tablestore"]},
        readers=SHARED_ENVIRONMENT,
    )

    TABLESTORE_INSTANCE_NAME: str | None = setting(
        None,
        help=(
            "Name of the Tablestore instance; it has to match the one in the endpoint. The default is "
            "only a placeholder."
        ),
        group="tablestore",
        docker="instance-name",
        local="instance-name",
        example="my-instance",
        active_when={"VECTOR_STORE": ["tablestore"]},
        required_when={"VECTOR_STORE": ["tablestore"]},
        readers=SHARED_ENVIRONMENT,
    )

    TABLESTORE_ACCESS_KEY_ID: str | None = setting(
        None,
        help="Alibaba Cloud access key id for Tablestore. Grant the RAM user behind it only this instance.",
        group="tablestore",
        docker="xxx",
        local="xxx",
        secret="free",
        insecure=("xxx",),
        active_when={"VECTOR_STORE": ["tablestore"]},
        required_when={"VECTOR_STORE": ["tablestore"]},
        readers=SHARED_ENVIRONMENT,
    )

    TABLESTORE_ACCESS_KEY_SECRET: str | None = setting(
        None,
        help=(
            "Alibaba Cloud secret that signs Tablestore requests. A wrong or revoked one disables all "
            "knowledge bases stored there."
        ),
        group="tablestore",
        docker="xxx",
        local="xxx",
        secret="free",
        insecure=("xxx",),
        active_when={"VECTOR_STORE": ["tablestore"]},
        required_when={"VECTOR_STORE": ["tablestore"]},
        readers=SHARED_ENVIRONMENT,
    )

    TABLESTORE_NORMALIZE_FULLTEXT_BM25_SCORE: bool = setting(
        False,
        help=(
            "Rescales Tablestore full-text scores to between 0 and 1. Turn it on to make score thresholds"
            " meaningful, as raw BM25 scores have no upper bound."
        ),
        group="tablestore",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tablestore"]},
        readers=SHARED_ENVIRONMENT,
    )
