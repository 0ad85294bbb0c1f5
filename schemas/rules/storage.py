"""Rules on file storage: what each kind needs, and what it leaves unread."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator

from schemas.rules.base import Fix, Found, Severity, Theme, Values, found, set_to
from schemas.rules.hosts import SERVICES, is_address

THEME = Theme("storage", "File storage")

_OPENDAL_FILES = "fs"
_ACCOUNT_FIELDS = ("type", "client_email", "private_key")
_MANAGED = "managedidentity"
"""In the place of a key: the application asks the cloud for one."""


@THEME.rule(
    "LD-STORAGE-OPENDAL",
    Severity.ERROR,
    *("STORAGE_TYPE", "OPENDAL_SCHEME"),
    finds="OpenDAL stores elsewhere than in files and nothing says where.",
    why="It reads OPENDAL_<SCHEME>_..., for instance OPENDAL_S3_BUCKET; without them the first upload fails.",
    mends="Set the variables of the scheme and pass them to api and worker in an override file.",
    faults="F59",
)
def opendal(values: Values) -> Iterator[Found]:
    """A scheme other than files has variables of its own."""
    scheme = values.in_force("OPENDAL_SCHEME")
    if values.in_force("STORAGE_TYPE") != "opendal" or scheme in ("", _OPENDAL_FILES):
        return
    prefix = f"OPENDAL_{scheme.upper().replace('-', '_')}_"
    if not any(name.startswith(prefix) for name in values.given):
        yield found(f"{values.says('OPENDAL_SCHEME')}, but no {prefix}... is set: uploads fail", "OPENDAL_SCHEME")


@THEME.rule(
    "LD-STORAGE-S3-STYLE",
    Severity.ERROR,
    *("STORAGE_TYPE", "S3_ENDPOINT", "S3_ADDRESS_STYLE"),
    finds="The bucket is to be part of the host name, and the endpoint is an address or a bare name.",
    why="bucket.192.168.1.5 and bucket.minio are no hosts; each access fails.",
    mends="Use the style path.",
    faults="F59",
)
def s3_style(values: Values) -> Iterator[Found]:
    """A bucket can stand in front of a domain only."""
    host = values.host("S3_ENDPOINT")
    bare = bool(host) and (is_address(host) or "." not in host)
    if values.in_force("STORAGE_TYPE") == "s3" and values.in_force("S3_ADDRESS_STYLE") == "virtual" and bare:
        message = (
            f"{values.says('S3_ADDRESS_STYLE')}, but {values.says('S3_ENDPOINT')}: no bucket can stand before that host"
        )
        yield found(message, "S3_ADDRESS_STYLE", "S3_ENDPOINT", fix=set_to("S3_ADDRESS_STYLE", "path"))


@THEME.rule(
    "LD-STORAGE-S3-IAM",
    Severity.WARNING,
    *("STORAGE_TYPE", "S3_USE_AWS_MANAGED_IAM", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY"),
    finds="The role of the machine is used for S3, and keys or an endpoint of somebody else are set too.",
    why="The keys are not read; a store that is not Amazon's knows no roles of its machines.",
    mends="Remove what is not used.",
    faults="F59",
)
def s3_role(values: Values) -> Iterator[Found]:
    """A role or keys."""
    if values.in_force("STORAGE_TYPE") != "s3" or not values.is_true("S3_USE_AWS_MANAGED_IAM"):
        return
    keys = [name for name in ("S3_ACCESS_KEY", "S3_SECRET_KEY") if values.text(name)]
    host = values.host("S3_ENDPOINT")
    if host and not host.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        message = (
            f"{values.says('S3_USE_AWS_MANAGED_IAM')}, but {values.says('S3_ENDPOINT')}: only Amazon knows such roles"
        )
        fix = set_to("S3_USE_AWS_MANAGED_IAM", "false")
        yield found(message, "S3_USE_AWS_MANAGED_IAM", "S3_ENDPOINT", fix=fix)
    elif keys:
        said = " and ".join(values.says(name) for name in keys)
        message = f"{said} and not read, because S3_USE_AWS_MANAGED_IAM is on"
        fix = Fix(f"Remove {' and '.join(keys)}", dict.fromkeys(keys))
        yield found(message, *keys, "S3_USE_AWS_MANAGED_IAM", fix=fix)


@THEME.rule(
    "LD-STORAGE-GOOGLE-KEY",
    Severity.ERROR,
    *("STORAGE_TYPE", "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64"),
    finds="The Google account is not the base64 of a service account's JSON file.",
    why="The application decodes it at the first access and fails there.",
    mends="Encode the file that the console gave you: base64 -w0 account.json.",
    faults="F38 F59",
)
def google_key(values: Values) -> Iterator[Found]:
    """Base64 of JSON with an account's fields."""
    name = "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64"
    text = values.text(name)
    if values.in_force("STORAGE_TYPE") != "google-storage" or not text or text.startswith("your-"):
        return
    try:
        account = json.loads(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        what = "is the JSON itself" if text.lstrip().startswith("{") else "is no base64 of JSON"
        fix = None
        if text.lstrip().startswith("{"):
            fix = Fix(f"Encode {name}", {name: base64.b64encode(text.encode()).decode()})
        yield found(f"{values.says(name)}, which {what}: the application cannot read it", name, fix=fix)
        return
    missing = [field for field in _ACCOUNT_FIELDS if not (isinstance(account, dict) and account.get(field))]
    if missing:
        yield found(f"{values.says(name)}, the JSON of something else: it has no {', '.join(missing)}", name)


@THEME.rule(
    "LD-STORAGE-AZURE-KEY",
    Severity.WARNING,
    *("STORAGE_TYPE", "AZURE_BLOB_ACCOUNT_KEY"),
    finds="The Azure account key is not in base64.",
    why="Keys of storage accounts are 64 bytes in base64; anything else is refused at the first access.",
    mends="Copy the key from the portal.",
    faults="F38 F59",
)
def azure_key(values: Values) -> Iterator[Found]:
    """64 bytes in base64, or the word for a managed identity."""
    name = "AZURE_BLOB_ACCOUNT_KEY"
    text = values.text(name)
    if values.in_force("STORAGE_TYPE") != "azure-blob" or not values.is_set(name) or text == _MANAGED:
        return
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        yield found(f"{values.says(name)}, which is no base64: Azure refuses it", name)


@THEME.rule(
    "LD-STORAGE-ENDPOINT-INSIDE",
    Severity.WARNING,
    *("STORAGE_TYPE", "S3_ENDPOINT"),
    finds="The bucket's endpoint is a name that only containers know.",
    why="Links to files that a browser opens directly lead nowhere.",
    mends="Use a name that both containers and browsers know.",
    faults="F59",
)
def endpoint_inside(values: Values) -> Iterator[Found]:
    """A store inside the stack cannot be linked to from outside."""
    host = values.host("S3_ENDPOINT")
    if values.in_force("STORAGE_TYPE") == "s3" and (host in SERVICES or (host and "." not in host)):
        yield found(
            f"{values.says('S3_ENDPOINT')}, a name that only containers know: browsers cannot open it", "S3_ENDPOINT"
        )


@THEME.rule(
    "LD-STORAGE-ARCHIVE-BUCKET",
    Severity.WARNING,
    *("ARCHIVE_STORAGE_ENABLED", "ARCHIVE_STORAGE_ARCHIVE_BUCKET", "S3_BUCKET_NAME", "STORAGE_TYPE"),
    finds="Archived logs go into the bucket of the uploaded files.",
    why="A rule that deletes or freezes old archives then takes the files of the users with it.",
    mends="Use a bucket of its own.",
    faults="F59",
)
def archive_bucket(values: Values) -> Iterator[Found]:
    """Two purposes, two buckets."""
    bucket = values.text("ARCHIVE_STORAGE_ARCHIVE_BUCKET")
    both = values.is_true("ARCHIVE_STORAGE_ENABLED") and values.in_force("STORAGE_TYPE") == "s3"
    if both and bucket and bucket == values.in_force("S3_BUCKET_NAME"):
        message = f"{values.says('ARCHIVE_STORAGE_ARCHIVE_BUCKET')}, the bucket of the uploaded files too"
        yield found(message, "ARCHIVE_STORAGE_ARCHIVE_BUCKET", "S3_BUCKET_NAME")


@THEME.rule(
    "LD-STORAGE-LOGSTORE",
    Severity.ERROR,
    *("CORE_WORKFLOW_EXECUTION_REPOSITORY", "CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY"),
    *("API_WORKFLOW_NODE_EXECUTION_REPOSITORY", "API_WORKFLOW_RUN_REPOSITORY"),
    *("ALIYUN_SLS_ENDPOINT", "ALIYUN_SLS_PROJECT_NAME", "ALIYUN_SLS_ACCESS_KEY_ID", "ALIYUN_SLS_ACCESS_KEY_SECRET"),
    finds="Workflow runs are kept in a log store and its access is not set.",
    why="No run can be saved or shown.",
    mends="Set the ALIYUN_SLS_ variables, or keep runs in the database.",
    faults="F59",
)
def logstore(values: Values) -> Iterator[Found]:
    """The log store needs its four variables."""
    users = [
        name
        for name in (
            *("CORE_WORKFLOW_EXECUTION_REPOSITORY", "CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY"),
            *("API_WORKFLOW_NODE_EXECUTION_REPOSITORY", "API_WORKFLOW_RUN_REPOSITORY"),
        )
        if ".logstore." in values.text(name)
    ]
    missing = [
        name
        for name in (
            *("ALIYUN_SLS_ENDPOINT", "ALIYUN_SLS_PROJECT_NAME"),
            *("ALIYUN_SLS_ACCESS_KEY_ID", "ALIYUN_SLS_ACCESS_KEY_SECRET"),
        )
        if not values.text(name)
    ]
    if users and missing:
        message = f"{users[0]} keeps runs in the log store, but {', '.join(missing)} is empty: no run can be saved"
        yield found(message, missing[0], users[0])
