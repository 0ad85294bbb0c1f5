"""Hosted models: Azure OpenAI."""

from __future__ import annotations

from pydantic import NonNegativeInt

from schemas.base import Settings
from schemas.setting import setting


class HostedAzureOpenAiConfig(Settings):
    """Configures Azure OpenAI deployments on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_AZURE_OPENAI_ENABLED: bool = setting(
        False,
        help=("Offers the operator's Azure OpenAI deployments to cloud workspaces, for a fixed number of calls each."),
        group="azure_openai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_AZURE_OPENAI_API_KEY: str | None = setting(
        None,
        help=(
            "Key of the operator's Azure OpenAI resource. Only the cloud edition reads it; self-hosters enter "
            "theirs in the console."
        ),
        group="azure_openai",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_AZURE_OPENAI_API_BASE: str | None = setting(
        None,
        help="Address of the operator's Azure OpenAI resource. Its deployments have to bear the usual model names.",
        group="azure_openai",
        kind="url",
        example="https://my-resource.openai.azure.com",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_AZURE_OPENAI_QUOTA_LIMIT: NonNegativeInt = setting(
        200,
        help=(
            "Calls that a cloud workspace gets before it needs an Azure key of its own. Raise it for a longer trial."
        ),
        group="azure_openai",
        unit="calls",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
