"""What was asked and answered: conversations with their messages, and annotations (answers given by hand)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.extensions.database import Base
from runtime.models.columns import Created, Id, LongText


class Conversation(Base):
    """Messages that belong together."""

    __tablename__ = "conversation"

    id: Mapped[Id]
    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflow.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[Created]


class Message(Base):
    """One question and its answer."""

    __tablename__ = "message"

    id: Mapped[Id]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(LongText)
    answer: Mapped[str] = mapped_column(LongText)
    created_at: Mapped[Created]


class Annotation(Base):
    """A question of a workflow that a person has answered; found by likeness of the question."""

    __tablename__ = "annotation"

    id: Mapped[Id]
    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflow.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(LongText)
    answer: Mapped[str] = mapped_column(LongText)
    created_at: Mapped[Created]
