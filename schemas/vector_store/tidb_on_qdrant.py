"""Vector store: TiDB Cloud with Qdrant interface."""

from __future__ import annotations

from pydantic import NonNegativeInt

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, setting
from schemas.types import Port


class TidbOnQdrantConfig(Settings):
    """TiDB Cloud with Qdrant interface."""

    category = "vector_store"

    TIDB_ON_QDRANT_URL: str | None = setting(
        None,
        help=(
            "Fallback address of the Qdrant-compatible endpoint of TiDB Cloud. Change it to the endpoint "
            "of your region; the default is only a placeholder."
        ),
        group="tidb_on_qdrant",
        docker="http://127.0.0.1",
        local="http://127.0.0.1",
        example="https://qdrant-gateway.example.com",
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_ON_QDRANT_API_KEY: str | None = setting(
        None,
        help=(
            "Key for the TiDB-Qdrant endpoint, used where a workspace has no cluster credentials of its "
            "own. An invalid one blocks indexing for those workspaces."
        ),
        group="tidb_on_qdrant",
        docker="dify",
        local="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_ON_QDRANT_CLIENT_TIMEOUT: NonNegativeInt = setting(
        20,
        help=(
            "Seconds to wait for the TiDB-Qdrant endpoint. Freshly woken serverless clusters respond "
            "slowly, so raise it when first requests time out."
        ),
        group="tidb_on_qdrant",
        docker=SAME,
        local=SAME,
        unit="seconds",
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_ON_QDRANT_GRPC_ENABLED: bool = setting(
        False,
        help=(
            "Chooses gRPC instead of REST for data traffic to TiDB-Qdrant. Turn it on only if your TiDB "
            "Cloud endpoint offers gRPC."
        ),
        group="tidb_on_qdrant",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_ON_QDRANT_GRPC_PORT: Port = setting(
        6334,
        help="Port for gRPC traffic to TiDB-Qdrant; without gRPC enabled it plays no part.",
        group="tidb_on_qdrant",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_PUBLIC_KEY: str | None = setting(
        None,
        help=(
            "Public half of the TiDB Cloud API key with which Dify creates and manages serverless "
            "clusters for workspaces."
        ),
        group="tidb_on_qdrant",
        docker="dify",
        local="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_PRIVATE_KEY: str | None = setting(
        None,
        help=(
            "Private half of the TiDB Cloud API key. Whoever holds it can create billable clusters or "
            "delete data; after rotation Dify cannot provision until it is updated."
        ),
        group="tidb_on_qdrant",
        docker="dify",
        local="dify",
        secret="free",
        insecure=("dify",),
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_API_URL: str | None = setting(
        None,
        help=("Base URL of the TiDB Cloud API that Dify calls to create serverless clusters and query their state."),
        group="tidb_on_qdrant",
        kind="url",
        docker="http://127.0.0.1",
        local="http://127.0.0.1",
        example="https://tidb-api.example.com/v1beta1",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_IAM_API_URL: str | None = setting(
        None,
        help=(
            "Base URL of the TiDB Cloud identity service, called to set cluster user passwords. A wrong "
            "address makes newly provisioned clusters unusable."
        ),
        group="tidb_on_qdrant",
        kind="url",
        docker="http://127.0.0.1",
        local="http://127.0.0.1",
        example="https://tidb-iam.example.com/v1beta1",
        schemes=("http", "https"),
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_REGION: str | None = setting(
        "regions/aws-us-east-1",
        help=(
            "TiDB Cloud region for new serverless clusters, in resource form with the regions/ prefix. "
            "Pick one near the API servers; clusters already created do not move."
        ),
        group="tidb_on_qdrant",
        docker=SAME,
        local=SAME,
        example="regions/aws-eu-central-1",
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_PROJECT_ID: str | None = setting(
        None,
        help=(
            "TiDB Cloud project in which serverless clusters are created and billed. The API key must "
            "have rights on it."
        ),
        group="tidb_on_qdrant",
        docker="dify",
        local="dify",
        example="1372813089454000000",
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )

    TIDB_SPEND_LIMIT: int | None = setting(
        100,
        help=(
            "Monthly spending cap set on each new TiDB Cloud serverless cluster, passed unchanged to the "
            "TiDB API. A cluster that reaches it is throttled until the next month."
        ),
        group="tidb_on_qdrant",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["tidb_on_qdrant"]},
        readers=SHARED_ENVIRONMENT,
    )
