"""How a tenant logs in at model providers; sealed in the database, opened only to be used."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select

from runtime.accounts import keys, sealing
from runtime.extensions.database import db
from runtime.models.account import Tenant
from runtime.models.provider import ProviderCredential


def save(tenant: Tenant, provider: str, values: Mapping[str, str]) -> None:
    """Keep the credentials of a provider in the place of those before."""
    sealed = sealing.seal(
        json.dumps(dict(values)).encode(), keys.load_public(tenant.public_key), _context(tenant.id, provider)
    )
    found = _find(tenant.id, provider)
    if found is None:
        found = ProviderCredential(tenant_id=tenant.id, provider=provider)
        db.session.add(found)
    found.sealed = sealed
    db.session.commit()


def load(tenant_id: str, provider: str) -> dict[str, str] | None:
    """The credentials of a provider; None when there are none. Raises KeyMissingError, SealBrokenError."""
    found = _find(tenant_id, provider)
    if found is None:
        return None
    opened = sealing.unseal(found.sealed, keys.load_private(tenant_id), _context(tenant_id, provider))
    values: dict[str, str] = json.loads(opened)
    return values


def _find(tenant_id: str, provider: str) -> ProviderCredential | None:
    query = select(ProviderCredential).where(
        ProviderCredential.tenant_id == tenant_id, ProviderCredential.provider == provider
    )
    return db.session.scalar(query)


def _context(tenant_id: str, provider: str) -> str:
    return f"{tenant_id}/{provider}"
