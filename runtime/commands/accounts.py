"""Accounts and tenants: register, create-tenant, reset-password, reset-email, reset-encrypt-key-pair."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from runtime.accounts import passwords, service
from runtime.commands.asking import Asked, Refused, confirm, refuse, secret
from runtime.extensions.database import db
from runtime.models.account import Tenant
from runtime.settings import current_settings
from schemas.errors import LaunchdeckError

Given = ParamSpec("Given")

IN_ARGUMENTS: Final = "as an argument others can read it in the list of processes; left out, it is asked for"


def refusing(command: Callable[Given, None]) -> Callable[Given, None]:
    """Show our errors as one line, exit code 1."""

    @wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except LaunchdeckError as error:
            raise Refused(error) from None
        except SQLAlchemyError as error:
            trouble = LaunchdeckError(
                f"The database cannot be used ({type(error).__name__})",
                "See whether it runs, and bring it up to date with upgrade-db",
            )
            raise Refused(trouble) from None

    return run


@click.command("register")
@click.option("--email", cls=Asked, prompt=True, help="Address of the new account.")
@click.option("--name", default="", help="What to call the person; the address' first part when left out.")
@click.option("--language", default=service.DEFAULT_LANGUAGE, show_default=True, help="A tag such as en-US.")
@with_appcontext
@refusing
def register(email: str, name: str, language: str) -> None:
    """Make an account with a password of its own choice and a workspace; the password is asked for twice."""
    password = _chosen()
    tenant = service.register(email, name, password, language)
    click.echo(f"registered {service.normal_email(email)}; workspace {tenant.id}")


@click.command("create-tenant")
@click.option("--email", cls=Asked, prompt=True, help="Address of the new account, the owner.")
@click.option("--name", cls=Asked, prompt=True, help="What to call the owner.")
@click.option("--language", cls=Asked, prompt=True, default=service.DEFAULT_LANGUAGE, help="A tag such as en-US.")
@with_appcontext
@refusing
def create_tenant(email: str, name: str, language: str) -> None:
    """Make a workspace with its owner and print the password that was made for the owner."""
    password = passwords.generated()
    tenant = service.register(email, name, password, language)
    click.echo(f"workspace {tenant.id} of {service.normal_email(email)}; password {password}")


@click.command("reset-password")
@click.option("--email", cls=Asked, prompt=True, help="Address of the account.")
@click.option("--new-password", default="", help=f"The new password; {IN_ARGUMENTS}.")
@click.option("--password-confirm", default="", help="The same again.")
@with_appcontext
@refusing
def reset_password(email: str, new_password: str, password_confirm: str) -> None:
    """Give an account another password."""
    # Who does not exist needs no password.
    service.find(email)
    service.reset_password(email, _chosen(new_password, password_confirm, "new-password"))
    click.echo("the password was changed")


@click.command("reset-email")
@click.option("--email", cls=Asked, prompt=True, help="Address of the account.")
@click.option("--new-email", cls=Asked, prompt=True, help="The new address.")
@click.option("--email-confirm", cls=Asked, prompt=True, help="The same again.")
@with_appcontext
@refusing
def reset_email(email: str, new_email: str, email_confirm: str) -> None:
    """Give an account another address."""
    if service.normal_email(new_email) != service.normal_email(email_confirm):
        refuse("The new address and its confirmation differ")
    service.reset_email(email, new_email)
    click.echo("the address was changed")


@click.command("reset-encrypt-key-pair")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
@refusing
def reset_encrypt_key_pair(yes: bool) -> None:
    """Give every workspace a new key pair; all stored credentials of providers are deleted with the old ones."""
    if current_settings().EDITION != "SELF_HOSTED":
        refuse("This is for the self-hosted edition only (EDITION)")
    tenants = db.session.scalars(select(Tenant).order_by(Tenant.created_at)).all()
    confirm(f"Delete all stored credentials of {len(tenants)} workspaces?", yes=yes)
    for tenant in tenants:
        gone = service.reset_key_pair(tenant)
        click.echo(f"workspace {tenant.id}: a new key pair; credentials deleted: {gone}")


def _chosen(password: str = "", again: str = "", option: str = "") -> str:
    """A password that was given twice; option is the one that it may be given by."""
    first = password or secret("New password", option and f"--{option}")
    if (again or secret("The same again", option and "--password-confirm")) != first:
        refuse("The password and its confirmation differ")
    return first
