"""Which secrets must be equal, and when: the key that a client sends and the one that its bundled server knows."""

from __future__ import annotations

from typing import NamedTuple

from schemas.catalog import Catalog, Variable
from schemas.conditions import holds
from schemas.rules.base import Values


class Pair(NamedTuple):
    """A client's variable and its server's (facts on Dify 1.11.4, cross-field rules)."""

    client: str
    server: str
    address: str = ""
    """The client's address of the server."""
    service: str = ""
    """The bundled service: with any other host, the server's variable is nobody's business."""
    several: bool = False
    """The server takes a list of keys."""

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that say whether the pair agrees."""
        return tuple(name for name in (self.client, self.server, self.address) if name)

    def counts(self, values: Values) -> bool:
        """True when both sides are in use."""
        variable = values.catalog.get(self.client)
        if variable is None or self.server not in values.catalog or not holds(variable.active_when, values):
            return False
        if not self.address:
            return values.is_set(self.client) and values.is_set(self.server)
        return values.host(self.address) == self.service

    def agrees(self, values: Values) -> bool:
        """True when the server knows the key that the client sends."""
        client = values.text(self.client)
        return client in values.items(self.server) if self.several else client == values.text(self.server)


PAIRS: tuple[Pair, ...] = (
    Pair("CODE_EXECUTION_API_KEY", "SANDBOX_API_KEY", "CODE_EXECUTION_ENDPOINT", "sandbox"),
    Pair(
        *("WEAVIATE_API_KEY", "WEAVIATE_AUTHENTICATION_APIKEY_ALLOWED_KEYS", "WEAVIATE_ENDPOINT", "weaviate"),
        several=True,
    ),
    Pair("CHROMA_AUTH_CREDENTIALS", "CHROMA_SERVER_AUTHN_CREDENTIALS", "CHROMA_HOST", "chroma"),
    Pair("PGVECTOR_PASSWORD", "PGVECTOR_POSTGRES_PASSWORD", "PGVECTOR_HOST", "pgvector"),
    Pair("PGVECTO_RS_PASSWORD", "PGVECTOR_POSTGRES_PASSWORD", "PGVECTO_RS_HOST", "pgvecto-rs"),
    Pair("OPENSEARCH_PASSWORD", "OPENSEARCH_INITIAL_ADMIN_PASSWORD", "OPENSEARCH_HOST", "opensearch"),
    Pair("INNER_API_KEY_FOR_PLUGIN", "PLUGIN_DIFY_INNER_API_KEY"),
)


def partners(variable: Variable, values: Values) -> tuple[str, ...]:
    """The variables that must get the same text when this one, which is the server's, gets a new one."""
    return tuple(pair.client for pair in PAIRS if pair.server == variable.name and pair.counts(values))


def readers_of(catalog: Catalog, name: str) -> set[str]:
    """What decides who the partners of a variable are."""
    found: set[str] = set()
    for pair in PAIRS:
        if name in (pair.client, pair.server):
            found |= {one for one in pair.names if one in catalog}
    return found
