"""Vector store: Couchbase."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import alphanumeric, setting


class CouchbaseConfig(Settings):
    """Couchbase."""

    category = "vector_store"

    COUCHBASE_CONNECTION_STRING: str | None = setting(
        None,
        help=(
            "Couchbase cluster address in SDK form, starting with couchbase:// or couchbases:// for TLS. "
            "The host must be resolvable inside the API and worker containers."
        ),
        group="couchbase",
        docker="couchbase://couchbase-server",
        local="127.0.0.1",
        example="couchbases://cb.example.com",
        active_when={"VECTOR_STORE": ["couchbase"]},
        required_when={"VECTOR_STORE": ["couchbase"]},
        readers=SHARED_ENVIRONMENT,
    )

    COUCHBASE_USER: str | None = setting(
        None,
        help=(
            "Couchbase login; the bundled server also creates its administrator under this name. The "
            "container's health check expects the shipped account, so renaming it marks the service "
            "unhealthy."
        ),
        group="couchbase",
        docker="Administrator",
        local="Administrator",
        active_when={"VECTOR_STORE": ["couchbase"]},
        required_when={"VECTOR_STORE": ["couchbase"]},
        readers=(*SHARED_ENVIRONMENT, "couchbase-server"),
    )

    COUCHBASE_PASSWORD: str | None = setting(
        None,
        help=(
            "Couchbase password, also given to the bundled administrator during initial setup. A later "
            "edit does not alter the server, and the bundled health check still tests the shipped value."
        ),
        group="couchbase",
        docker="password",
        local="password",
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("password",),
        active_when={"VECTOR_STORE": ["couchbase"]},
        required_when={"VECTOR_STORE": ["couchbase"]},
        readers=(*SHARED_ENVIRONMENT, "couchbase-server"),
    )

    COUCHBASE_BUCKET_NAME: str | None = setting(
        None,
        help=(
            "Couchbase bucket in which embeddings are kept. The bundled server creates it at setup; on an"
            " external cluster, create it beforehand and allow enough memory."
        ),
        group="couchbase",
        docker="Embeddings",
        local="Embeddings",
        active_when={"VECTOR_STORE": ["couchbase"]},
        required_when={"VECTOR_STORE": ["couchbase"]},
        readers=(*SHARED_ENVIRONMENT, "couchbase-server"),
    )

    COUCHBASE_SCOPE_NAME: str | None = setting(
        None,
        help=(
            "Couchbase scope inside the bucket under which Dify creates one collection per knowledge "
            "base. Use a separate scope to keep several installations in one bucket."
        ),
        group="couchbase",
        docker="_default",
        local="_default",
        active_when={"VECTOR_STORE": ["couchbase"]},
        required_when={"VECTOR_STORE": ["couchbase"]},
        readers=SHARED_ENVIRONMENT,
    )
