"""hosted_models: azure_openai."""

from __future__ import annotations

from pydantic import NonNegativeInt

from schemas.base import Settings
from schemas.setting import setting


class HostedAzureOpenAiConfig(Settings):
    """azure_openai."""

    category = "hosted_models"

    HOSTED_AZURE_OPENAI_ENABLED: bool = setting(
        False,
        help="TODO hosted Azure OpenAI switch (HOSTED_AZURE_OPENAI_ENABLED)",
        group="azure_openai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_AZURE_OPENAI_API_KEY: str | None = setting(
        None,
        help="TODO hosted Azure OpenAI key (HOSTED_AZURE_OPENAI_API_KEY)",
        group="azure_openai",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_AZURE_OPENAI_API_BASE: str | None = setting(
        None,
        help="TODO hosted Azure OpenAI address (HOSTED_AZURE_OPENAI_API_BASE)",
        group="azure_openai",
        kind="url",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_AZURE_OPENAI_QUOTA_LIMIT: NonNegativeInt = setting(
        200,
        help="TODO hosted Azure OpenAI quota (HOSTED_AZURE_OPENAI_QUOTA_LIMIT)",
        group="azure_openai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
