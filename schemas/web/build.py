"""Web frontend: Settings for a self-built frontend."""

from __future__ import annotations

from schemas.base import Settings
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt


class WebBuildStackConfig(Settings):
    """Settings for a self-built frontend: what other containers read."""

    category = "web"

    NEXT_PUBLIC_DEPLOY_ENV: str = setting(
        "DEVELOPMENT",
        help=(
            "Environment name compiled into a frontend run from source, used to tell live, test and "
            "developer builds apart. Set the production value for anything that users reach."
        ),
        group="build",
        local=SAME,
        choices={"PRODUCTION": "live system", "TESTING": "test system", "DEVELOPMENT": "developer system"},
        reaches_container=False,
    )

    NEXT_PUBLIC_EDITION: str = setting(
        "SELF_HOSTED",
        help=(
            "Product variant a self-built frontend presents. Keep the self-hosted value; the cloud "
            "variant shows billing and sign-up screens that need services you do not have."
        ),
        group="build",
        local=SAME,
        choices={"SELF_HOSTED": "own installation", "CLOUD": "vendor's hosted service"},
        reaches_container=False,
    )

    NEXT_PUBLIC_BASE_PATH: str = setting(
        "",
        help=(
            "URL prefix under which a self-built frontend is served when it shares a domain with other "
            "sites. It is fixed during the build, so a change needs a rebuild and a matching reverse "
            "proxy rule."
        ),
        group="build",
        kind="path",
        local=SAME,
        example="/dify",
        reaches_container=False,
    )

    NEXT_PUBLIC_API_PREFIX: str = setting(
        "http://localhost:5001/console/api",
        help=(
            "Full address, including /console/api, that a frontend run from source calls for console "
            "functions. It must be reachable from the user's browser; a wrong value makes sign-in fail."
        ),
        group="build",
        local=SAME,
        example="https://console.example.com/console/api",
        reaches_container=False,
    )

    NEXT_PUBLIC_PUBLIC_API_PREFIX: str = setting(
        "http://localhost:5001/api",
        help=(
            "Full address, including /api, that published web apps of a self-built frontend call. Point "
            "it at the public API domain; otherwise shared apps load but cannot answer."
        ),
        group="build",
        local=SAME,
        example="https://app.example.com/api",
        reaches_container=False,
    )

    NEXT_PUBLIC_MARKETPLACE_API_PREFIX: str = setting(
        "https://marketplace.dify.ai/api/v1",
        help=(
            "Marketplace endpoint a source-built frontend queries for plugin listings. Change it only for"
            " a private mirror with the same interface."
        ),
        group="build",
        local=SAME,
        example="https://marketplace.example.com/api/v1",
        reaches_container=False,
    )

    NEXT_PUBLIC_MARKETPLACE_URL_PREFIX: str = setting(
        "https://marketplace.dify.ai",
        help=(
            "Marketplace website that links in a source-built frontend open for plugin details. Set it "
            "together with the matching API prefix when you run a mirror."
        ),
        group="build",
        local=SAME,
        example="https://marketplace.example.com",
        reaches_container=False,
    )

    NEXT_PUBLIC_SENTRY_DSN: str = setting(
        "",
        help=(
            "Sentry project address to which a self-built frontend reports browser errors. Empty turns "
            "reporting off; the value is readable by anyone who loads the page."
        ),
        group="build",
        kind="url",
        local=SAME,
        example="https://publickey@sentry.example.com/1",
        schemes=("http", "https"),
        reaches_container=False,
    )

    NEXT_PUBLIC_UPLOAD_IMAGE_AS_ICON: StackBool = setting(
        False,
        help=(
            "Meant to control uploaded pictures as app icons in a self-built frontend. The frontend code "
            "reads NEXT_PUBLIC_DISABLE_UPLOAD_IMAGE_AS_ICON instead, so this name changes nothing."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_TEXT_GENERATION_TIMEOUT_MS: StackInt = setting(
        60000,
        help=(
            "Milliseconds a frontend run from source waits for generated text. In the official image it "
            "is overwritten at start from TEXT_GENERATION_TIMEOUT_MS, so set that one instead."
        ),
        group="build",
        local=SAME,
        unit="milliseconds",
        reaches_container=False,
    )

    NEXT_PUBLIC_CSP_WHITELIST: str = setting(
        "",
        help=(
            "Extra trusted origins for the Content-Security-Policy of a source-built frontend. The policy"
            " is sent only in production mode and only when this is filled."
        ),
        group="build",
        kind="csv",
        local=SAME,
        example="https://static.example.com",
        reaches_container=False,
    )

    NEXT_PUBLIC_ALLOW_EMBED: StackBool = setting(
        None,
        help=(
            "Allows every page of a self-built frontend inside frames on other sites. Leave it empty to "
            "keep the console protected against clickjacking."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_ALLOW_UNSAFE_DATA_SCHEME: StackBool = setting(
        False,
        help=(
            "Makes a frontend run from source accept data: addresses in rendered Markdown. Enable it for "
            "inline images from trusted models only, since content can be disguised this way."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_GITHUB_ACCESS_TOKEN: str = setting(
        "",
        help=(
            "Token for GitHub requests of a self-built frontend, for example when plugins are installed "
            "from a repository. It raises the rate limit; because names with this prefix may end up in "
            "browser code, use a token without any write permission."
        ),
        group="build",
        local=SAME,
        secret="free",
        reaches_container=False,
    )

    NEXT_PUBLIC_TOP_K_MAX_VALUE: StackInt = setting(
        10,
        help=(
            "Largest Top K, in chunks, that a source-built frontend offers for knowledge retrieval. The "
            "container equivalent is TOP_K_MAX_VALUE."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_INDEXING_MAX_SEGMENTATION_TOKENS_LENGTH: StackInt = setting(
        4000,
        help=(
            "Largest chunk size in tokens that the upload wizard of a self-built frontend accepts. Keep "
            "it equal to the limit of the API, or the server rejects what the browser allowed."
        ),
        group="build",
        local=SAME,
        unit="tokens",
        reaches_container=False,
    )

    NEXT_PUBLIC_LOOP_NODE_MAX_COUNT: StackInt = setting(
        100,
        help=(
            "Ceiling for loop repetitions in the workflow editor of a frontend run from source. Use it "
            "during development in place of LOOP_NODE_MAX_COUNT."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_MAX_TOOLS_NUM: StackInt = setting(
        10,
        help=(
            "Tool limit per agent in a self-built frontend. It restrains the editor only and leaves "
            "existing agents untouched."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_MAX_PARALLEL_LIMIT: StackInt = setting(
        10,
        help=(
            "Parallel branch limit shown by the workflow editor of a source-built frontend. Keep it in "
            "line with what your workers can process at once."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_MAX_ITERATIONS_NUM: StackInt = setting(
        99,
        help=(
            "Highest agent iteration count selectable in a self-built frontend. Reduce it to keep authors"
            " from creating agents that call a model dozens of times."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_ENABLE_WEBSITE_JINAREADER: StackBool = setting(
        True,
        help=(
            "Shows or hides the Jina Reader crawler in the knowledge dialog of a frontend run from "
            "source. Interface only; the API is not affected."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_ENABLE_WEBSITE_FIRECRAWL: StackBool = setting(
        True,
        help=(
            "Shows or hides the Firecrawl crawler in a source-built frontend. Useful when developers work"
            " without a Firecrawl key."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_ENABLE_WEBSITE_WATERCRAWL: StackBool = setting(
        True,
        help=(
            "Shows or hides the WaterCrawl crawler in a self-built frontend. In containers the "
            "counterpart is ENABLE_WEBSITE_WATERCRAWL."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_MAX_TREE_DEPTH: StackInt = setting(
        50,
        help=(
            "Deepest node chain the workflow editor of a frontend run from source accepts. Very deep "
            "graphs draw slowly in the browser."
        ),
        group="build",
        local=SAME,
        reaches_container=False,
    )

    NEXT_PUBLIC_AMPLITUDE_API_KEY: str = setting(
        "",
        help=(
            "Amplitude project key compiled into a self-built frontend for usage statistics. Empty "
            "disables tracking; a filled key is public to all visitors."
        ),
        group="build",
        local=SAME,
        secret="free",
        reaches_container=False,
    )
