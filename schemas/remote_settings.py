"""Remote configuration.

Configures whether Dify loads settings from Apollo or Nacos at startup.
"""

from __future__ import annotations

from schemas.base import Settings
from schemas.enums import RemoteSettingsSourceName
from schemas.setting import setting


class ApolloSettingsSourceInfo(Settings):
    """Apollo."""

    category = "remote_settings"

    APOLLO_APP_ID: str | None = setting(
        None,
        help=(
            "Application id under which Apollo stores the settings for Dify. An unknown id yields no "
            "settings, so local defaults apply or startup fails."
        ),
        group="apollo",
        example="dify",
        active_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        required_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        reaches_container=False,
    )

    APOLLO_CLUSTER: str | None = setting(
        None,
        help=(
            "Apollo cluster whose values are loaded, often one per data centre or stage. Use it to keep "
            "test and live settings apart."
        ),
        group="apollo",
        example="default",
        active_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        required_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        reaches_container=False,
    )

    APOLLO_CONFIG_URL: str | None = setting(
        None,
        help=(
            "Address of the Apollo config service. Dify must reach it while starting; values come over "
            "this connection, so use HTTPS where it leaves the host."
        ),
        group="apollo",
        kind="url",
        example="https://apollo.example.com:8080",
        schemes=("http", "https"),
        active_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        required_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        reaches_container=False,
    )

    APOLLO_NAMESPACE: str | None = setting(
        None,
        help=("Apollo namespace that holds the keys for Dify. Only released changes in this namespace take effect."),
        group="apollo",
        example="application",
        active_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        required_when={"REMOTE_SETTINGS_SOURCE_NAME": ["apollo"]},
        reaches_container=False,
    )


class RemoteSettingsSourceConfig(ApolloSettingsSourceInfo):
    """Source."""

    category = "remote_settings"

    REMOTE_SETTINGS_SOURCE_NAME: RemoteSettingsSourceName | str = setting(
        "",
        help=(
            "Central configuration service from which Dify loads further settings at start; empty uses "
            "none. Set it as a real process variable, because a dotenv file is read too late for it."
        ),
        group="selector",
        choices={"apollo": "Apollo configuration center", "nacos": "Nacos configuration service"},
        strict_choices=True,
        reaches_container=False,
    )
