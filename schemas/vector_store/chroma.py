"""Vector store: Chroma connection."""

from __future__ import annotations

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port


class ChromaConfig(Settings):
    """Chroma connection."""

    category = "vector_store"

    CHROMA_HOST: str | None = setting(
        None,
        help=(
            "Host of the Chroma server. The default is the caller's own loopback, so set it to chroma for"
            " the bundled container or to your server."
        ),
        group="chroma",
        docker="127.0.0.1",
        local="127.0.0.1",
        example="chroma",
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=SHARED_ENVIRONMENT,
    )

    CHROMA_PORT: Port = setting(
        8000,
        help=(
            "HTTP port of the Chroma server. Inside the Compose network the bundled one uses 8000; adjust"
            " for servers behind a proxy."
        ),
        group="chroma",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=SHARED_ENVIRONMENT,
    )

    CHROMA_TENANT: str | None = setting(
        None,
        help=(
            "Chroma tenant that owns the database. Change it when the server is shared by several "
            "organisations and the tenant already exists."
        ),
        group="chroma",
        docker="default_tenant",
        local="default_tenant",
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=SHARED_ENVIRONMENT,
    )

    CHROMA_DATABASE: str | None = setting(
        None,
        help=(
            "Chroma database inside the tenant for Dify's collections. Create it on the server first; "
            "collections in the previous one are no longer seen."
        ),
        group="chroma",
        docker="default_database",
        local="default_database",
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=SHARED_ENVIRONMENT,
    )

    CHROMA_AUTH_PROVIDER: str | None = setting(
        None,
        help=(
            "Python class the Chroma client uses to attach credentials. It must be the counterpart of "
            "CHROMA_SERVER_AUTHN_PROVIDER, otherwise the server rejects the login."
        ),
        group="chroma",
        docker="chromadb.auth.token_authn.TokenAuthClientProvider",
        local="chromadb.auth.token_authn.TokenAuthenticationServerProvider",
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=SHARED_ENVIRONMENT,
    )

    CHROMA_AUTH_CREDENTIALS: str | None = setting(
        None,
        help=(
            "Token or user:password string Dify sends to Chroma, in the form the provider class expects. "
            "With the bundled server it must equal CHROMA_SERVER_AUTHN_CREDENTIALS."
        ),
        group="chroma",
        docker=SAME,
        local="difyai123456",
        secret="shared",
        insecure=("difyai123456",),
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=SHARED_ENVIRONMENT,
        linked=("CHROMA_SERVER_AUTHN_CREDENTIALS",),
    )


class ChromaServerStackConfig(Settings):
    """Bundled Chroma server: what other containers read."""

    category = "vector_store"

    CHROMA_SERVER_AUTHN_CREDENTIALS: str = setting(
        "difyai123456",
        help=(
            "Credential that the bundled Chroma server accepts. The shipped value is public knowledge; "
            "change it along with CHROMA_AUTH_CREDENTIALS or Dify loses access."
        ),
        group="chroma_server",
        docker=SAME,
        secret="free",
        generate=alphanumeric(40),
        insecure=("difyai123456",),
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=(*SHARED_ENVIRONMENT, "chroma"),
        linked=("CHROMA_AUTH_CREDENTIALS",),
    )

    CHROMA_SERVER_AUTHN_PROVIDER: str = setting(
        "chromadb.auth.token_authn.TokenAuthenticationServerProvider",
        help=(
            "Python class with which the bundled Chroma server verifies logins. Replace it only with the "
            "matching client class, for instance to move from token to basic login."
        ),
        group="chroma_server",
        docker=SAME,
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=(*SHARED_ENVIRONMENT, "chroma"),
    )

    CHROMA_IS_PERSISTENT: str = setting(
        "TRUE",
        help=(
            "Whether the bundled Chroma writes collections to its volume or holds them in memory. In "
            "memory mode all embeddings are gone after a restart."
        ),
        group="chroma_server",
        docker=SAME,
        choices={"TRUE": "Write data to disk", "FALSE": "Memory only, lost on restart"},
        active_when={"VECTOR_STORE": ["chroma"]},
        readers=(*SHARED_ENVIRONMENT, "chroma"),
    )
