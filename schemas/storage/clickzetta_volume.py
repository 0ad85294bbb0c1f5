"""storage: clickzetta_volume."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class ClickZettaVolumeStorageConfig(Settings):
    """clickzetta_volume."""

    category = "storage"

    CLICKZETTA_VOLUME_USERNAME: str | None = setting(
        None,
        help="TODO ClickZetta volume login name (CLICKZETTA_VOLUME_USERNAME)",
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_PASSWORD: str | None = setting(
        None,
        help="TODO ClickZetta volume password (CLICKZETTA_VOLUME_PASSWORD)",
        group="clickzetta_volume",
        secret="free",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_INSTANCE: str | None = setting(
        None,
        help="TODO ClickZetta volume instance id (CLICKZETTA_VOLUME_INSTANCE)",
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_SERVICE: str = setting(
        "api.clickzetta.com",
        help="TODO ClickZetta volume service host (CLICKZETTA_VOLUME_SERVICE)",
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_WORKSPACE: str = setting(
        "quick_start",
        help="TODO ClickZetta volume workspace (CLICKZETTA_VOLUME_WORKSPACE)",
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_VCLUSTER: str = setting(
        "default_ap",
        help="TODO ClickZetta volume compute cluster (CLICKZETTA_VOLUME_VCLUSTER)",
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_SCHEMA: str = setting(
        "dify",
        help="TODO ClickZetta volume schema (CLICKZETTA_VOLUME_SCHEMA)",
        group="clickzetta_volume",
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        reaches_container=False,
    )

    CLICKZETTA_VOLUME_TYPE: str = setting(
        "user",
        help="TODO ClickZetta volume kind (CLICKZETTA_VOLUME_TYPE)",
        group="clickzetta_volume",
        docker=SAME,
        choices={"user": "", "table": "", "external": ""},
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VOLUME_NAME: str | None = setting(
        None,
        help="TODO external ClickZetta volume name (CLICKZETTA_VOLUME_NAME)",
        group="clickzetta_volume",
        docker=SAME,
        active_when={"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_TYPE": ["external"]},
        required_when={"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_TYPE": ["external"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VOLUME_TABLE_PREFIX: str = setting(
        "dataset_",
        help="TODO table volume name prefix (CLICKZETTA_VOLUME_TABLE_PREFIX)",
        group="clickzetta_volume",
        docker=SAME,
        active_when={"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_TYPE": ["table"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VOLUME_DIFY_PREFIX: str = setting(
        "dify_km",
        help="TODO folder prefix isolating app files (CLICKZETTA_VOLUME_DIFY_PREFIX)",
        group="clickzetta_volume",
        docker=SAME,
        active_when={"STORAGE_TYPE": ["clickzetta-volume"]},
        readers=SHARED_ENVIRONMENT,
    )
