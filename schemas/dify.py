"""DifyConfig: the root of the settings that the API image loads (api, worker, beat, migration, job)."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    PyprojectTomlConfigSettingsSource,
    SettingsConfigDict,
)

from schemas.enterprise import EnterpriseFeatureConfig
from schemas.groups import ExtraServiceConfig, FeatureConfig, MiddlewareConfig, ObservabilityConfig
from schemas.packaging import PackagingInfo
from schemas.remote import RemoteSettingsSource
from schemas.remote_settings import RemoteSettingsSourceConfig
from schemas.server import DeploymentConfig
from schemas.sources import EnvironmentSource

PROJECT_FILE = Path(__file__).resolve().parent.parent / "pyproject.toml"
"""Absent in an installed wheel, where the version is then empty."""


class DifyConfig(
    PackagingInfo,
    DeploymentConfig,
    FeatureConfig,
    MiddlewareConfig,
    ExtraServiceConfig,
    ObservabilityConfig,
    RemoteSettingsSourceConfig,
    EnterpriseFeatureConfig,
):
    """Everything that the API image loads.

    Sources, the first one that has a value wins: init arguments, the process environment, secret files, a remote
    settings service, ``.env`` in the working directory, and ``pyproject.toml`` for the version.
    """

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", pyproject_toml_table_header=())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The sources in the order of their rank."""
        del env_settings
        # Where there is no file, its source would look for every field in vain.
        from_file = isinstance(dotenv_settings, DotEnvSettingsSource) and dotenv_settings.env_vars
        return (
            init_settings,
            EnvironmentSource(settings_cls),
            file_secret_settings,
            RemoteSettingsSource(settings_cls),
            *((dotenv_settings,) if from_file else ()),
            PyprojectTomlConfigSettingsSource(settings_cls, PROJECT_FILE),
        )
