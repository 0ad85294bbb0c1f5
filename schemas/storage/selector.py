"""storage: selector."""

from __future__ import annotations

from typing import Literal

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class StorageConfig(Settings):
    """selector."""

    category = "storage"

    STORAGE_TYPE: Literal[
        "opendal",
        "s3",
        "aliyun-oss",
        "azure-blob",
        "baidu-obs",
        "clickzetta-volume",
        "google-storage",
        "huawei-obs",
        "oci-storage",
        "tencent-cos",
        "volcengine-tos",
        "supabase",
        "local",
    ] = setting(
        "opendal",
        help="TODO file storage backend (STORAGE_TYPE)",
        group="selector",
        docker=SAME,
        local=SAME,
        choices={
            "opendal": "",
            "s3": "",
            "aliyun-oss": "",
            "azure-blob": "",
            "baidu-obs": "",
            "clickzetta-volume": "",
            "google-storage": "",
            "huawei-obs": "",
            "oci-storage": "",
            "tencent-cos": "",
            "volcengine-tos": "",
            "supabase": "",
            "local": "",
        },
        deprecated_choices=("local",),
        readers=SHARED_ENVIRONMENT,
    )

    STORAGE_LOCAL_PATH: str = setting(
        "storage",
        help="TODO folder of the legacy local backend (STORAGE_LOCAL_PATH)",
        group="selector",
        kind="path",
        active_when={"STORAGE_TYPE": ["local"]},
        reaches_container=False,
        deprecated="Kept for old installations; a newer variable replaces it.",
    )
