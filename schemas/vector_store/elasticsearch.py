"""Vector store: Elasticsearch and Kibana."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from schemas.base import Settings
from schemas.readers import SHARED_ENVIRONMENT
from schemas.setting import SAME, alphanumeric, setting
from schemas.types import Port, StackPort


class ElasticsearchConfig(Settings):
    """Elasticsearch and Kibana."""

    category = "vector_store"

    ELASTICSEARCH_HOST: str | None = setting(
        "127.0.0.1",
        help=(
            "Elasticsearch server, optionally with https:// in front. The default does not reach the "
            "bundled node from other containers; enter elasticsearch for it."
        ),
        group="elasticsearch",
        docker="0.0.0.0",
        local=SAME,
        example="elasticsearch",
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        required_when={"ELASTICSEARCH_USE_CLOUD": ["false"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_PORT: Port = setting(
        9200,
        help=(
            "Port Dify uses for Elasticsearch and the one published on the host. The bundled node stays "
            "on 9200 internally, so change this only for external servers."
        ),
        group="elasticsearch",
        kind="port",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=(*SHARED_ENVIRONMENT, "elasticsearch"),
    )

    ELASTICSEARCH_USERNAME: str | None = setting(
        "elastic",
        help=(
            "Elasticsearch account for self-managed servers. The built-in elastic superuser works; a "
            "narrower role needs rights to manage Dify's indexes."
        ),
        group="elasticsearch",
        docker=SAME,
        local=SAME,
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        required_when={"ELASTICSEARCH_USE_CLOUD": ["false"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_PASSWORD: str | None = setting(
        "elastic",
        help=(
            "Password of the Elasticsearch account, also installed for the elastic user in the bundled "
            "node on first start. Replace the weak sample before that; later edits cause login errors."
        ),
        group="elasticsearch",
        docker=SAME,
        local=SAME,
        secret="stateful",
        generate=alphanumeric(32),
        insecure=("elastic",),
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        required_when={"ELASTICSEARCH_USE_CLOUD": ["false"]},
        readers=(*SHARED_ENVIRONMENT, "elasticsearch"),
    )

    ELASTICSEARCH_USE_CLOUD: bool | None = setting(
        False,
        help=(
            "Connects to Elastic Cloud with URL and API key, ignoring the host, port, user and password "
            "fields. Leave off for self-managed servers."
        ),
        group="elasticsearch",
        docker=SAME,
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_CLOUD_URL: str | None = setting(
        None,
        help=(
            "Endpoint of the Elastic Cloud deployment or serverless project, with https. Only read in "
            "cloud mode; the default is a placeholder."
        ),
        group="elasticsearch",
        kind="url",
        docker="YOUR-ELASTICSEARCH_CLOUD_URL",
        example="https://my-project.es.example.com:443",
        schemes=("http", "https"),
        active_when={
            "VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"],
            "ELASTICSEARCH_USE_CLOUD": ["true"],
        },
        required_when={"ELASTICSEARCH_USE_CLOUD": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_API_KEY: str | None = setting(
        None,
        help=(
            "Elastic Cloud API key in encoded form, needed in cloud mode. When it expires or is revoked, "
            "all knowledge retrieval stops."
        ),
        group="elasticsearch",
        docker="YOUR-ELASTICSEARCH_API_KEY",
        secret="free",
        insecure=("YOUR-ELASTICSEARCH_API_KEY",),
        active_when={
            "VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"],
            "ELASTICSEARCH_USE_CLOUD": ["true"],
        },
        required_when={"ELASTICSEARCH_USE_CLOUD": ["true"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_CA_CERTS: str | None = setting(
        None,
        help=(
            "Path inside the container to a CA file trusted for Elasticsearch. Needed for private "
            "certificate authorities; mount it in API and worker."
        ),
        group="elasticsearch",
        kind="path",
        docker=SAME,
        example="/app/api/certs/elastic-ca.pem",
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_VERIFY_CERTS: bool = setting(
        False,
        help=(
            "Validates the Elasticsearch server certificate. Off accepts any certificate and permits "
            "interception; turn it on for every https endpoint outside your network."
        ),
        group="elasticsearch",
        docker="False",
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_REQUEST_TIMEOUT: int = setting(
        100000,
        help=(
            "How long to wait for Elasticsearch. Although documented as milliseconds, the number goes "
            "unchanged to a client that counts seconds, so the default means more than a day; use "
            "something like 60."
        ),
        group="elasticsearch",
        docker=SAME,
        unit="milliseconds",
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_RETRY_ON_TIMEOUT: bool = setting(
        True,
        help=(
            "Repeats Elasticsearch calls that timed out. Helpful on busy clusters, though retries can "
            "prolong a failing request considerably."
        ),
        group="elasticsearch",
        docker="True",
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=SHARED_ENVIRONMENT,
    )

    ELASTICSEARCH_MAX_RETRIES: int = setting(
        10000,
        help=(
            "Attempts the Elasticsearch client makes after a failure before reporting an error. Fewer "
            "give users quicker feedback while the cluster is down."
        ),
        group="elasticsearch",
        docker="10",
        active_when={"VECTOR_STORE": ["elasticsearch", "elasticsearch-ja"]},
        readers=SHARED_ENVIRONMENT,
    )

    @model_validator(mode="after")
    def check_login(self) -> Self:
        """Cloud mode needs its address and key, the other mode a host and a login; none of them is quoted."""
        names = ("CLOUD_URL", "API_KEY") if self.ELASTICSEARCH_USE_CLOUD else ("HOST", "USERNAME", "PASSWORD")
        missing = [f"ELASTICSEARCH_{name}" for name in names if not getattr(self, f"ELASTICSEARCH_{name}")]
        if missing:
            raise ValueError(f"{', '.join(missing)} must not be empty")
        return self


class ElasticsearchStackConfig(Settings):
    """Elasticsearch and Kibana: what other containers read."""

    category = "vector_store"

    KIBANA_PORT: StackPort = setting(
        5601,
        help=(
            "Host port of the bundled Kibana console, which starts with the elasticsearch profile. Move "
            "it if 5601 is taken, and firewall it from the public."
        ),
        group="elasticsearch",
        kind="port",
        docker=SAME,
        active_when={"VECTOR_STORE": ["elasticsearch"]},
        readers=(*SHARED_ENVIRONMENT, "kibana"),
    )
