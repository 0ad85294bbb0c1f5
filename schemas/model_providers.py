"""model_providers."""

from __future__ import annotations

from typing import Literal

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackFloat, StackInt


class ModelLoadBalanceConfig(Settings):
    """generation."""

    category = "model_providers"

    MODEL_LB_ENABLED: bool = setting(
        False,
        help="TODO spread load over model credentials (MODEL_LB_ENABLED)",
        group="generation",
        reaches_container=False,
    )

    PLUGIN_BASED_TOKEN_COUNTING_ENABLED: bool = setting(
        False,
        help="TODO count tokens through plugins (PLUGIN_BASED_TOKEN_COUNTING_ENABLED)",
        group="generation",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )


class ModerationConfig(Settings):
    """generation."""

    category = "model_providers"

    MODERATION_BUFFER_SIZE: PositiveInt = setting(
        300,
        help="TODO moderation output buffer (MODERATION_BUFFER_SIZE)",
        group="generation",
        unit="characters",
        reaches_container=False,
    )


class MultiModalTransferConfig(Settings):
    """generation."""

    category = "model_providers"

    MULTIMODAL_SEND_FORMAT: Literal["base64", "url"] = setting(
        "base64",
        help="TODO how media reaches models (MULTIMODAL_SEND_FORMAT)",
        group="generation",
        docker=SAME,
        local=SAME,
        choices={"base64": "", "url": ""},
        readers=SHARED_ENVIRONMENT,
    )


class PositionConfig(Settings):
    """position."""

    category = "model_providers"

    POSITION_PROVIDER_PINS: str = setting(
        "",
        help="TODO providers listed first (POSITION_PROVIDER_PINS)",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="openai,openllm",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_PROVIDER_INCLUDES: str = setting(
        "",
        help="TODO providers shown exclusively (POSITION_PROVIDER_INCLUDES)",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_PROVIDER_EXCLUDES: str = setting(
        "",
        help="TODO providers hidden (POSITION_PROVIDER_EXCLUDES)",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_TOOL_PINS: str = setting(
        "",
        help="TODO tools listed first (POSITION_TOOL_PINS)",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="bing,google",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_TOOL_INCLUDES: str = setting(
        "",
        help="TODO tools shown exclusively (POSITION_TOOL_INCLUDES)",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_TOOL_EXCLUDES: str = setting(
        "",
        help="TODO tools hidden (POSITION_TOOL_EXCLUDES)",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )

    @property
    def POSITION_PROVIDER_PINS_LIST(self) -> list[str]:
        """The model providers that stand first, in this order."""
        return split_names(self.POSITION_PROVIDER_PINS)

    @property
    def POSITION_PROVIDER_INCLUDES_SET(self) -> set[str]:
        """The only model providers that are shown; empty shows all."""
        return set(split_names(self.POSITION_PROVIDER_INCLUDES))

    @property
    def POSITION_PROVIDER_EXCLUDES_SET(self) -> set[str]:
        """The model providers that are hidden."""
        return set(split_names(self.POSITION_PROVIDER_EXCLUDES))

    @property
    def POSITION_TOOL_PINS_LIST(self) -> list[str]:
        """The tools that stand first, in this order."""
        return split_names(self.POSITION_TOOL_PINS)

    @property
    def POSITION_TOOL_INCLUDES_SET(self) -> set[str]:
        """The only tools that are shown; empty shows all."""
        return set(split_names(self.POSITION_TOOL_INCLUDES))

    @property
    def POSITION_TOOL_EXCLUDES_SET(self) -> set[str]:
        """The tools that are hidden."""
        return set(split_names(self.POSITION_TOOL_EXCLUDES))


def split_names(text: str) -> list[str]:
    """The names of a comma-separated text, trimmed, without empty ones."""
    return [name for part in text.split(",") if (name := part.strip())]


class ModelProvidersStackConfig(Settings):
    """model_providers: what Compose, shell scripts and other containers read."""

    category = "model_providers"

    OPENAI_API_BASE: str = setting(
        "https://api.openai.com/v1",
        help="TODO alternative OpenAI address (OPENAI_API_BASE)",
        group="generation",
        kind="url",
        docker=SAME,
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    PROMPT_GENERATION_MAX_TOKENS: StackInt = setting(
        512,
        help="TODO token cap of prompt generator (PROMPT_GENERATION_MAX_TOKENS)",
        group="generation",
        docker=SAME,
        local=SAME,
        unit="tokens",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_GENERATION_MAX_TOKENS: StackInt = setting(
        1024,
        help="TODO token cap of code generator (CODE_GENERATION_MAX_TOKENS)",
        group="generation",
        docker=SAME,
        local=SAME,
        unit="tokens",
        readers=SHARED_ENVIRONMENT,
    )

    SUGGESTED_QUESTIONS_PROMPT: str = setting(
        "",
        help="TODO own prompt for follow-up questions (SUGGESTED_QUESTIONS_PROMPT)",
        group="suggested_questions",
        reaches_container=False,
    )

    SUGGESTED_QUESTIONS_MAX_TOKENS: StackInt = setting(
        None,
        help="TODO token cap of follow-up questions (SUGGESTED_QUESTIONS_MAX_TOKENS)",
        group="suggested_questions",
        unit="tokens",
        reaches_container=False,
    )

    SUGGESTED_QUESTIONS_TEMPERATURE: StackFloat = setting(
        None,
        help="TODO randomness of follow-up questions (SUGGESTED_QUESTIONS_TEMPERATURE)",
        group="suggested_questions",
        reaches_container=False,
        ge=0.0,
        le=1.0,
    )
