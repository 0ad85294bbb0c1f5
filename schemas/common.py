"""Public addresses and file links.

Configures the addresses under which people, other programs and plugins reach this installation.
"""

from __future__ import annotations

from pydantic import PositiveInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting


class EndpointConfig(Settings):
    """Public addresses that the API puts into links, mails and the console."""

    category = "common"

    CONSOLE_API_URL: str = setting(
        "",
        help=(
            "Address at which browsers reach the console's API. Set it when the API has a host of its own; "
            "empty means the address of the page itself. Sign-in providers send people back to it."
        ),
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:5001",
        example="https://api.example.com",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "web"),
    )

    CONSOLE_WEB_URL: str = setting(
        "",
        help=(
            "Address people open for the console. Invitations, password mails and sign-in redirects link to "
            "it, so set it before you send mail; without it, links point nowhere useful."
        ),
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:3000",
        example="https://dify.example.com",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    SERVICE_API_URL: str = setting(
        "",
        help=(
            "Base address that the console prints for developers who call your apps by API key. It is only "
            "shown, so a wrong one misleads readers but breaks nothing inside."
        ),
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:5001",
        example="https://api.example.com",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    APP_WEB_URL: str = setting(
        "",
        help=(
            "Address under which published apps are shared. Share links and embed codes in the console begin "
            "with it; set it when apps have another host than the console."
        ),
        group="urls",
        kind="url",
        docker=SAME,
        local="http://localhost:3000",
        example="https://apps.example.com",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    ENDPOINT_URL_TEMPLATE: str = setting(
        "http://localhost:5002/e/{hook_id}",
        help=(
            "Pattern for the addresses that plugins offer to outside callers; {hook_id} is replaced for each "
            "one. Put your public address in front, since localhost reaches nobody else."
        ),
        group="urls",
        kind="url_template",
        docker="http://localhost/e/{hook_id}",
        middleware=SAME,
        local=SAME,
        example="https://dify.example.com/e/{hook_id}",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    TRIGGER_URL: str = setting(
        "http://localhost:5001",
        help=(
            "Base address shown for webhook triggers. The services that call them must be able to reach it "
            "from outside, so replace localhost by your public address."
        ),
        group="urls",
        kind="url",
        docker="http://localhost",
        local=SAME,
        example="https://dify.example.com",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )


class FileAccessConfig(Settings):
    """Where the signed links to uploaded files point and how long they work."""

    category = "common"

    FILES_URL: str = setting(
        "",
        help=(
            "Base of the signed links under which uploads are viewed and fetched. Browsers, model providers "
            "and plugins must all reach it; under Compose an empty value does not fall back to another "
            "address."
        ),
        group="files",
        kind="url",
        docker=SAME,
        local="http://localhost:5001",
        example="https://files.example.com",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
        env=("FILES_URL", "CONSOLE_API_URL"),
    )

    INTERNAL_FILES_URL: str = setting(
        "",
        help=(
            "Base of file links for callers inside the Compose network, the plugin daemon above all. Use "
            "service name and container port; when empty, they use the public file address."
        ),
        group="files",
        kind="url",
        docker=SAME,
        local="http://127.0.0.1:5001",
        example="http://api:5001",
        schemes=("http", "https"),
        readers=SHARED_ENVIRONMENT,
    )

    FILES_ACCESS_TIMEOUT: PositiveInt = setting(
        300,
        help=(
            "Seconds for which a signed file link works. Raise it when queued jobs or slow models fetch files "
            "too late; short values limit the harm of a leaked link."
        ),
        group="files",
        docker=SAME,
        local=SAME,
        unit="seconds",
        readers=SHARED_ENVIRONMENT,
    )


class CommonStackConfig(Settings):
    """The public address that only the web container reads."""

    category = "common"

    APP_API_URL: str = setting(
        "",
        help=(
            "Address at which the pages of published apps reach the API from the visitor's browser. Empty "
            "means the host of the page; set it when the API lives elsewhere."
        ),
        group="urls",
        kind="url",
        docker=SAME,
        example="https://api.example.com",
        schemes=("http", "https"),
        readers=(*SHARED_ENVIRONMENT, "web"),
    )
