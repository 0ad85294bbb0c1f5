"""Pipelines: bring documents into a dataset as one run with steps, so that each can be followed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from runtime.datasets import indexing
from runtime.datasets.splitting import split
from runtime.extensions.database import db
from runtime.models.dataset import Document
from runtime.models.workflow import WorkflowRun
from runtime.storage.store import storage
from runtime.workflows.running import StepRecord, Work, begin, perform
from runtime.workflows.steps import StepError


def run_pipeline(run_id: str) -> tuple[str, list[StepRecord]]:
    """Load, split and index each document of the run; the state it ended in and its steps. The caller commits."""
    run = begin(run_id)
    if run is None:
        return "", []
    records = perform(run, _works(run))
    return run.state, records


def _works(run: WorkflowRun) -> Iterable[tuple[str, str, Work]]:
    for identity in run.inputs["documents"]:
        document = db.session.get(Document, identity)
        name = document.name if document else str(identity)
        held: dict[str, Any] = {}

        def load(document: Document | None = document, held: dict[str, Any] = held, name: str = name) -> str:
            if document is None:
                raise StepError(f"The document {name} is gone")
            held["text"] = storage().read(document.storage_key).decode("utf-8", "replace")
            return f"{len(held['text'])} characters"

        def cut(held: dict[str, Any] = held) -> str:
            held["segments"] = split(held["text"])
            return f"{len(held['segments'])} segments"

        def index(document: Document | None = document, held: dict[str, Any] = held) -> str:
            if document is None:
                raise StepError("The document is gone")
            return f"{indexing.write(document, held['segments'])} segments indexed"

        yield "load", f"load {name}", load
        yield "split", f"split {name}", cut
        yield "index", f"index {name}", index
