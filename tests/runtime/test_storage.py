"""Storage: every kind becomes a scheme that OpenDAL has; files, memory and S3 are written and read for real."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import boto3
import opendal
import pytest
from moto.server import ThreadedMotoServer

from runtime import exits, supported
from runtime.entrypoint import make_plan
from runtime.errors import ConfigurationError
from runtime.resolution import resolve
from runtime.storage.backends import SCHEMES, SERVED, UNSERVED, Backend, backend_of
from runtime.storage.store import MissingFileError, Storage, StorageError
from schemas.catalog import load_catalog

VALUES = {
    "S3_BUCKET_NAME": "b",
    "S3_REGION": "eu-central-1",
    "ALIYUN_OSS_BUCKET_NAME": "b",
    "ALIYUN_OSS_ENDPOINT": "https://oss-x.aliyuncs.com",
    "ALIYUN_OSS_PATH": "files",
    "AZURE_BLOB_CONTAINER_NAME": "b",
    "AZURE_BLOB_ACCOUNT_NAME": "me",
    "AZURE_BLOB_ACCOUNT_KEY": "a2V5",
    "AZURE_BLOB_ACCOUNT_URL": "https://me.blob.core.windows.net",
    "GOOGLE_STORAGE_BUCKET_NAME": "b",
    "GOOGLE_STORAGE_SERVICE_ACCOUNT_JSON_BASE64": "e30=",
    "TENCENT_COS_BUCKET_NAME": "b",
    "TENCENT_COS_REGION": "ap-x",
    "HUAWEI_OBS_BUCKET_NAME": "b",
    "HUAWEI_OBS_SERVER": "https://obs.x.com",
    "VOLCENGINE_TOS_BUCKET_NAME": "b",
    "VOLCENGINE_TOS_ENDPOINT": "https://tos-x.volces.com",
    "VOLCENGINE_TOS_REGION": "x",
    "OCI_BUCKET_NAME": "b",
    "OCI_ENDPOINT": "https://n.compat.objectstorage.x.oraclecloud.com",
    "OCI_REGION": "x",
    "BAIDU_OBS_BUCKET_NAME": "b",
    "BAIDU_OBS_ENDPOINT": "bj.bcebos.com",
}


def made(kind: str, **values: str) -> Backend:
    return backend_of(kind, lambda name: {**VALUES, **values}.get(name, ""), values)


def test_every_kind_that_the_configuration_allows_is_served_or_refused_with_a_reason() -> None:
    choices = {choice.value for choice in load_catalog().get("STORAGE_TYPE").choices}
    assert choices == SERVED | UNSERVED.keys()


def test_the_known_schemes_are_those_of_the_library() -> None:
    with pytest.raises(opendal.exceptions.Unsupported) as caught:
        opendal.Operator("no-such-scheme")
    listed = re.search(r"available: (.*)", str(caught.value))
    assert listed is not None
    assert set(listed.group(1).split(", ")) == SCHEMES


@pytest.mark.parametrize("kind", sorted(SERVED))
def test_every_served_kind_is_accepted_by_the_library(kind: str) -> None:
    backend = made(kind)
    assert backend.scheme in SCHEMES
    opendal.Operator(backend.scheme, **backend.options)


def test_what_is_more_than_a_name_for_a_name() -> None:
    assert "access_key_id" not in made("s3", S3_ACCESS_KEY="k", S3_USE_AWS_MANAGED_IAM="True").options
    assert made("s3", S3_ADDRESS_STYLE="virtual").options["enable_virtual_host_style"] == "true"
    assert "account_key" not in made("azure-blob", AZURE_BLOB_ACCOUNT_KEY="managedidentity").options
    assert made("tencent-cos", TENCENT_COS_SCHEME="http").options["endpoint"] == "http://cos.ap-x.myqcloud.com"
    assert made("huawei-obs", HUAWEI_OBS_PATH_STYLE="True").options["enable_virtual_host_style"] == "false"
    assert made("baidu-obs").options.items() >= {("endpoint", "https://s3.bj.bcebos.com"), ("region", "bj")}
    assert made("opendal", OPENDAL_FS_ROOT="files").options == {"root": str(Path("files").absolute())}
    swift = made("opendal", OPENDAL_SCHEME="swift", OPENDAL_SWIFT_ENDPOINT="https://x", OPENDAL_SWIFT_TOKEN="")
    assert (swift.scheme, swift.options) == ("swift", {"endpoint": "https://x"})


@pytest.mark.parametrize(
    ("env", "variable"),
    [
        ({"STORAGE_TYPE": "clickzetta-volume"}, "STORAGE_TYPE"),
        ({"STORAGE_TYPE": "supabase"}, "STORAGE_TYPE"),
        ({"OPENDAL_SCHEME": "floppy"}, "OPENDAL_SCHEME"),
        ({"MAIL_TYPE": "sendgrid"}, "MAIL_TYPE"),
        ({"RUNTIME_EMBEDDING_URL": "https://x/v1", "RUNTIME_EMBEDDING_MODEL": "m"}, "VECTOR_STORE"),
        (
            {"RUNTIME_EMBEDDING_URL": "https://x/v1", "RUNTIME_EMBEDDING_MODEL": "m", "VECTOR_STORE": "weaviate"},
            "VECTOR_STORE",
        ),
        (
            {"RUNTIME_EMBEDDING_URL": "x", "RUNTIME_EMBEDDING_MODEL": "m", "VECTOR_STORE": "qdrant"},
            "RUNTIME_EMBEDDING_URL",
        ),
        ({"RUNTIME_EMBEDDING_URL": "https://x/v1", "VECTOR_STORE": "qdrant"}, "RUNTIME_EMBEDDING_MODEL"),
    ],
)
def test_what_nobody_serves_is_refused_before_anything_is_started(env: dict[str, str], variable: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        make_plan(resolve(env), ())
    assert caught.value.code == exits.CONFIG
    assert [(found.variable, found.rule) for found in caught.value.problems] == [(variable, supported.RULE)]
    # Somebody else's application knows better.
    make_plan(resolve({**env, "RUNTIME_APP": "shop:web"}), ())


def test_a_store_that_is_not_used_may_be_one_that_nobody_serves() -> None:
    make_plan(resolve({"VECTOR_STORE": "weaviate", "MAIL_TYPE": "resend"}), ())


@pytest.fixture(scope="module")
def s3() -> Iterator[Backend]:
    """A bucket of a real S3 server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1", **keys).create_bucket(
        Bucket="bucket"
    )
    values = {"S3_ENDPOINT": f"http://{host}:{port}", "S3_REGION": "us-east-1"}
    yield made("s3", **values, S3_BUCKET_NAME="bucket", S3_ACCESS_KEY="key", S3_SECRET_KEY="secret")
    server.stop()


@pytest.fixture(params=["fs", "memory", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "s3":
        return Storage(request.getfixturevalue("s3"))
    return Storage(made("opendal", OPENDAL_SCHEME=request.param, OPENDAL_FS_ROOT=str(tmp_path)))


def test_what_is_written_is_read_until_it_is_deleted(storage: Storage) -> None:
    data = bytes(range(256)) * 300
    storage.write("a/b c/ä.bin", data)
    assert storage.exists("a/b c/ä.bin")
    assert storage.read("a/b c/ä.bin") == data
    storage.write("a/b c/ä.bin", b"less")
    assert storage.read("a/b c/ä.bin") == b"less"
    storage.delete("a/b c/ä.bin")
    storage.delete("a/b c/ä.bin")
    assert not storage.exists("a/b c/ä.bin")
    with pytest.raises(MissingFileError):
        storage.read("a/b c/ä.bin")


def test_private_files_can_be_read_by_their_owner_only(tmp_path: Path) -> None:
    storage = Storage(made("opendal", OPENDAL_FS_ROOT=str(tmp_path)))
    storage.write("privkeys/t/private.pem", b"a", private=True)
    storage.write("privkeys/t/private.pem", b"bc", private=True)
    assert storage.read("privkeys/t/private.pem") == b"bc"
    assert stat.S_IMODE((tmp_path / "privkeys/t/private.pem").stat().st_mode) == 0o600


def test_a_storage_that_fails_is_one_line_without_its_keys() -> None:
    storage = Storage(made("s3", S3_ENDPOINT="http://127.0.0.1:1", S3_ACCESS_KEY="k", S3_SECRET_KEY="c4n4ry"))
    with pytest.raises(StorageError) as caught:
        storage.read("x")
    assert "c4n4ry" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_file_lies_outside_of_the_storage(tmp_path: Path) -> None:
    storage = Storage(made("opendal", OPENDAL_FS_ROOT=str(tmp_path / "in")))
    with pytest.raises(StorageError):
        storage.write("../out", b"x")
    assert not (tmp_path / "out").exists()
