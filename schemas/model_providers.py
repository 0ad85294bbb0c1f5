"""Model providers and tools: how models are called, and what users see of them."""

from __future__ import annotations

from typing import Literal

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackFloat, StackInt


class ModelLoadBalanceConfig(Settings):
    """Configures how calls spread over credentials and how their tokens are counted."""

    category = "model_providers"

    MODEL_LB_ENABLED: bool = setting(
        False,
        help=(
            "Lets a model have several keys and spreads calls over them, which helps against rate limits. The "
            "stock Compose file does not pass it on."
        ),
        group="generation",
        reaches_container=False,
    )

    PLUGIN_BASED_TOKEN_COUNTING_ENABLED: bool = setting(
        False,
        help=(
            "Asks the provider's plugin to count tokens before a call. Off is faster, but counts are then zero "
            "and long chats are not trimmed to the model's limit."
        ),
        group="generation",
        docker=SAME,
        local=SAME,
        readers=SHARED_ENVIRONMENT,
    )


class ModerationConfig(Settings):
    """Configures how answers are collected for moderation."""

    category = "model_providers"

    MODERATION_BUFFER_SIZE: PositiveInt = setting(
        300,
        help=(
            "Part of an answer that is collected before output moderation looks at it. Smaller parts are caught "
            "earlier but cost more calls to the moderator."
        ),
        group="generation",
        unit="characters",
        reaches_container=False,
    )


class MultiModalTransferConfig(Settings):
    """Configures how files are handed to models."""

    category = "model_providers"

    MULTIMODAL_SEND_FORMAT: Literal["base64", "url"] = setting(
        "base64",
        help=(
            "How images and other files reach a model. Take url only when the provider can open FILES_URL from "
            "its side; requests then stay small."
        ),
        group="generation",
        docker=SAME,
        local=SAME,
        choices={"base64": "Inside the request", "url": "As a link to download"},
        readers=SHARED_ENVIRONMENT,
    )


class PositionConfig(Settings):
    """Configures which model providers and tools are shown, and which come first."""

    category = "model_providers"

    POSITION_PROVIDER_PINS: str = setting(
        "",
        help=("Model providers that come first in the list, in this order. Guides users to the ones that you support."),
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="openai,openllm",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_PROVIDER_INCLUDES: str = setting(
        "",
        help=(
            "The only model providers that may be used; empty allows all. Restricts a company installation to "
            "approved vendors."
        ),
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="openai,anthropic",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_PROVIDER_EXCLUDES: str = setting(
        "",
        help="Model providers that nobody sees or uses. Shorter than an allow list when just a few are unwanted.",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="wenxin,spark",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_TOOL_PINS: str = setting(
        "",
        help=(
            "Tools that stand at the top of the list, in the order given here. Put those first that your users "
            "need daily."
        ),
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="bing,google",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_TOOL_INCLUDES: str = setting(
        "",
        help=(
            "The only tools on offer; empty offers every installed one. Use it where data must not leave "
            "through web services."
        ),
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="time,webscraper",
        readers=SHARED_ENVIRONMENT,
    )

    POSITION_TOOL_EXCLUDES: str = setting(
        "",
        help="Tools left out of the list. Hide those for which you have no credentials or no permission.",
        group="position",
        kind="csv",
        docker=SAME,
        local=SAME,
        example="bing,google",
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
    """Configures follow-up questions, read from the environment directly, and holds what older releases left."""

    category = "model_providers"

    OPENAI_API_BASE: str = setting(
        "https://api.openai.com/v1",
        help=(
            "A remainder of older releases that this one reads nowhere. Enter the address of an "
            "OpenAI-compatible service in the provider's form instead."
        ),
        group="generation",
        kind="url",
        docker=SAME,
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    PROMPT_GENERATION_MAX_TOKENS: StackInt = setting(
        512,
        help=(
            "Once limited generated prompts; this release ignores it. Choose the model and its length in the "
            "generator's dialog."
        ),
        group="generation",
        docker=SAME,
        local=SAME,
        unit="tokens",
        readers=SHARED_ENVIRONMENT,
    )

    CODE_GENERATION_MAX_TOKENS: StackInt = setting(
        1024,
        help="Once limited generated code; nothing reads it any more, and newer releases have dropped it.",
        group="generation",
        docker=SAME,
        local=SAME,
        unit="tokens",
        readers=SHARED_ENVIRONMENT,
    )

    SUGGESTED_QUESTIONS_PROMPT: str = setting(
        "",
        help=(
            "Replaces the instruction that makes a model propose follow-up questions. Set it for another tone "
            "or number, and keep asking for a JSON array."
        ),
        group="suggested_questions",
        reaches_container=False,
    )

    SUGGESTED_QUESTIONS_MAX_TOKENS: StackInt = setting(
        None,
        help=(
            "Room for the model's list of follow-up questions; unset means 256. Raise it when they come back "
            "cut off or not at all."
        ),
        group="suggested_questions",
        unit="tokens",
        example="512",
        reaches_container=False,
        ge=1,
    )

    SUGGESTED_QUESTIONS_TEMPERATURE: StackFloat = setting(
        None,
        help=(
            "How freely follow-up questions are worded: 0, which is also meant when unset, repeats itself; 1 "
            "varies most."
        ),
        group="suggested_questions",
        example="0.3",
        reaches_container=False,
        ge=0.0,
        le=1.0,
    )
