"""Vector store: ClickZetta Lakehouse."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class ClickzettaConfig(Settings):
    """ClickZetta Lakehouse."""

    category = "vector_store"

    CLICKZETTA_USERNAME: str | None = setting(
        None,
        help=(
            "ClickZetta Lakehouse account, shared with ClickZetta volume storage unless that has its own "
            "name. It needs rights to create tables and indexes."
        ),
        group="clickzetta",
        docker=SAME,
        example="dify_user",
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_USERNAME": {"empty": True}},
            ]
        },
        required_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_USERNAME": {"empty": True}},
            ]
        },
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_PASSWORD: str | None = setting(
        None,
        help=(
            "Password of the ClickZetta account. Volume storage falls back on it too, so a wrong value "
            "can affect uploaded files as well as vectors."
        ),
        group="clickzetta",
        docker=SAME,
        secret="free",
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_PASSWORD": {"empty": True}},
            ]
        },
        required_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_PASSWORD": {"empty": True}},
            ]
        },
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_INSTANCE: str | None = setting(
        None,
        help=(
            "ClickZetta instance identifier, taken from the Lakehouse console address. Volume storage "
            "uses it as well unless it has its own setting."
        ),
        group="clickzetta",
        docker=SAME,
        example="abcd1234",
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_INSTANCE": {"empty": True}},
            ]
        },
        required_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_INSTANCE": {"empty": True}},
            ]
        },
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_SERVICE: str | None = setting(
        "api.clickzetta.com",
        help=(
            "API host of ClickZetta, which differs by cloud region. Replace the general default with the "
            "regional name given in the console."
        ),
        group="clickzetta",
        docker=SAME,
        example="cn-shanghai.api.clickzetta.example.com",
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_SERVICE": {"empty": True}},
            ]
        },
        required_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_WORKSPACE: str | None = setting(
        "default",
        help=(
            "ClickZetta workspace that contains the schema. Select one your account may write to; data "
            "does not follow when you change it."
        ),
        group="clickzetta",
        docker="quick_start",
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_WORKSPACE": {"empty": True}},
            ]
        },
        required_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VCLUSTER: str | None = setting(
        "default_ap",
        help=(
            "Virtual compute cluster that runs Dify's ClickZetta queries. A larger or separate cluster "
            "speeds up retrieval and keeps it apart from analytics jobs."
        ),
        group="clickzetta",
        docker=SAME,
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_VCLUSTER": {"empty": True}},
            ]
        },
        required_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_SCHEMA: str | None = setting(
        "public",
        help=(
            "ClickZetta schema for the vector tables. Distinct schemas keep several Dify installations in"
            " one workspace apart."
        ),
        group="clickzetta",
        docker="dify",
        active_when={
            "any": [
                {"VECTOR_STORE": ["clickzetta"]},
                {"STORAGE_TYPE": ["clickzetta-volume"], "CLICKZETTA_VOLUME_SCHEMA": {"empty": True}},
            ]
        },
        required_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_BATCH_SIZE: int | None = setting(
        100,
        help=(
            "Rows written to ClickZetta in a single insert. Bigger batches load faster; reduce it when "
            "statements grow too large and are rejected."
        ),
        group="clickzetta",
        docker=SAME,
        active_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_ENABLE_INVERTED_INDEX: bool | None = setting(
        True,
        help=(
            "Adds a text index to new ClickZetta tables. Without it, keyword search on large knowledge "
            "bases becomes slow."
        ),
        group="clickzetta",
        docker=SAME,
        active_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_ANALYZER_TYPE: str | None = setting(
        "chinese",
        help=(
            "Word splitter for the ClickZetta text index. Choose by document language; tables already "
            "built must be re-indexed to change it."
        ),
        group="clickzetta",
        docker=SAME,
        choices={
            "keyword": "Whole text as one term",
            "english": "English words",
            "chinese": "Chinese segmentation",
            "unicode": "Mixed languages, Unicode rules",
        },
        active_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_ANALYZER_MODE: str | None = setting(
        "smart",
        help=(
            "How finely the ClickZetta analyzer cuts text. The finest split finds more matches but enlarges the index."
        ),
        group="clickzetta",
        docker=SAME,
        choices={"max_word": "Finest split, more matches", "smart": "Balanced, fewer terms"},
        active_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )

    CLICKZETTA_VECTOR_DISTANCE_FUNCTION: str | None = setting(
        "cosine_distance",
        help=(
            "Similarity measure for new ClickZetta vector indexes. Keep cosine for usual text embeddings,"
            " and avoid mixing measures because score thresholds lose their meaning."
        ),
        group="clickzetta",
        docker=SAME,
        choices={"l2_distance": "Euclidean distance", "cosine_distance": "Cosine distance"},
        active_when={"VECTOR_STORE": ["clickzetta"]},
        readers=SHARED_ENVIRONMENT,
    )
