"""STORAGE_TYPE and its variables become a scheme of OpenDAL with options. Standard library only.

The entrypoint asks here too, so that a kind which nobody serves is refused before anything is started.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from runtime.record import field, record

Read = Callable[[str], str]
"""The text of a variable; empty when it is not set."""

SCHEMES: Final = frozenset(
    {
        *("aliyun-drive", "alluxio", "azblob", "azdls", "azfile", "b2", "cacache", "cos", "cosn", "dashmap", "dropbox"),
        *("file", "fs", "ftp", "gcs", "gcs-grpc", "gdrive", "ghac", "gridfs", "hdfs-native", "hf", "http", "https"),
        *("huggingface", "ipfs", "ipmfs", "koofr", "memcached", "memory", "mini-moka", "moka", "mongodb", "mysql"),
        *("obs", "onedrive", "oss", "persy", "postgresql", "redb", "redis", "s3", "seafile", "sled", "sqlite"),
        *("swift", "tos", "upyun", "vercel-artifacts", "webdav", "webhdfs", "yandex-disk"),
    }
)
"""What the pinned build of OpenDAL was made with; a test compares it."""

UNSERVED: Final[Mapping[str, str]] = {
    "clickzetta-volume": "ClickZetta volumes are reached through its own database driver only",
    "supabase": "OpenDAL no longer speaks Supabase's own protocol; use s3 with the S3 endpoint of the project",
}
"""Values of STORAGE_TYPE without an implementation, and why."""

_KEYS: Final = ("access_key_id", "secret_access_key")
MANAGED_IDENTITY: Final = "managedidentity"
"""In the place of Azure's key: the cloud is asked for one."""


@record(frozen=True, slots=True)
class Backend:
    """A place for files, as OpenDAL takes it."""

    scheme: str
    options: dict[str, str] = field(default_factory=dict, repr=False)
    """May hold keys."""


@record(frozen=True, slots=True)
class _Kind:
    scheme: str
    variables: Mapping[str, str]
    """OpenDAL's option -> the variable that holds it."""


_KINDS: Final[Mapping[str, _Kind]] = {
    "local": _Kind("fs", {"root": "STORAGE_LOCAL_PATH"}),
    "s3": _Kind(
        "s3",
        {
            "bucket": "S3_BUCKET_NAME",
            "region": "S3_REGION",
            "endpoint": "S3_ENDPOINT",
            "access_key_id": "S3_ACCESS_KEY",
            "secret_access_key": "S3_SECRET_KEY",
        },
    ),
    "aliyun-oss": _Kind(
        "oss",
        {
            "bucket": "ALIYUN_OSS_BUCKET_NAME",
            "endpoint": "ALIYUN_OSS_ENDPOINT",
            "access_key_id": "ALIYUN_OSS_ACCESS_KEY",
            "access_key_secret": "ALIYUN_OSS_SECRET_KEY",
            "root": "ALIYUN_OSS_PATH",
        },
    ),
    "azure-blob": _Kind(
        "azblob",
        {
            "container": "AZURE_BLOB_CONTAINER_NAME",
            "endpoint": "AZURE_BLOB_ACCOUNT_URL",
            "account_name": "AZURE_BLOB_ACCOUNT_NAME",
            "account_key": "AZURE_BLOB_ACCOUNT_KEY",
        },
    ),
    "google-storage": _Kind(
        "gcs",
        {"bucket": "GOOGLE_STORAGE_BUCKET_NAME", "credential": "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64"},
    ),
    "tencent-cos": _Kind(
        "cos",
        {
            "bucket": "TENCENT_COS_BUCKET_NAME",
            "secret_id": "TENCENT_COS_SECRET_ID",
            "secret_key": "TENCENT_COS_SECRET_KEY",
        },
    ),
    "huawei-obs": _Kind(
        "obs",
        {
            "bucket": "HUAWEI_OBS_BUCKET_NAME",
            "endpoint": "HUAWEI_OBS_SERVER",
            "access_key_id": "HUAWEI_OBS_ACCESS_KEY",
            "secret_access_key": "HUAWEI_OBS_SECRET_KEY",
        },
    ),
    "volcengine-tos": _Kind(
        "tos",
        {
            "bucket": "VOLCENGINE_TOS_BUCKET_NAME",
            "endpoint": "VOLCENGINE_TOS_ENDPOINT",
            "region": "VOLCENGINE_TOS_REGION",
            "access_key_id": "VOLCENGINE_TOS_ACCESS_KEY",
            "secret_access_key": "VOLCENGINE_TOS_SECRET_KEY",
        },
    ),
    "oci-storage": _Kind(
        "s3",
        {
            "bucket": "OCI_BUCKET_NAME",
            "region": "OCI_REGION",
            "endpoint": "OCI_ENDPOINT",
            "access_key_id": "OCI_ACCESS_KEY",
            "secret_access_key": "OCI_SECRET_KEY",
        },
    ),
    "baidu-obs": _Kind(
        "s3",
        {
            "bucket": "BAIDU_OBS_BUCKET_NAME",
            "endpoint": "BAIDU_OBS_ENDPOINT",
            "access_key_id": "BAIDU_OBS_ACCESS_KEY",
            "secret_access_key": "BAIDU_OBS_SECRET_KEY",
        },
    ),
}
"""Every value of STORAGE_TYPE but ``opendal``, which names a scheme itself."""

SERVED: Final = frozenset({"opendal", *_KINDS})
"""Values of STORAGE_TYPE with an implementation."""


def backend_of(kind: str, read: Read, environ: Mapping[str, str]) -> Backend:
    """The place that STORAGE_TYPE and its variables describe. Raises KeyError for a kind that is not served."""
    if kind == "opendal":
        return _opendal(read("OPENDAL_SCHEME") or "fs", environ)
    known = _KINDS[kind]
    options = {option: text for option, name in known.variables.items() if (text := read(name))}
    if adjust := _ADJUSTMENTS.get(kind):
        adjust(options, read)
    return Backend(known.scheme, _rooted(known.scheme, options))


def _opendal(scheme: str, environ: Mapping[str, str]) -> Backend:
    """Each OPENDAL_<SCHEME>_<OPTION> is an option of the scheme, in lower case."""
    prefix = f"OPENDAL_{scheme.upper().replace('-', '_')}_"
    options = {name.removeprefix(prefix).lower(): text for name, text in environ.items() if name.startswith(prefix)}
    return Backend(scheme, _rooted(scheme, {option: text for option, text in options.items() if text}))


def _rooted(scheme: str, options: dict[str, str]) -> dict[str, str]:
    """Files lie below the working directory unless their folder is absolute; OpenDAL wants it absolute."""
    if scheme in {"fs", "file"}:
        options["root"] = str(Path(options.get("root", "storage")).absolute())
    return options


def _s3(options: dict[str, str], read: Read) -> None:
    if read("S3_USE_AWS_MANAGED_IAM").casefold() == "true":
        for option in _KEYS:
            options.pop(option, None)
    if read("S3_ADDRESS_STYLE") == "virtual":
        options["enable_virtual_host_style"] = "true"


def _azure(options: dict[str, str], read: Read) -> None:
    del read
    if options.get("account_key") == MANAGED_IDENTITY:
        del options["account_key"]


def _tencent(options: dict[str, str], read: Read) -> None:
    scheme = read("TENCENT_COS_SCHEME")
    options["endpoint"] = f"{'http' if scheme == 'http' else 'https'}://cos.{read('TENCENT_COS_REGION')}.myqcloud.com"


def _huawei(options: dict[str, str], read: Read) -> None:
    options["enable_virtual_host_style"] = "false" if read("HUAWEI_OBS_PATH_STYLE").casefold() == "true" else "true"


def _baidu(options: dict[str, str], read: Read) -> None:
    """Its S3 protocol is spoken at the host with ``s3.`` before it; the region is the host's first label."""
    del read
    given = options.get("endpoint", "")
    address = urlsplit(given if "://" in given else f"//{given}")
    host = (address.hostname or "").removeprefix("s3.")
    options["region"] = host.partition(".")[0]
    options["endpoint"] = f"{address.scheme or 'https'}://s3.{host}"


_ADJUSTMENTS: Final[Mapping[str, Callable[[dict[str, str], Read], None]]] = {
    "s3": _s3,
    "azure-blob": _azure,
    "tencent-cos": _tencent,
    "huawei-obs": _huawei,
    "baidu-obs": _baidu,
}
"""What is more than a name for another name."""
