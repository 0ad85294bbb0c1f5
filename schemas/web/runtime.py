"""Web frontend: Container settings."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import StackBool, StackInt


class WebRuntimeStackConfig(Settings):
    """Container settings: what other containers read."""

    category = "web"

    TEXT_GENERATION_TIMEOUT_MS: StackInt = setting(
        60000,
        help=(
            "How many milliseconds the web container lets the browser wait for a text generation app "
            "before reporting a timeout. Raise it for slow models or long prompts; it does not stop the "
            "run on the server."
        ),
        group="runtime",
        docker=SAME,
        local=SAME,
        unit="milliseconds",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    ALLOW_UNSAFE_DATA_SCHEME: StackBool = setting(
        False,
        help=(
            "Lets the web interface render links and images whose address starts with data:. Such "
            "addresses can carry scripts or disguised content from a model answer, so turn it on only for"
            " trusted apps."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    ALLOW_EMBED: StackBool = setting(
        False,
        help=(
            "Removes the frame protection header from the whole frontend, so any site may show the "
            "console in an iframe. Published chat and workflow pages can be framed without it; enabling "
            "it opens the console to clickjacking."
        ),
        group="runtime",
        docker=SAME,
        local=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    CSP_WHITELIST: str = setting(
        "",
        help=(
            "Additional origins the browser may load scripts and connections from. A value makes the web "
            "container send a strict Content-Security-Policy; empty means no such policy is sent."
        ),
        group="runtime",
        kind="csv",
        docker=SAME,
        example="https://cdn.example.com",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    TOP_K_MAX_VALUE: StackInt = setting(
        10,
        help=(
            "Upper end of the Top K slider in retrieval settings, in chunks. Raise it when apps need more"
            " context per question; larger answers cost more tokens."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    LOOP_NODE_MAX_COUNT: StackInt = setting(
        100,
        help=(
            "Highest loop count a user may enter for a workflow loop node in the editor. It only limits "
            "the input field; the server applies its own step limits."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    MAX_TOOLS_NUM: StackInt = setting(
        10,
        help=(
            "Number of tools the editor allows on one agent before it refuses to add more. Many tools "
            "lengthen each prompt and make tool selection by the model less reliable."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    MAX_PARALLEL_LIMIT: StackInt = setting(
        10,
        help=(
            "Number of parallel branches the workflow editor lets an author draw from one node. Raise it "
            "for wide fan-out flows; each extra branch occupies worker capacity at run time."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    MAX_ITERATIONS_NUM: StackInt = setting(
        99,
        help=(
            "Top of the range offered for agent iterations in the editor. Every iteration is at least one"
            " model call, so lower it to contain token costs."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    MAX_TREE_DEPTH: StackInt = setting(
        50,
        help=(
            "Nesting depth the workflow editor accepts, counted in consecutive nodes of the graph. "
            "Authors with longer chains see an error until this is raised."
        ),
        group="runtime",
        docker=SAME,
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    AMPLITUDE_API_KEY: str = setting(
        "",
        help=(
            "Project key with which the web container sends usage events to Amplitude. Leave empty to "
            "send nothing; when set, the key is visible to every visitor and browser activity leaves the "
            "installation."
        ),
        group="runtime",
        docker=SAME,
        secret="free",
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    PM2_INSTANCES: StackInt = setting(
        2,
        help=(
            "Number of Node.js processes PM2 starts inside the web container. More processes use more CPU"
            " cores and memory; one is enough for a small installation."
        ),
        group="runtime",
        compose=SAME,
        unit="processes",
        readers=("web",),
    )

    NEXT_TELEMETRY_DISABLED: str = setting(
        "0",
        help=(
            "Stops the Next.js framework from reporting anonymous usage figures to its vendor. Choose 1 "
            "on isolated or privacy-sensitive networks."
        ),
        group="runtime",
        local="1",
        compose=SAME,
        choices={"0": "telemetry is sent", "1": "telemetry is off"},
        readers=("web",),
    )
