"""knowledge: dataset."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class DataSetConfig(Settings):
    """dataset."""

    category = "knowledge"

    PLAN_SANDBOX_CLEAN_DAY_SETTING: PositiveInt = setting(
        30,
        help="TODO idle days before cleanup, free plan (PLAN_SANDBOX_CLEAN_DAY_SETTING)",
        group="dataset",
        unit="days",
        reaches_container=False,
    )

    PLAN_PRO_CLEAN_DAY_SETTING: PositiveInt = setting(
        7,
        help="TODO idle days before cleanup, paid plans (PLAN_PRO_CLEAN_DAY_SETTING)",
        group="dataset",
        unit="days",
        reaches_container=False,
    )

    DATASET_OPERATOR_ENABLED: bool = setting(
        False,
        help="TODO dataset operator role (DATASET_OPERATOR_ENABLED)",
        group="dataset",
        reaches_container=False,
    )

    TIDB_SERVERLESS_NUMBER: PositiveInt = setting(
        500,
        help="TODO pre-created TiDB clusters (TIDB_SERVERLESS_NUMBER)",
        group="dataset",
        reaches_container=False,
    )

    CREATE_TIDB_SERVICE_JOB_ENABLED: bool = setting(
        False,
        help="TODO TiDB cluster creation job (CREATE_TIDB_SERVICE_JOB_ENABLED)",
        group="dataset",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    PLAN_SANDBOX_CLEAN_MESSAGE_DAY_SETTING: PositiveInt = setting(
        30,
        help="TODO message retention, free plan (PLAN_SANDBOX_CLEAN_MESSAGE_DAY_SETTING)",
        group="dataset",
        unit="days",
        reaches_container=False,
    )

    DSL_EXPORT_ENCRYPT_DATASET_ID: bool = setting(
        True,
        help="TODO encrypt dataset ids in exports (DSL_EXPORT_ENCRYPT_DATASET_ID)",
        group="dataset",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    DATASET_MAX_SEGMENTS_PER_REQUEST: NonNegativeInt = setting(
        0,
        help="TODO segments per API call, 0 unlimited (DATASET_MAX_SEGMENTS_PER_REQUEST)",
        group="dataset",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )
