"""hosted_models: templates."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedFetchAppTemplateConfig(Settings):
    """templates."""

    category = "hosted_models"

    HOSTED_FETCH_APP_TEMPLATES_MODE: str = setting(
        "remote",
        help="TODO app template source (HOSTED_FETCH_APP_TEMPLATES_MODE)",
        group="templates",
        choices={"remote": "", "db": "", "builtin": ""},
        reaches_container=False,
    )

    HOSTED_FETCH_APP_TEMPLATES_REMOTE_DOMAIN: str = setting(
        "https://tmpl.dify.ai",
        help="TODO app template server (HOSTED_FETCH_APP_TEMPLATES_REMOTE_DOMAIN)",
        group="templates",
        kind="url",
        schemes=("http", "https"),
        active_when={"HOSTED_FETCH_APP_TEMPLATES_MODE": ["remote"]},
        reaches_container=False,
    )


class HostedFetchPipelineTemplateConfig(Settings):
    """templates."""

    category = "hosted_models"

    HOSTED_FETCH_PIPELINE_TEMPLATES_MODE: str = setting(
        "remote",
        help="TODO pipeline template source (HOSTED_FETCH_PIPELINE_TEMPLATES_MODE)",
        group="templates",
        choices={"remote": "", "db": "", "builtin": ""},
        reaches_container=False,
    )

    HOSTED_FETCH_PIPELINE_TEMPLATES_REMOTE_DOMAIN: str = setting(
        "https://tmpl.dify.ai",
        help="TODO pipeline template server (HOSTED_FETCH_PIPELINE_TEMPLATES_REMOTE_DOMAIN)",
        group="templates",
        kind="url",
        schemes=("http", "https"),
        active_when={"HOSTED_FETCH_PIPELINE_TEMPLATES_MODE": ["remote"]},
        reaches_container=False,
    )
