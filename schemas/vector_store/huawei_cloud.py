"""Vector store: Huawei Cloud Search Service."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class HuaweiCloudConfig(Settings):
    """Huawei Cloud Search Service."""

    category = "vector_store"

    HUAWEI_CLOUD_HOSTS: str | None = setting(
        None,
        help=(
            "Comma-separated node URLs of the Huawei Cloud Search Service cluster. List several so that "
            "retrieval survives the loss of one node."
        ),
        group="huawei_cloud",
        kind="csv",
        docker="https://127.0.0.1:9200",
        example="https://10.0.0.11:9200,https://10.0.0.12:9200",
        active_when={"VECTOR_STORE": ["huawei_cloud"]},
        required_when={"VECTOR_STORE": ["huawei_cloud"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_CLOUD_USER: str | None = setting(
        None,
        help=(
            "Login for Huawei Cloud Search Service clusters running in security mode. Clusters without "
            "that mode need no account."
        ),
        group="huawei_cloud",
        docker="admin",
        active_when={"VECTOR_STORE": ["huawei_cloud"]},
        readers=SHARED_ENVIRONMENT,
    )

    HUAWEI_CLOUD_PASSWORD: str | None = setting(
        None,
        help=(
            "Password for the Huawei Cloud Search Service account. Change the sample value; after a reset"
            " in the console, Dify needs the new one to search again."
        ),
        group="huawei_cloud",
        docker="admin",
        secret="free",
        insecure=("admin",),
        active_when={"VECTOR_STORE": ["huawei_cloud"]},
        readers=SHARED_ENVIRONMENT,
    )
