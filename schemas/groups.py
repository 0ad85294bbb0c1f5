"""The settings classes put together as the API image groups them; :class:`schemas.dify.DifyConfig` is their sum."""

from __future__ import annotations

from schemas.auth import AccountConfig, AuthConfig, LoginConfig, SecurityConfig, WorkspaceConfig
from schemas.celery import CeleryConfig, TenantIsolatedTaskQueueConfig
from schemas.code_execution import CodeExecutionSandboxConfig
from schemas.common import EndpointConfig, FileAccessConfig
from schemas.enterprise import BillingConfig
from schemas.hosted_models.anthropic import HostedAnthropicConfig
from schemas.hosted_models.azure_openai import HostedAzureOpenAiConfig
from schemas.hosted_models.deepseek import HostedDeepseekConfig
from schemas.hosted_models.gemini import HostedGeminiConfig
from schemas.hosted_models.openai import HostedOpenAiConfig
from schemas.hosted_models.other import (
    HostedCreditConfig,
    HostedMinmaxConfig,
    HostedModerationConfig,
    HostedSparkConfig,
    HostedZhipuAIConfig,
)
from schemas.hosted_models.templates import HostedFetchAppTemplateConfig, HostedFetchPipelineTemplateConfig
from schemas.hosted_models.tongyi import HostedTongyiConfig
from schemas.hosted_models.xai import HostedXAIConfig
from schemas.http import HttpConfig
from schemas.http_request import ToolConfig
from schemas.integrations import NotionConfig
from schemas.knowledge.dataset import DataSetConfig
from schemas.knowledge.etl import RagEtlConfig
from schemas.knowledge.indexing import IndexingConfig
from schemas.knowledge.upload import FileUploadConfig
from schemas.mail import MailConfig
from schemas.marketplace import MarketplaceConfig
from schemas.model_providers import (
    ModelLoadBalanceConfig,
    ModerationConfig,
    MultiModalTransferConfig,
    PositionConfig,
)
from schemas.observability import DatasetQueueMonitorConfig, OTelConfig
from schemas.plugin.daemon import PluginConfig
from schemas.redis import RedisConfig
from schemas.scheduler import CeleryBeatConfig, CeleryScheduleTasksConfig, SandboxExpiredRecordsCleanConfig
from schemas.security import InnerAPIConfig, InternalTestConfig
from schemas.sentry import SentryConfig
from schemas.server import AppExecutionConfig, LoggingConfig, SwaggerUIConfig, UpdateConfig
from schemas.storage.aliyun_oss import AliyunOSSStorageConfig
from schemas.storage.archive import ArchiveStorageConfig
from schemas.storage.azure_blob import AzureBlobStorageConfig
from schemas.storage.baidu_obs import BaiduOBSStorageConfig
from schemas.storage.clickzetta_volume import ClickZettaVolumeStorageConfig
from schemas.storage.google_storage import GoogleCloudStorageConfig
from schemas.storage.huawei_obs import HuaweiCloudOBSStorageConfig
from schemas.storage.oci_storage import OCIStorageConfig
from schemas.storage.opendal import OpenDALStorageConfig
from schemas.storage.s3 import S3StorageConfig
from schemas.storage.selector import StorageConfig
from schemas.storage.supabase import SupabaseStorageConfig
from schemas.storage.tencent_cos import TencentCloudCOSStorageConfig
from schemas.storage.volcengine_tos import VolcengineTOSStorageConfig
from schemas.vector_store.alibabacloud_mysql import AlibabaCloudMySQLConfig
from schemas.vector_store.analyticdb import AnalyticdbConfig
from schemas.vector_store.baidu import BaiduVectorDBConfig
from schemas.vector_store.chroma import ChromaConfig
from schemas.vector_store.clickzetta import ClickzettaConfig
from schemas.vector_store.couchbase import CouchbaseConfig
from schemas.vector_store.elasticsearch import ElasticsearchConfig
from schemas.vector_store.huawei_cloud import HuaweiCloudConfig
from schemas.vector_store.iris import IrisVectorConfig
from schemas.vector_store.lindorm import LindormConfig
from schemas.vector_store.matrixone import MatrixoneConfig
from schemas.vector_store.milvus import MilvusConfig
from schemas.vector_store.myscale import MyScaleConfig
from schemas.vector_store.oceanbase import OceanBaseVectorConfig
from schemas.vector_store.opengauss import OpenGaussConfig
from schemas.vector_store.opensearch import OpenSearchConfig
from schemas.vector_store.oracle import OracleConfig
from schemas.vector_store.pgvecto_rs import PGVectoRSConfig
from schemas.vector_store.pgvector import PGVectorConfig
from schemas.vector_store.qdrant import QdrantConfig
from schemas.vector_store.relyt import RelytConfig
from schemas.vector_store.selector import KeywordStoreConfig, VectorStoreConfig
from schemas.vector_store.tablestore import TableStoreConfig
from schemas.vector_store.tencent import TencentVectorDBConfig
from schemas.vector_store.tidb_on_qdrant import TidbOnQdrantConfig
from schemas.vector_store.tidb_vector import TiDBVectorConfig
from schemas.vector_store.upstash import UpstashConfig
from schemas.vector_store.vastbase import VastbaseVectorConfig
from schemas.vector_store.vikingdb import VikingDBConfig
from schemas.vector_store.weaviate import WeaviateConfig
from schemas.workflow import (
    AsyncWorkflowConfig,
    RepositoryConfig,
    TriggerConfig,
    WorkflowConfig,
    WorkflowLogConfig,
    WorkflowNodeExecutionConfig,
    WorkflowVariableTruncationConfig,
)


class HostedServiceConfig(
    HostedAnthropicConfig,
    HostedAzureOpenAiConfig,
    HostedFetchAppTemplateConfig,
    HostedFetchPipelineTemplateConfig,
    HostedMinmaxConfig,
    HostedOpenAiConfig,
    HostedSparkConfig,
    HostedZhipuAIConfig,
    HostedTongyiConfig,
    HostedModerationConfig,
    HostedCreditConfig,
    HostedGeminiConfig,
    HostedXAIConfig,
    HostedDeepseekConfig,
):
    """Model providers that a hosted edition pays for."""


class FeatureConfig(
    AppExecutionConfig,
    AuthConfig,
    BillingConfig,
    CodeExecutionSandboxConfig,
    TriggerConfig,
    AsyncWorkflowConfig,
    PluginConfig,
    MarketplaceConfig,
    DataSetConfig,
    EndpointConfig,
    FileAccessConfig,
    FileUploadConfig,
    HttpConfig,
    InnerAPIConfig,
    IndexingConfig,
    LoggingConfig,
    MailConfig,
    ModelLoadBalanceConfig,
    ModerationConfig,
    MultiModalTransferConfig,
    PositionConfig,
    RagEtlConfig,
    RepositoryConfig,
    SandboxExpiredRecordsCleanConfig,
    SecurityConfig,
    TenantIsolatedTaskQueueConfig,
    ToolConfig,
    UpdateConfig,
    WorkflowConfig,
    WorkflowNodeExecutionConfig,
    WorkspaceConfig,
    LoginConfig,
    AccountConfig,
    SwaggerUIConfig,
    HostedServiceConfig,
    CeleryBeatConfig,
    CeleryScheduleTasksConfig,
    WorkflowLogConfig,
    WorkflowVariableTruncationConfig,
):
    """What the product does and how much of it."""


class MiddlewareConfig(
    CeleryConfig,
    KeywordStoreConfig,
    RedisConfig,
    StorageConfig,
    AliyunOSSStorageConfig,
    AzureBlobStorageConfig,
    BaiduOBSStorageConfig,
    ClickZettaVolumeStorageConfig,
    GoogleCloudStorageConfig,
    HuaweiCloudOBSStorageConfig,
    OCIStorageConfig,
    OpenDALStorageConfig,
    S3StorageConfig,
    SupabaseStorageConfig,
    TencentCloudCOSStorageConfig,
    VolcengineTOSStorageConfig,
    VectorStoreConfig,
    AnalyticdbConfig,
    ChromaConfig,
    ClickzettaConfig,
    HuaweiCloudConfig,
    IrisVectorConfig,
    MilvusConfig,
    AlibabaCloudMySQLConfig,
    MyScaleConfig,
    OpenSearchConfig,
    OracleConfig,
    PGVectorConfig,
    VastbaseVectorConfig,
    PGVectoRSConfig,
    QdrantConfig,
    RelytConfig,
    TencentVectorDBConfig,
    TiDBVectorConfig,
    WeaviateConfig,
    ElasticsearchConfig,
    CouchbaseConfig,
    InternalTestConfig,
    VikingDBConfig,
    UpstashConfig,
    TidbOnQdrantConfig,
    LindormConfig,
    OceanBaseVectorConfig,
    BaiduVectorDBConfig,
    OpenGaussConfig,
    TableStoreConfig,
    DatasetQueueMonitorConfig,
    MatrixoneConfig,
):
    """Databases, broker, storage and vector stores."""


class ExtraServiceConfig(
    ArchiveStorageConfig,
    NotionConfig,
    SentryConfig,
):
    """Services beside the product: archive storage, Notion, Sentry."""


class ObservabilityConfig(
    OTelConfig,
):
    """Traces and metrics."""
