"""Vectors of texts, from an endpoint that speaks OpenAI's protocol.

The tenant's own credentials of the provider ``embedding`` (base_url, model, api_key) come first, then the deployment's
RUNTIME_EMBEDDING_URL, _MODEL and _KEY. Without either only keywords are indexed.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from runtime import outbound, supported
from runtime.accounts import credentials
from runtime.extensions.database import db
from runtime.models.dataset import Embedding

PROVIDER: Final = "embedding"
"""The provider whose credentials describe the endpoint."""
BATCH: Final = 32
"""Texts in one request."""
_WHAT: Final = "The embedding endpoint"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where vectors come from."""

    url: str
    """Without /embeddings."""
    model: str
    key: str = field(default="", repr=False)


def endpoint_of(tenant_id: str) -> Endpoint | None:
    """The endpoint of a tenant; None when none is configured."""
    own = credentials.load(tenant_id, PROVIDER)
    if own is not None:
        return Endpoint(own["base_url"], own["model"], own.get("api_key", ""))
    url = os.environ.get(supported.EMBEDDING_URL, "")
    if not url:
        return None
    return Endpoint(url, os.environ.get(supported.EMBEDDING_MODEL, ""), os.environ.get(supported.EMBEDDING_KEY, ""))


def embed(endpoint: Endpoint, texts: Sequence[str]) -> list[list[float]]:
    """One vector for each text; those that were computed before are not asked for again. Raises OutboundError.

    New ones are kept when the caller commits.
    """
    digests = [hashlib.sha256(f"{endpoint.model}\0{text}".encode()).hexdigest() for text in texts]
    known = {
        row.digest: json.loads(row.vector)
        for row in db.session.scalars(select(Embedding).where(Embedding.digest.in_(digests)))
    }
    wanted = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
    missing = list(wanted)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        for digest, vector in zip(batch, _ask(endpoint, [wanted[digest] for digest in batch]), strict=True):
            known[digest] = vector
            _remember(digest, vector)
    return [known[digest] for digest in digests]


def _remember(digest: str, vector: list[float]) -> None:
    """Keep it; somebody else may have kept the same in the meantime."""
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Embedding(digest=digest, vector=json.dumps(vector)))


def _ask(endpoint: Endpoint, texts: list[str]) -> list[list[float]]:
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    body = {"model": endpoint.model, "input": texts, "encoding_format": "float"}
    answer = outbound.post_json(f"{endpoint.url.rstrip('/')}/embeddings", body, headers, _WHAT)
    try:
        rows = sorted(answer["data"], key=lambda row: row["index"])
        vectors = [_checked(row["embedding"]) for row in rows]
    except (KeyError, TypeError):
        raise outbound.OutboundError(f"{_WHAT} answered with something else than vectors") from None
    if len(vectors) != len(texts) or len({len(vector) for vector in vectors}) != 1:
        raise outbound.OutboundError(f"{_WHAT} did not answer with one vector for each text, all of one length")
    return vectors


def _checked(values: Any) -> list[float]:
    vector = [float(value) for value in values]
    if not vector or not all(map(math.isfinite, vector)):
        raise outbound.OutboundError(f"{_WHAT} answered with an empty vector, or with one that has no direction")
    return vector
