"""Knowledge: datasets, their documents, the segments that those are split into, and the indexes over them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, ExactWord, Id, LongText, UtcDateTime

WAITING: Final = "waiting"
INDEXING: Final = "indexing"
INDEXED: Final = "indexed"
FAILED: Final = "failed"


class Dataset(Base):
    """A collection of documents that is searched as one."""

    __tablename__ = "dataset"

    id: Mapped[Id]
    tenant_id: Mapped[str] = mapped_column(ForeignKey("tenant.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    collection: Mapped[str | None] = mapped_column(String(255))
    """Its collection in the vector store; None while only keywords are indexed."""
    model: Mapped[str | None] = mapped_column(String(128))
    """Which model made the vectors of that collection."""
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was last searched."""
    created_at: Mapped[Created]


class Document(Base):
    """A document; its text lies in the storage."""

    __tablename__ = "document"

    id: Mapped[Id]
    dataset_id: Mapped[str] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    storage_key: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16), default=WAITING)
    """waiting, indexing, indexed or failed."""
    error: Mapped[str | None] = mapped_column(String(255))
    enabled: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether it is in the indexes; clean-up takes documents out of them that nobody searches."""
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When clean-up did so."""
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the tenant's owner was told."""
    indexed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Created]


class Segment(Base):
    """A piece of a document that is found as a whole."""

    __tablename__ = "segment"

    id: Mapped[Id]
    dataset_id: Mapped[str] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    """From 0, in the order of the document."""
    content: Mapped[str] = mapped_column(LongText)


class Keyword(Base):
    """The keyword index: how often a word is in a segment."""

    __tablename__ = "keyword"
    __table_args__ = (Index("keyword_lookup_idx", "dataset_id", "word"),)

    segment_id: Mapped[str] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(ExactWord, primary_key=True)
    dataset_id: Mapped[str] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"))
    count: Mapped[int] = mapped_column(Integer)


class Embedding(Base):
    """Vectors that were computed before: the endpoint is asked once for a text."""

    __tablename__ = "embedding"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of model and text."""
    vector: Mapped[str] = mapped_column(LongText)
    """JSON."""
    created_at: Mapped[Created]
