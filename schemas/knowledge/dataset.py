"""Knowledge and uploads: upkeep and export of knowledge bases."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class DataSetConfig(Settings):
    """Configures clean-up, roles, exports and prepared clusters of knowledge bases."""

    category = "knowledge"

    PLAN_SANDBOX_CLEAN_DAY_SETTING: PositiveInt = setting(
        30,
        help=(
            "Days without use after which the clean-up job drops the index of a knowledge base and disables its "
            "documents. It counts only while ENABLE_CLEAN_UNUSED_DATASETS_TASK is on."
        ),
        group="dataset",
        unit="days",
        reaches_container=False,
    )

    PLAN_PRO_CLEAN_DAY_SETTING: PositiveInt = setting(
        7,
        help=(
            "Second idle period of the same clean-up job. Before you switch that job on, lengthen both, or "
            "bases that rest for a week lose their index."
        ),
        group="dataset",
        unit="days",
        reaches_container=False,
    )

    DATASET_OPERATOR_ENABLED: bool = setting(
        False,
        help=(
            "Adds a role for members who work on knowledge bases and see nothing else. Switch it on when "
            "editors of content should not touch apps."
        ),
        group="dataset",
        reaches_container=False,
    )

    TIDB_SERVERLESS_NUMBER: PositiveInt = setting(
        500,
        help=(
            "Unused TiDB clusters that the provisioning job keeps in reserve. It concerns only those who give "
            "each tenant a cluster."
        ),
        group="dataset",
        unit="clusters",
        reaches_container=False,
    )

    CREATE_TIDB_SERVICE_JOB_ENABLED: bool = setting(
        False,
        help=(
            "Runs the job that creates TiDB Cloud clusters ahead of need. Leave it off unless you host many "
            "tenants on TiDB, since each cluster may cost money."
        ),
        group="dataset",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLAN_SANDBOX_CLEAN_MESSAGE_DAY_SETTING: PositiveInt = setting(
        30,
        help=(
            "Was meant as the age at which messages of the free plan go. No code of this release reads it; the "
            "retention settings of the scheduled jobs count instead."
        ),
        group="dataset",
        unit="days",
        reaches_container=False,
    )

    DSL_EXPORT_ENCRYPT_DATASET_ID: bool = setting(
        True,
        help=(
            "Encrypts the ids of knowledge bases in exported apps, so that only the same workspace can resolve "
            "them. Turn it off if the ids should stay readable."
        ),
        group="dataset",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DATASET_MAX_SEGMENTS_PER_REQUEST: NonNegativeInt = setting(
        0,
        help=(
            "Most chunks that one API request may add to a document; 0 sets no limit. Use it to shield the "
            "worker from huge requests."
        ),
        group="dataset",
        docker=SAME,
        local=SAME,
        unit="chunks",
        readers=SHARED_ENVIRONMENT,
    )
