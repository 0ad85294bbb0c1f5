"""Hosted models: OpenAI."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import setting


class HostedOpenAiConfig(Settings):
    """Configures OpenAI models on a cloud operator's account."""

    category = "hosted_models"

    HOSTED_OPENAI_API_KEY: str | None = setting(
        None,
        help=(
            "Key with which a cloud operator pays OpenAI for everyone. Self-hosted, add OpenAI as a model "
            "provider in the console instead."
        ),
        group="openai",
        secret="free",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_OPENAI_API_BASE: str | None = setting(
        None,
        help="Where hosted OpenAI calls go when not to OpenAI directly, such as a gateway that meters them.",
        group="openai",
        kind="url",
        example="https://api.openai.com",
        schemes=("http", "https"),
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_OPENAI_API_ORGANIZATION: str | None = setting(
        None,
        help="OpenAI organization that is billed for hosted calls. Needed only when the key belongs to several.",
        group="openai",
        example="org-abc123",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_OPENAI_TRIAL_ENABLED: bool = setting(
        False,
        help="Lets cloud workspaces try OpenAI models on free credits. Other editions ignore it.",
        group="openai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_OPENAI_TRIAL_MODELS: str = setting(
        "gpt-4,gpt-4-turbo-preview,gpt-4-turbo-2024-04-09,gpt-4-1106-preview,gpt-4-0125-preview,gpt-4-turbo,gpt-4.1,gpt-4.1-2025-04-14,gpt-4.1-mini,gpt-4.1-mini-2025-04-14,gpt-4.1-nano,gpt-4.1-nano-2025-04-14,gpt-3.5-turbo,gpt-3.5-turbo-16k,gpt-3.5-turbo-16k-0613,gpt-3.5-turbo-1106,gpt-3.5-turbo-0613,gpt-3.5-turbo-0125,gpt-3.5-turbo-instruct,text-davinci-003,chatgpt-4o-latest,gpt-4o,gpt-4o-2024-05-13,gpt-4o-2024-08-06,gpt-4o-2024-11-20,gpt-4o-audio-preview,gpt-4o-audio-preview-2025-06-03,gpt-4o-mini,gpt-4o-mini-2024-07-18,o3-mini,o3-mini-2025-01-31,gpt-5-mini-2025-08-07,gpt-5-mini,o4-mini,o4-mini-2025-04-16,gpt-5-chat-latest,gpt-5,gpt-5-2025-08-07,gpt-5-nano,gpt-5-nano-2025-08-07",
        help="OpenAI models on which free credits may be spent. A shorter list caps what a trial can cost.",
        group="openai",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_OPENAI_PAID_ENABLED: bool = setting(
        False,
        help=(
            "Makes OpenAI models part of the cloud plans, on the operator's account. Without billing it serves "
            "no purpose."
        ),
        group="openai",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )

    HOSTED_OPENAI_PAID_MODELS: str = setting(
        "gpt-4,gpt-4-turbo-preview,gpt-4-turbo-2024-04-09,gpt-4-1106-preview,gpt-4-0125-preview,gpt-4-turbo,gpt-4.1,gpt-4.1-2025-04-14,gpt-4.1-mini,gpt-4.1-mini-2025-04-14,gpt-4.1-nano,gpt-4.1-nano-2025-04-14,gpt-3.5-turbo,gpt-3.5-turbo-16k,gpt-3.5-turbo-16k-0613,gpt-3.5-turbo-1106,gpt-3.5-turbo-0613,gpt-3.5-turbo-0125,gpt-3.5-turbo-instruct,text-davinci-003,chatgpt-4o-latest,gpt-4o,gpt-4o-2024-05-13,gpt-4o-2024-08-06,gpt-4o-2024-11-20,gpt-4o-audio-preview,gpt-4o-audio-preview-2025-06-03,gpt-4o-mini,gpt-4o-mini-2024-07-18,o3-mini,o3-mini-2025-01-31,gpt-5-mini-2025-08-07,gpt-5-mini,o4-mini,o4-mini-2025-04-16,gpt-5-chat-latest,gpt-5,gpt-5-2025-08-07,gpt-5-nano,gpt-5-nano-2025-08-07",
        help="OpenAI models that subscribers of the cloud may use. Review it when OpenAI adds or retires models.",
        group="openai",
        kind="csv",
        active_when={"EDITION": ["CLOUD"]},
        reaches_container=False,
    )
