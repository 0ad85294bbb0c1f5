"""The generated files are current, and a variable that is declared once is found in all of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from schemas.base import Settings
from schemas.catalog import Catalog, Category, Group, load_catalog
from schemas.documents import docker_example, reference_page
from schemas.export import json_schema
from schemas.generate import main, outputs
from schemas.introspect import build_catalog, record_of, variable_of
from schemas.setting import SAME, alphanumeric, setting


def test_generated_files_are_current() -> None:
    assert main(["--check"]) == 0
    assert all(path.is_file() for path in outputs())


def test_the_loaded_catalog_equals_the_classes() -> None:
    built, loaded = build_catalog(), load_catalog()
    assert [json.loads(json.dumps(record_of(v))) for v in built] == [
        json.loads(json.dumps(record_of(v))) for v in loaded
    ]


def test_loading_the_catalog_imports_no_pydantic() -> None:
    program = "import sys; from schemas.catalog import load_catalog; load_catalog(); print('pydantic' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


class SampleConfig(Settings):
    """One variable of each interesting sort."""

    category = "sample"

    SAMPLE_PORT: int = setting(8080, help="Where the sample listens.", group="one", kind="port", docker=SAME)
    SAMPLE_KEY: str = setting(
        "change-me", help="What opens the sample's door.", group="one", docker=SAME, secret="free",
        generate=alphanumeric(32), insecure=("change-me",),
    )  # fmt: skip


@pytest.fixture
def sample() -> Catalog:
    """A catalog of that class alone."""
    category = Category("sample", "Sample", "", (Group("one", "One"),))
    found = [variable_of(SampleConfig, name) for name in SampleConfig.model_fields]
    return Catalog([category], [v for v in found if v is not None])


def test_a_variable_declared_once_is_in_the_example_the_schema_and_the_reference(sample: Catalog) -> None:
    assert "SAMPLE_PORT=8080\n" in docker_example(sample)
    assert "Where the sample listens." in docker_example(sample)
    assert json_schema(sample)["properties"]["SAMPLE_PORT"]["maximum"] == 65535
    assert "| `SAMPLE_PORT` | `8080` | Where the sample listens. |" in reference_page(sample)


def test_a_secret_default_is_in_no_exported_schema() -> None:
    exported = json.dumps(json_schema(load_catalog()))
    assert "difyai123456" not in exported
    assert "sk-9f73s3lj" not in exported
