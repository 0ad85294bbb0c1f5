"""vdb-migrate: make all vectors anew in the configured store."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from runtime.commands.accounts import refusing
from runtime.datasets import migrating
from runtime.settings import current_settings
from runtime.vectors.factory import vector_store


@click.command("vdb-migrate")
@click.option(
    "--scope",
    type=click.Choice(["knowledge", "annotation", "all"]),
    default="all",
    show_default=True,
    help="Datasets, annotations of workflows, or both.",
)
@with_appcontext
@refusing
def vdb_migrate(scope: str) -> None:
    """Make all vectors anew in the store of VECTOR_STORE: after another store or another model was chosen."""
    vector_store()
    click.echo(f"store: {current_settings().VECTOR_STORE}")
    if scope in {"knowledge", "all"}:
        _tell("knowledge", migrating.migrate_knowledge())
    if scope in {"annotation", "all"}:
        _tell("annotation", migrating.migrate_annotations())


def _tell(scope: str, done: migrating.Migrated) -> None:
    click.echo(
        f"{scope}: {done.vectors} vectors in {done.collections} collections; without an endpoint: {done.skipped}"
    )
