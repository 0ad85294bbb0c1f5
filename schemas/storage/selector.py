"""Storage: which backend keeps the files."""

from __future__ import annotations

from typing import Literal

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class StorageConfig(Settings):
    """Chooses the backend for uploaded files, and the folder of the retired local one."""

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
        help=(
            "Decides where uploaded files and the private keys of the workspaces are kept. Nothing moves when "
            "you switch: copy the old files first, privkeys included, or stored model credentials become "
            "unreadable."
        ),
        group="selector",
        docker=SAME,
        local=SAME,
        choices={
            "opendal": "Local folder or any OpenDAL service",
            "s3": "Amazon S3 or compatible",
            "aliyun-oss": "Alibaba Cloud OSS",
            "azure-blob": "Azure Blob Storage",
            "baidu-obs": "Baidu Object Storage",
            "clickzetta-volume": "ClickZetta volume",
            "google-storage": "Google Cloud Storage",
            "huawei-obs": "Huawei Cloud OBS",
            "oci-storage": "Oracle Object Storage",
            "tencent-cos": "Tencent Cloud COS",
            "volcengine-tos": "Volcengine TOS",
            "supabase": "Supabase Storage",
            "local": "Retired, use opendal",
        },
        deprecated_choices=("local",),
        readers=SHARED_ENVIRONMENT,
    )

    STORAGE_LOCAL_PATH: str = setting(
        "storage",
        help=(
            "Folder of the retired local backend. Keep it only until you move to opendal, which takes the same "
            "folder from OPENDAL_FS_ROOT."
        ),
        group="selector",
        kind="path",
        active_when={"STORAGE_TYPE": ["local"]},
        reaches_container=False,
        deprecated="The local backend is retired: choose opendal and set OPENDAL_FS_ROOT.",
    )
