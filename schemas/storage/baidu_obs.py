"""Storage: Baidu Object Storage."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import setting


class BaiduOBSStorageConfig(Settings):
    """Configures the bucket, the credentials and the endpoint for files in Baidu Object Storage."""

    category = "storage"

    BAIDU_OBS_BUCKET_NAME: str | None = setting(
        None,
        help="Baidu bucket for uploaded files. Create it in the region that the endpoint names.",
        group="baidu_obs",
        docker="your-bucket-name",
        local="your-bucket-name",
        example="dify-files",
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_OBS_ACCESS_KEY: str | None = setting(
        None,
        help="Access key id from the Baidu Cloud console. A sub-account with rights on this bucket is enough.",
        group="baidu_obs",
        docker="your-access-key",
        local="your-access-key",
        secret="free",
        insecure=("your-access-key",),
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_OBS_SECRET_KEY: str | None = setting(
        None,
        help=(
            "Secret that signs requests to Baidu Object Storage. Replace it together with the access key when "
            "you rotate them."
        ),
        group="baidu_obs",
        docker="your-secret-key",
        local="your-secret-key",
        secret="free",
        insecure=("your-secret-key",),
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )

    BAIDU_OBS_ENDPOINT: str | None = setting(
        None,
        help="Baidu Object Storage host of the bucket's region, with or without https.",
        group="baidu_obs",
        docker="your-server-url",
        local="your-server-url",
        example="https://bj.bcebos.com",
        active_when={"STORAGE_TYPE": ["baidu-obs"]},
        readers=SHARED_ENVIRONMENT,
    )
