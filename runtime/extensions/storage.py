"""The storage that STORAGE_TYPE describes; nothing is opened before it is used."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flask import Flask

from runtime import supported
from runtime.storage.backends import backend_of
from runtime.storage.store import Storage

if TYPE_CHECKING:
    from schemas.dify import DifyConfig


def init_app(app: Flask, config: DifyConfig) -> None:
    """Keep it as ``app.extensions["storage"]``. Raises ConfigurationError for a kind that is not served."""

    def read(name: str) -> str:
        value = getattr(config, name, None)
        return "" if value is None else str(value)

    supported.demand(read)
    app.extensions["storage"] = Storage(backend_of(config.STORAGE_TYPE, read, os.environ))
