"""Rules on the plugin daemon: its storage, its signatures and its time."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.rules.base import Found, Severity, Theme, Values, found, set_to

THEME = Theme("plugins", "Plugins")

NEEDED = {
    "aws_s3": ("PLUGIN_STORAGE_OSS_BUCKET", "PLUGIN_AWS_REGION", "PLUGIN_AWS_ACCESS_KEY", "PLUGIN_AWS_SECRET_KEY"),
    "tencent_cos": (
        *("PLUGIN_STORAGE_OSS_BUCKET", "PLUGIN_TENCENT_COS_SECRET_KEY"),
        *("PLUGIN_TENCENT_COS_SECRET_ID", "PLUGIN_TENCENT_COS_REGION"),
    ),
    "azure_blob": ("PLUGIN_AZURE_BLOB_STORAGE_CONTAINER_NAME", "PLUGIN_AZURE_BLOB_STORAGE_CONNECTION_STRING"),
    "aliyun_oss": (
        *("PLUGIN_STORAGE_OSS_BUCKET", "PLUGIN_ALIYUN_OSS_REGION", "PLUGIN_ALIYUN_OSS_ENDPOINT"),
        *("PLUGIN_ALIYUN_OSS_ACCESS_KEY_ID", "PLUGIN_ALIYUN_OSS_ACCESS_KEY_SECRET"),
    ),
    "volcengine_tos": (
        *("PLUGIN_STORAGE_OSS_BUCKET", "PLUGIN_VOLCENGINE_TOS_ENDPOINT", "PLUGIN_VOLCENGINE_TOS_REGION"),
        *("PLUGIN_VOLCENGINE_TOS_ACCESS_KEY", "PLUGIN_VOLCENGINE_TOS_SECRET_KEY"),
    ),
}
"""What each kind of storage cannot do without."""
_ROLE = frozenset({"PLUGIN_AWS_ACCESS_KEY", "PLUGIN_AWS_SECRET_KEY"})
"""What the role of the machine replaces."""


@THEME.rule(
    "LD-PLUGIN-STORAGE",
    Severity.ERROR,
    *("PLUGIN_STORAGE_TYPE", "PLUGIN_S3_USE_AWS_MANAGED_IAM", *dict.fromkeys(sum(NEEDED.values(), ()))),
    finds="The plugin daemon stores in a bucket and what it needs for that is empty.",
    why="The daemon stops at its start, and every plugin with it.",
    mends="Set the variables of the chosen kind.",
    faults="F59 F72",
)
def needed(values: Values) -> Iterator[Found]:
    """Each kind with its own variables."""
    kind = values.in_force("PLUGIN_STORAGE_TYPE")
    role = values.is_true("PLUGIN_S3_USE_AWS_MANAGED_IAM")
    for name in NEEDED.get(kind, ()):
        if not values.text(name) and not (role and name in _ROLE):
            message = f"{values.says(name)}, but it is required when PLUGIN_STORAGE_TYPE is {kind}"
            yield found(message, name, "PLUGIN_STORAGE_TYPE")


@THEME.rule(
    "LD-PLUGIN-S3-STYLE",
    Severity.WARNING,
    *("PLUGIN_STORAGE_TYPE", "PLUGIN_S3_ENDPOINT", "PLUGIN_S3_USE_PATH_STYLE", "PLUGIN_S3_USE_AWS"),
    finds="A bucket that is not Amazon's is asked for in Amazon's way.",
    why="bucket.minio is no host; each access of the daemon fails.",
    mends="Set PLUGIN_S3_USE_PATH_STYLE to true and PLUGIN_S3_USE_AWS to false.",
    faults="F59",
)
def path_style(values: Values) -> Iterator[Found]:
    """Own endpoints want the path style."""
    host = values.host("PLUGIN_S3_ENDPOINT")
    own = bool(host) and not host.endswith((".amazonaws.com", ".amazonaws.com.cn"))
    if values.in_force("PLUGIN_STORAGE_TYPE") == "aws_s3" and own and not values.is_true("PLUGIN_S3_USE_PATH_STYLE"):
        message = f"{values.says('PLUGIN_S3_USE_PATH_STYLE')}, but {values.says('PLUGIN_S3_ENDPOINT')} is not Amazon's"
        fix = set_to("PLUGIN_S3_USE_PATH_STYLE", "true")
        yield found(message, "PLUGIN_S3_USE_PATH_STYLE", "PLUGIN_S3_ENDPOINT", fix=fix)


@THEME.rule(
    "LD-PLUGIN-SIGNATURES",
    Severity.WARNING,
    *("FORCE_VERIFYING_SIGNATURE", "DEPLOY_ENV"),
    finds="Plugins are installed without a look at their signature in a production deployment.",
    why="Whoever may install a plugin may run any code in the daemon.",
    mends="Switch it on.",
)
def signatures(values: Values) -> Iterator[Found]:
    """Signatures count in production."""
    off = values.is_set("FORCE_VERIFYING_SIGNATURE") and not values.is_true("FORCE_VERIFYING_SIGNATURE")
    if off and values.in_force("DEPLOY_ENV") == "PRODUCTION":
        message = (
            f"{values.says('FORCE_VERIFYING_SIGNATURE')} while {values.says('DEPLOY_ENV')}: any plugin is installed"
        )
        fix = set_to("FORCE_VERIFYING_SIGNATURE", "true")
        yield found(message, "FORCE_VERIFYING_SIGNATURE", "DEPLOY_ENV", fix=fix)
