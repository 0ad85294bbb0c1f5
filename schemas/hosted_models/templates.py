"""Hosted models and templates: where templates for apps and knowledge pipelines come from."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedFetchAppTemplateConfig(Settings):
    """Configures the source of app templates."""

    category = "hosted_models"

    HOSTED_FETCH_APP_TEMPLATES_MODE: str = setting(
        "remote",
        help=(
            "Where the gallery of app templates comes from. On a network without internet, builtin saves the "
            "wait for a server that does not answer."
        ),
        group="templates",
        choices={"remote": "Template server", "db": "Apps marked in the database", "builtin": "Files inside the image"},
        reaches_container=False,
    )

    HOSTED_FETCH_APP_TEMPLATES_REMOTE_DOMAIN: str = setting(
        "https://tmpl.dify.ai",
        help="Server that hands out app templates. Point it at a mirror if you run one.",
        group="templates",
        kind="url",
        schemes=("http", "https"),
        active_when={"HOSTED_FETCH_APP_TEMPLATES_MODE": ["remote"]},
        reaches_container=False,
    )


class HostedFetchPipelineTemplateConfig(Settings):
    """Configures the source of knowledge pipeline templates."""

    category = "hosted_models"

    HOSTED_FETCH_PIPELINE_TEMPLATES_MODE: str = setting(
        "remote",
        help=(
            "Where templates for knowledge pipelines come from. Choose builtin when the API has no way to the internet."
        ),
        group="templates",
        choices={"remote": "Template server", "db": "Templates in the database", "builtin": "Files inside the image"},
        reaches_container=False,
    )

    HOSTED_FETCH_PIPELINE_TEMPLATES_REMOTE_DOMAIN: str = setting(
        "https://tmpl.dify.ai",
        help=(
            "Server for knowledge pipeline templates, which need not be the one for apps. A mirror of your own "
            "goes here."
        ),
        group="templates",
        kind="url",
        schemes=("http", "https"),
        active_when={"HOSTED_FETCH_PIPELINE_TEMPLATES_MODE": ["remote"]},
        reaches_container=False,
    )
