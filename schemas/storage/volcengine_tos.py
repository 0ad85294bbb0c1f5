"""Storage: Volcengine TOS."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class VolcengineTOSStorageConfig(Settings):
    """Configures the bucket, the credentials and the region for files in Volcengine TOS."""

    category = "storage"

    VOLCENGINE_TOS_BUCKET_NAME: str | None = setting(
        None,
        help="TOS bucket for uploaded files. Create it in the configured region before you start.",
        group="volcengine_tos",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_ACCESS_KEY: str | None = setting(
        None,
        help=(
            "Access key id of the Volcengine user that reads and writes uploads. A sub-user is safer than the "
            "main account."
        ),
        group="volcengine_tos",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_SECRET_KEY: str | None = setting(
        None,
        help="Secret half of the Volcengine key pair. Uploads and downloads fail from the moment it is revoked.",
        group="volcengine_tos",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_ENDPOINT: str | None = setting(
        None,
        help=(
            "TOS host of the bucket's region, with or without https. Inside that region the internal host saves "
            "traffic fees."
        ),
        group="volcengine_tos",
        docker="your-server-url",
        local="your-endpoint",
        example="tos-cn-beijing.volces.com",
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )

    VOLCENGINE_TOS_REGION: str | None = setting(
        None,
        help="Volcengine region code for signatures. It has to agree with the endpoint.",
        group="volcengine_tos",
        docker="your-region",
        local="your-region",
        example="cn-beijing",
        active_when={"STORAGE_TYPE": ["volcengine-tos"]},
        required_when={"STORAGE_TYPE": ["volcengine-tos"]},
        readers=SHARED_ENVIRONMENT,
    )
