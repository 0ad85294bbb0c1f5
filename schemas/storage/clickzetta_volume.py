"""Storage: files in a ClickZetta volume."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class ClickZettaVolumeStorageConfig(Settings):
    """Configures the login and the volume with which files are kept in ClickZetta."""

    category = "storage"

    CLICKZETTA_VOLUME_USERNAME: str | None = setting(
        None,
        help=(
            "Login of the ClickZetta account that owns the files. Empty means the one in CLICKZETTA_USERNAME, "
            "so set it only when files and vectors use different accounts."
        ),
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_PASSWORD: str | None = setting(
        None,
        help="Password of the ClickZetta account for files. CLICKZETTA_PASSWORD stands in when it is empty.",
        group="clickzetta_volume",
        secret="free",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_INSTANCE: str | None = setting(
        None,
        help=(
            "ClickZetta instance that stores the files. Needed only when it is not the one named in "
            "CLICKZETTA_INSTANCE."
        ),
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_SERVICE: str = setting(
        "api.clickzetta.com",
        help=(
            "Host of the ClickZetta service that stores files. Use the host of your cloud region or of a "
            "private deployment; unset, CLICKZETTA_SERVICE counts."
        ),
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_WORKSPACE: str = setting(
        "quick_start",
        help=(
            "ClickZetta workspace in which the volume is looked up. Change it when your files belong elsewhere "
            "than in the trial workspace."
        ),
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_VCLUSTER: str = setting(
        "default_ap",
        help=(
            "Virtual cluster that executes uploads and downloads. Give them a small one of their own if they "
            "slow down other queries."
        ),
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_SCHEMA: str = setting(
        "dify",
        help=(
            "Schema that holds the volume and, for table volumes, the tables created for it. The login needs "
            "rights there."
        ),
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_TYPE: str = setting(
        "user",
        help=(
            "Kind of volume that takes the files. Keep a value here: without one the storage code falls back to "
            "table, and files stored under another kind are no longer found."
        ),
        group="clickzetta_volume",
        docker=SAME,
        choices={
            "user": "Private area of the login",
            "table": "One volume per knowledge base",
            "external": "Existing volume on a bucket",
        },
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VOLUME_NAME: str | None = setting(
        None,
        help=("Existing volume on your own bucket, made in ClickZetta beforehand. Only the external kind asks for it."),
        group="clickzetta_volume",
        docker=SAME,
        example="dify_files",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_TYPE": ["external"]},
        required_when={"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_TYPE": ["external"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VOLUME_TABLE_PREFIX: str = setting(
        "dataset_",
        help=(
            "Start of the names of the tables that carry files, one per knowledge base. After a change, files "
            "under the old tables are no longer found."
        ),
        group="clickzetta_volume",
        docker=SAME,
        active_when={"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_TYPE": ["table"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VOLUME_DIFY_PREFIX: str = setting(
        "dify_km",
        help=(
            "Top folder for Dify inside the user volume. Give each installation its own when several share a "
            "login; files already stored do not move."
        ),
        group="clickzetta_volume",
        docker=SAME,
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        readers=SHARED_ENVIRONMENT,
    )
