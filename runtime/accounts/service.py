"""What is done with accounts and tenants. Each function is one transaction."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from runtime.accounts import keys, passwords
from runtime.extensions.database import affected, db
from runtime.models.account import OWNER, Account, Membership, Tenant
from runtime.models.columns import new_id
from runtime.models.provider import ProviderCredential
from runtime.storage.store import MissingFileError, storage
from schemas.errors import LaunchdeckError

DEFAULT_LANGUAGE: Final = "en-US"
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


class AccountError(LaunchdeckError):
    """There is no such account, or there is one already, or what was given is no address."""


def register(email: str, name: str, password: str, language: str = DEFAULT_LANGUAGE) -> Tenant:
    """A new account with a tenant of its own. Raises AccountError, WeakPasswordError."""
    address = normal_email(email)
    if not _LANGUAGE.fullmatch(language):
        raise AccountError(f"{language} is no language tag", "Use one such as en-US")
    if _find(address) is not None:
        raise AccountError(f"There is an account of {address} already")
    title = name.strip() or address.partition("@")[0]
    account = Account(
        id=new_id(), email=address, name=title, language=language, password_hash=passwords.hashed(password)
    )
    private, public = keys.generate()
    tenant = Tenant(id=new_id(), name=f"{title}'s Workspace", public_key=public.decode())
    db.session.add_all((account, tenant))
    try:
        db.session.flush()
        db.session.add(Membership(tenant_id=tenant.id, account_id=account.id, role=OWNER))
        # The key first: a tenant without it could seal and never open again.
        storage().write(keys.private_key_file(tenant.id), private, private=True)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        storage().delete(keys.private_key_file(tenant.id))
        raise AccountError(f"There is an account of {address} already") from None
    return tenant


def reset_password(email: str, password: str) -> None:
    """Give an account another password. Raises AccountError, WeakPasswordError."""
    account = find(email)
    account.password_hash = passwords.hashed(password)
    db.session.commit()


def reset_email(email: str, new_email: str) -> None:
    """Give an account another address. Raises AccountError."""
    account, address = find(email), normal_email(new_email)
    if _find(address) is not None:
        raise AccountError(f"There is an account of {address} already")
    account.email = address
    db.session.commit()


def reset_key_pair(tenant: Tenant) -> int:
    """A new key pair for a tenant; its credentials cannot be opened any more and are deleted. How many there were."""
    private, public = keys.generate()
    file = keys.private_key_file(tenant.id)
    gone = affected(delete(ProviderCredential).where(ProviderCredential.tenant_id == tenant.id))
    tenant.public_key = public.decode()
    db.session.flush()
    try:
        before: bytes | None = storage().read(file)
    except MissingFileError:
        before = None
    storage().write(file, private, private=True)
    try:
        db.session.commit()
    except Exception:
        # The database kept the old public half: so must the storage keep the old private one.
        if before is not None:
            storage().write(file, before, private=True)
        raise
    return gone


def find(email: str) -> Account:
    """The account of an address. Raises AccountError."""
    account = _find(normal_email(email))
    if account is None:
        raise AccountError(f"There is no account of {normal_email(email)}")
    return account


def normal_email(text: str) -> str:
    """The address as it is kept. Raises AccountError when it is none."""
    address = text.strip().casefold()
    if not _EMAIL.fullmatch(address) or len(address) > 255:
        raise AccountError(f"{text!r} is no e-mail address")
    return address


def owners(tenant_id: str) -> list[Account]:
    """Who is told about a tenant's data."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == tenant_id, Membership.role == OWNER)
        .order_by(Account.created_at)
    )
    return list(db.session.scalars(query))


def _find(address: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email == address))
