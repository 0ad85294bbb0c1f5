"""What a tenant knows of others: credentials of model providers, sealed, and installed plugins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, Id, LongText, UtcDateTime


class ProviderCredential(Base):
    """How a tenant logs in at a model provider."""

    __tablename__ = "provider_credential"
    __table_args__ = (UniqueConstraint("tenant_id", "provider"),)

    id: Mapped[Id]
    tenant_id: Mapped[str] = mapped_column(ForeignKey("tenant.id", ondelete="CASCADE"))
    provider: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(LongText)
    """Sealed with the tenant's public key; see runtime/accounts/sealing.py."""
    created_at: Mapped[Created]


class PluginInstallation(Base):
    """A plugin of a tenant, and what the marketplace offers in its place."""

    __tablename__ = "plugin_installation"
    __table_args__ = (UniqueConstraint("tenant_id", "plugin"),)

    id: Mapped[Id]
    tenant_id: Mapped[str] = mapped_column(ForeignKey("tenant.id", ondelete="CASCADE"))
    plugin: Mapped[str] = mapped_column(String(128))
    """author/name."""
    version: Mapped[str] = mapped_column(String(32))
    latest_version: Mapped[str | None] = mapped_column(String(32))
    """What the marketplace had last; None before the first look and for what it does not know."""
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the marketplace was asked."""
    created_at: Mapped[Created]
