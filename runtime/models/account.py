"""Who uses the application: accounts, the tenants (workspaces) that own everything, and who belongs to which."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, Id

OWNER: Final = "owner"
"""The role of who made the tenant; notices about its data go there."""


class Tenant(Base):
    """A workspace."""

    __tablename__ = "tenant"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(255))
    public_key: Mapped[str] = mapped_column(Text)
    """PEM; its private half lies in the storage, never here."""
    created_at: Mapped[Created]


class Account(Base):
    """A person."""

    __tablename__ = "account"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(255), unique=True)
    """In lower case."""
    name: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(16))
    """A tag such as en-US; mails are sent in English whatever it says."""
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[Created]


class Membership(Base):
    """An account in a tenant."""

    __tablename__ = "membership"

    tenant_id: Mapped[str] = mapped_column(ForeignKey("tenant.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(16))
