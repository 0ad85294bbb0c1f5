"""The commands of the application: ``flask NAME``, and MODE=job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from runtime.commands import accounts, database, vectors

if TYPE_CHECKING:
    from schemas.dify import DifyConfig


def init_app(app: Flask, config: DifyConfig) -> None:
    """Register them."""
    del config
    for command in (
        database.upgrade_db,
        accounts.register,
        accounts.create_tenant,
        accounts.reset_password,
        accounts.reset_email,
        accounts.reset_encrypt_key_pair,
        vectors.vdb_migrate,
    ):
        app.cli.add_command(command)
