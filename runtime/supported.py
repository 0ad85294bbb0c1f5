"""Values that the configuration allows and the reference application has no implementation for.

Standard library only: the entrypoint refuses them before anything is started. Commands that are run without it meet
the same check when the application is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.errors import ConfigurationError, Problem
from runtime.storage.backends import SCHEMES, SERVED, UNSERVED, Read

RULE: Final = "LD-RUNTIME-UNSERVED"
"""The id of what is found here; only the bundled application has these limits."""

VECTOR_STORES: Final = ("pgvector", "qdrant")
"""Values of VECTOR_STORE with an implementation."""

MAIL_TYPES: Final = ("smtp", "resend")
"""Values of MAIL_TYPE with an implementation."""

EMBEDDING_URL: Final = "RUNTIME_EMBEDDING_URL"
EMBEDDING_MODEL: Final = "RUNTIME_EMBEDDING_MODEL"
EMBEDDING_KEY: Final = "RUNTIME_EMBEDDING_KEY"


def problems(read: Read) -> Iterator[Problem]:
    """Everything that is configured and that nobody serves."""
    kind = read("STORAGE_TYPE") or "opendal"
    if kind in UNSERVED:
        yield Problem("STORAGE_TYPE", f"is {kind}, which has no implementation here: {UNSERVED[kind]}", RULE)
    elif kind in SERVED and kind == "opendal" and (scheme := read("OPENDAL_SCHEME") or "fs") not in SCHEMES:
        known = ", ".join(sorted(SCHEMES))
        yield Problem("OPENDAL_SCHEME", f"is {scheme}, which has no implementation here; these have: {known}", RULE)
    if (mail := read("MAIL_TYPE")) and mail not in MAIL_TYPES:
        wanted = " or ".join(MAIL_TYPES)
        yield Problem("MAIL_TYPE", f"is {mail}, which has no implementation here; use {wanted}", RULE)
    if read(EMBEDDING_URL):
        yield from _embedding(read)


def vector_store_problem(store: str) -> str:
    """What is wrong with a vector store that vectors are to be kept in; empty when nothing is."""
    if store in VECTOR_STORES:
        return ""
    wanted = " or ".join(VECTOR_STORES)
    named = f"is {store}, which has no implementation here" if store else "is not set"
    return f"{named}, and an embedding endpoint needs one; use {wanted}"


def _embedding(read: Read) -> Iterator[Problem]:
    if not read(EMBEDDING_URL).startswith(("http://", "https://")):
        yield Problem(EMBEDDING_URL, "must be an address such as https://api.openai.com/v1", RULE)
    if not read(EMBEDDING_MODEL):
        yield Problem(EMBEDDING_MODEL, f"must name the model of {EMBEDDING_URL}", RULE)
    if problem := vector_store_problem(read("VECTOR_STORE")):
        yield Problem("VECTOR_STORE", problem, RULE)


def demand(read: Read) -> None:
    """Raises ConfigurationError when anything is configured that nobody serves."""
    if found := tuple(problems(read)):
        raise ConfigurationError(found)
