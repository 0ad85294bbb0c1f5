"""Traces, metrics, error reports and request ids: against a real collector, and not even imported when off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from runtime import exits
from runtime.entrypoint import make_plan
from runtime.environment import Environment
from runtime.errors import ConfigurationError
from runtime.observability import switches
from runtime.resolution import resolve
from tests.conftest import ROOT
from tests.runtime.application import database
from tests.runtime.collector import Collector, collector
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import stop

__all__ = ["database"]


@pytest.fixture(scope="module")
def collected() -> Iterator[Collector]:
    """One collector for the whole module."""
    with collector() as found:
        yield found


@pytest.fixture
def sink(collected: Collector) -> Collector:
    """The collector, emptied."""
    collected.bodies.clear()
    collected.headers.clear()
    return collected


def python(script: str, **variables: str) -> str:
    """Run a script in an interpreter of its own; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SECRET_KEY": "for-tests-only", **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def spans(sink: Collector) -> list[Span]:
    """All spans that arrived."""
    found: list[Span] = []
    for body in sink.sent_to("/v1/traces"):
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            found += [span for scope in resource.scope_spans for span in scope.spans]
    return found


REQUESTS = """
from runtime.factory import create_app
app = create_app()

@app.get("/broken/<name>")
def broken(name):
    secret = "c4n4ry"
    raise ValueError("broken " + name)

client = app.test_client()
assert client.get("/health", headers={"X-Request-Id": "request-1"}).status_code == 200
assert client.get("/broken/of-somebody?token=c4n4ry", headers={"X-Request-Id": "request-2"}).status_code == 500
"""


def test_off_means_not_even_imported() -> None:
    modules = python("import runtime.app, runtime.celery_app, sys; print(' '.join(sys.modules))").split()
    assert "runtime.observability.correlation" in modules
    names = {name.partition(".")[0] for name in modules}
    assert not names & {"opentelemetry", "sentry_sdk"}
    assert not {"runtime.observability.telemetry", "runtime.observability.reports"} & set(modules)


@pytest.mark.parametrize(("variable", "text"), [("ENABLE_OTEL", "true"), ("SENTRY_DSN", "http://key@127.0.0.1/1")])
def test_on_without_the_package_is_one_line_that_names_the_extra(variable: str, text: str) -> None:
    extra = {"ENABLE_OTEL": "launchdeck[otel]", "SENTRY_DSN": "launchdeck[sentry]"}[variable]
    # Without site packages nothing of a third party can be found.
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[1:] = []\nfrom runtime.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script],
        env={variable: text},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == exits.CONFIG
    said = [line for line in done.stderr.splitlines() if extra in line]
    assert len(said) == 1
    assert said[0].strip().startswith(variable)
    assert "Traceback" not in done.stderr


def test_what_is_installed_or_off_or_another_application_is_fine() -> None:
    environment = Environment({"ENABLE_OTEL": "false"})
    switches.check(environment, lambda _: False)
    assert environment.problems == []
    assert make_plan(resolve({"ENABLE_OTEL": "true", "SENTRY_DSN": "http://key@127.0.0.1/1"}), [])
    other = Environment({"ENABLE_OTEL": "true", "SENTRY_DSN": "x"})
    switches.check(other, lambda _: False)
    assert [problem.variable for problem in other.problems] == ["ENABLE_OTEL", "SENTRY_DSN"]
    with pytest.raises(ConfigurationError):
        other.finish()
    with pytest.raises(ConfigurationError, match="OTEL_EXPORTER_OTLP_PROTOCOL"):
        make_plan(resolve({"ENABLE_OTEL": "true", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}), [])


def test_requests_become_spans_and_durations(sink: Collector) -> None:
    python(
        REQUESTS,
        ENABLE_OTEL="true",
        OTLP_BASE_ENDPOINT=sink.address + "/",
        OTLP_API_KEY="a-key",
        OTEL_SAMPLING_RATE="1",
    )
    found = {span.name: span for span in spans(sink)}
    assert found.keys() == {"GET /health", "GET /broken/<name>"}
    assert found["GET /broken/<name>"].status.code == 2
    metrics = [ExportMetricsServiceRequest.FromString(body) for body in sink.sent_to("/v1/metrics")]
    assert "http.server.request.duration" in str(metrics[-1])
    assert {headers["authorization"] for headers in sink.headers} == {"Bearer a-key"}
    everything = b"".join(body for _, body in sink.bodies)
    assert not [word for word in (b"c4n4ry", b"of-somebody") if word in everything]


def test_a_sampling_rate_of_zero_sends_no_span_and_another_exporter_prints(sink: Collector) -> None:
    python(REQUESTS, ENABLE_OTEL="true", OTLP_BASE_ENDPOINT=sink.address, OTEL_SAMPLING_RATE="0")
    assert spans(sink) == []
    printed = python(REQUESTS, ENABLE_OTEL="true", OTEL_EXPORTER_TYPE="console", OTEL_SAMPLING_RATE="1")
    assert '"name": "GET /health"' in printed


def test_an_error_is_reported_with_its_request_id_and_without_values(sink: Collector) -> None:
    python(REQUESTS, SENTRY_DSN=f"http://key@127.0.0.1:{sink.port}/7", SENTRY_TRACES_SAMPLE_RATE="0")
    events = [json.loads(line) for body in sink.sent_to("/api/7/envelope/") for line in body.splitlines() if line]
    errors = [event for event in events if event.get("exception")]
    assert [error["exception"]["values"][0]["type"] for error in errors] == ["ValueError"]
    assert errors[0]["tags"]["request_id"] == "request-2"
    assert '"vars"' not in json.dumps(errors)
    # What stands in the source is shown as context lines; what the request brought along is not.
    assert "token=c4n4ry" not in json.dumps(errors)


@pytest.mark.e2e
def test_one_id_and_one_trace_lead_from_the_request_to_its_task(runner: Runner, sink: Collector) -> None:
    runner.environ |= {
        "ENABLE_OTEL": "true",
        "OTEL_SAMPLING_RATE": "1",
        "OTLP_BASE_ENDPOINT": sink.address,
        "LOG_OUTPUT_FORMAT": "json",
    }
    servers = [runner.start("api"), runner.start("worker", CELERY_WORKER_CLASS="prefork")]
    runner.wait_until_healthy()
    headers = {"X-Request-Id": "from-the-proxy"}
    identity = runner.ask("/tasks/echo", {"text": "x"}, headers)[1]["id"]
    assert runner.run_of(identity)["state"] == "succeeded"
    assert [stop(server) for server in servers] == [0, 0], runner.output()
    eventually(lambda: {"runtime.echo", "POST /tasks/echo"} <= {span.name for span in spans(sink)}, "spans arrive")
    trace = {span.name: span.trace_id for span in spans(sink) if "echo" in span.name}
    assert trace["runtime.echo"] == trace["POST /tasks/echo"]
    of_task = {"req_id": "from-the-proxy", "trace_id": trace["runtime.echo"].hex()}
    assert any(line.items() >= of_task.items() for line in lines(runner, "worker", 1)), runner.output()
    # The access log of the request, too.
    assert any("/tasks/echo" in line["message"] for line in lines(runner, "api", 0) if of_request(line))


def of_request(line: dict[str, str]) -> bool:
    return line.get("req_id") == "from-the-proxy"


def lines(runner: Runner, mode: str, number: int) -> list[dict[str, str]]:
    """The log of a process, as JSON; what the entrypoint itself said before is in it, too."""
    return [json.loads(line) for line in runner.log(mode, number).read_text().splitlines() if line[:1] == "{"]
