"""Settings that a service hands out: Apollo and Nacos. Read once at the application's start.

Which one is used stands in REMOTE_SETTINGS_SOURCE_NAME, taken from what init arguments and the environment supplied:
a dotenv file never switches it on (as in Dify 1.11.4). An unknown name is logged and ignored.
"""

from __future__ import annotations

import json
import logging
import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from io import StringIO
from typing import Any

from dotenv import dotenv_values
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from schemas.enums import RemoteSettingsSourceName
from schemas.errors import LaunchdeckError

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10


class RemoteSettingsError(LaunchdeckError):
    """The remote settings service was chosen and cannot be used."""


def _get(url: str) -> bytes | None:
    """The body at an address; None when the server cannot be reached. An HTTP error status ends the start."""
    if not url.startswith(("http://", "https://")):
        raise RemoteSettingsError(f"{url} is not an http address", "set the address with its scheme")
    try:
        # S310: the scheme is checked above.
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            body: bytes = response.read()
    except urllib.error.HTTPError as error:
        host = urllib.parse.urlsplit(url).hostname
        raise RemoteSettingsError(f"the settings service at {host} answered {error.code}") from None
    except urllib.error.URLError as error:
        logger.warning("The settings service cannot be reached: %s", error.reason)
        return None
    return body


def apollo_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """The configuration of an Apollo namespace.

    Reads APOLLO_APP_ID, APOLLO_CLUSTER, APOLLO_CONFIG_URL and APOLLO_NAMESPACE; RemoteSettingsError names what is
    missing.
    """
    names = ("APOLLO_CONFIG_URL", "APOLLO_APP_ID", "APOLLO_CLUSTER", "APOLLO_NAMESPACE")
    missing = [name for name in names if not environment.get(name)]
    if missing:
        raise RemoteSettingsError(f"{', '.join(missing)} must be set for Apollo")
    base, *parts = (environment[name] for name in names)
    path = "/".join(urllib.parse.quote(part, safe="") for part in parts)
    body = _get(f"{base.rstrip('/')}/configs/{path}")
    if body is None:
        return {}
    found = json.loads(body).get("configurations", {})
    return {str(key): value for key, value in found.items()}


def nacos_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """The configuration of a Nacos data id, which holds KEY=VALUE lines."""
    server = environment.get("DIFY_ENV_NACOS_SERVER_ADDR", "localhost:8848")
    query = urllib.parse.urlencode(
        {
            "dataId": environment.get("DIFY_ENV_NACOS_DATA_ID", "dify-api-env.properties"),
            "group": environment.get("DIFY_ENV_NACOS_GROUP", "nacos-dify"),
            "tenant": environment.get("DIFY_ENV_NACOS_NAMESPACE", ""),
            "username": environment.get("DIFY_ENV_NACOS_USERNAME", ""),
            "password": environment.get("DIFY_ENV_NACOS_PASSWORD", ""),
        }
    )
    address = server if "://" in server else f"http://{server}"
    body = _get(f"{address}/nacos/v1/cs/configs?{query}")
    return dict(dotenv_values(stream=StringIO(body.decode("utf-8")), interpolate=False)) if body else {}


class RemoteSettingsSource(PydanticBaseSettingsSource):
    """The source between the environment and the dotenv file."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self._found: dict[str, Any] | None = None

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - the protocol's
        """The value of one field, looked up by the field's own name."""
        return self._load().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """All values that the service has for the fields of the class."""
        found = self._load()
        return {name: found[name] for name in self.settings_cls.model_fields if found.get(name) is not None}

    def _load(self) -> dict[str, Any]:
        if self._found is None:
            name = str(self.current_state.get("REMOTE_SETTINGS_SOURCE_NAME", "") or "")
            match name:
                case "":
                    self._found = {}
                case RemoteSettingsSourceName.APOLLO:
                    self._found = apollo_settings(os.environ)
                case RemoteSettingsSourceName.NACOS:
                    self._found = nacos_settings(os.environ)
                case _:
                    logger.warning("REMOTE_SETTINGS_SOURCE_NAME names no known service; it is ignored")
                    self._found = {}
        return self._found
