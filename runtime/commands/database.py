"""upgrade-db: bring the database up to date."""

from __future__ import annotations

import os
import sys
from typing import Final

import click
from flask.cli import with_appcontext

from runtime import upgrade
from runtime.environment import Environment
from runtime.errors import StartError

TIMEOUT: Final = 600.0
"""Seconds to wait for another process that migrates (RUNTIME_MIGRATION_TIMEOUT)."""


@click.command("upgrade-db")
@with_appcontext
def upgrade_db() -> None:
    """Bring the database up to date; of several at once one does it and the others wait."""
    environment = Environment(os.environ)
    timeout = environment.seconds("RUNTIME_MIGRATION_TIMEOUT", TIMEOUT)
    try:
        environment.finish()
        outcome = upgrade.upgrade(timeout)
    except StartError as error:
        click.echo(str(error), err=True)
        sys.exit(error.code)
    click.echo(outcome.value)
