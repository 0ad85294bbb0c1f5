"""StackConfig: the root of what Compose, shell scripts and the other containers read."""

from __future__ import annotations

from schemas.celery import CeleryStackConfig
from schemas.certbot import CertbotStackConfig
from schemas.code_execution import CodeExecutionStackConfig
from schemas.common import CommonStackConfig
from schemas.compose_host.containers import ComposeHostStackConfig
from schemas.compose_host.limits import ContainerLimitsStackConfig
from schemas.compose_host.ports import PublishedPortsStackConfig
from schemas.container_startup import ContainerStartupStackConfig
from schemas.cors import CorsStackConfig
from schemas.database import DatabaseStackConfig
from schemas.http_request import HttpRequestStackConfig
from schemas.marketplace import MarketplaceStackConfig
from schemas.model_providers import ModelProvidersStackConfig
from schemas.mysql_tuning import MysqlTuningStackConfig
from schemas.nginx import NginxStackConfig
from schemas.observability import ObservabilityStackConfig
from schemas.plugin.daemon import PluginDaemonStackConfig
from schemas.plugin.debugging import PluginDebuggingStackConfig
from schemas.plugin.inner_api import PluginInnerApiStackConfig
from schemas.plugin.storage import PluginStorageStackConfig
from schemas.plugin.storage_aliyun import PluginStorageAliyunStackConfig
from schemas.plugin.storage_azure import PluginStorageAzureStackConfig
from schemas.plugin.storage_s3 import PluginStorageS3StackConfig
from schemas.plugin.storage_tencent import PluginStorageTencentStackConfig
from schemas.plugin.storage_volcengine import PluginStorageVolcengineStackConfig
from schemas.postgres_tuning import PostgresTuningStackConfig
from schemas.redis import RedisStackConfig
from schemas.security import SecurityStackConfig
from schemas.sentry import SentryStackConfig
from schemas.server import ServerStackConfig
from schemas.ssrf_proxy import SsrfProxyStackConfig
from schemas.storage.opendal import OpendalStackConfig
from schemas.vector_store.chroma import ChromaServerStackConfig
from schemas.vector_store.elasticsearch import ElasticsearchStackConfig
from schemas.vector_store.iris import IrisStackConfig
from schemas.vector_store.milvus import MilvusServerStackConfig
from schemas.vector_store.oceanbase import OceanbaseServerStackConfig
from schemas.vector_store.opensearch import OpensearchServerStackConfig
from schemas.vector_store.oracle import OracleServerStackConfig
from schemas.vector_store.pgvector import PgvectorServerStackConfig, PgvectorStackConfig
from schemas.vector_store.vikingdb import VikingdbStackConfig
from schemas.vector_store.weaviate import WeaviateServerStackConfig
from schemas.web.build import WebBuildStackConfig
from schemas.web.features import WebFeaturesStackConfig
from schemas.web.runtime import WebRuntimeStackConfig


class StackConfig(
    CommonStackConfig,
    ServerStackConfig,
    ContainerStartupStackConfig,
    DatabaseStackConfig,
    RedisStackConfig,
    CeleryStackConfig,
    OpendalStackConfig,
    WeaviateServerStackConfig,
    OceanbaseServerStackConfig,
    MilvusServerStackConfig,
    PgvectorStackConfig,
    PgvectorServerStackConfig,
    ChromaServerStackConfig,
    OracleServerStackConfig,
    OpensearchServerStackConfig,
    ElasticsearchStackConfig,
    VikingdbStackConfig,
    IrisStackConfig,
    CodeExecutionStackConfig,
    PluginDaemonStackConfig,
    PluginInnerApiStackConfig,
    PluginDebuggingStackConfig,
    PluginStorageStackConfig,
    PluginStorageS3StackConfig,
    PluginStorageAzureStackConfig,
    PluginStorageTencentStackConfig,
    PluginStorageAliyunStackConfig,
    PluginStorageVolcengineStackConfig,
    PostgresTuningStackConfig,
    MysqlTuningStackConfig,
    CorsStackConfig,
    ModelProvidersStackConfig,
    WebRuntimeStackConfig,
    WebFeaturesStackConfig,
    WebBuildStackConfig,
    NginxStackConfig,
    CertbotStackConfig,
    SsrfProxyStackConfig,
    HttpRequestStackConfig,
    ObservabilityStackConfig,
    SentryStackConfig,
    SecurityStackConfig,
    MarketplaceStackConfig,
    ComposeHostStackConfig,
    ContainerLimitsStackConfig,
    PublishedPortsStackConfig,
):
    """Every variable of the stack that the API image does not load."""
