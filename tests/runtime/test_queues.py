"""One real worker for all sixteen queues: each gets at least one task, and what it did stands in the database or lies
at the mail server."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from runtime.modes.worker import QUEUES
from tests.runtime.application import database
from tests.runtime.peers import Inbox, Peer, inbox, peer
from tests.runtime.processes import Runner, eventually
from tests.runtime.services import Services

__all__ = ["database", "inbox", "peer"]

pytestmark = pytest.mark.e2e

KEY = "an-admin-key-for-tests"


class Stack:
    """API and worker, and what they leave."""

    def __init__(self, runner: Runner, services: Services, database: str) -> None:
        self.runner = runner
        self._connection = services.connect(database)
        self._celery = Celery(broker=runner.environ["CELERY_BROKER_URL"])

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """Rows of the database."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def api(self, path: str, body: Any = None, *, method: str | None = None) -> Any:
        """What a request with the key is answered with; it must succeed."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
        address = f"http://127.0.0.1:{self.runner.port}{path}"
        request = urllib.request.Request(address, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.loads(response.read() or b"null")

    def until(self, statement: str, *values: Any) -> Any:
        """Wait until a query answers with something that is true; that."""

        def ask() -> Any:
            rows = self.sql(statement, *values)
            return rows[0][0] if rows and rows[0][0] else None

        return eventually(ask, f"{statement} {values}", output=self.runner.output)

    def send(self, task: str, *arguments: Any, queue: str) -> str:
        """Send a task as any Celery program would; its result once it has succeeded."""
        identity = self._celery.send_task(task, arguments, queue=queue).id
        return str(self.until("SELECT result FROM task_run WHERE id = %s AND state = 'succeeded'", identity))

    def close(self) -> None:
        """Let go of the database and the broker."""
        self._celery.close()
        self._connection.close()


@pytest.fixture
def stack(environ: dict[str, str], services: Services, database: str, inbox: Inbox, peer: Peer) -> Iterator[Stack]:
    folder = Path(environ["HOME"])
    runner = Runner(environ, folder)
    runner.environ |= environ | {
        "ADMIN_API_KEY_ENABLE": "true",
        "ADMIN_API_KEY": KEY,
        "OPENDAL_FS_ROOT": str(folder / "storage"),
        "VECTOR_STORE": "pgvector",
        "PGVECTOR_HOST": "127.0.0.1",
        "PGVECTOR_PORT": str(services.postgres_port),
        "PGVECTOR_USER": "postgres",
        "PGVECTOR_PASSWORD": services.password,
        "PGVECTOR_DATABASE": database,
        "MARKETPLACE_API_URL": peer.url,
        "TRIGGER_URL": f"http://127.0.0.1:{runner.port}",
        "CORE_WORKFLOW_NODE_EXECUTION_REPOSITORY": (
            "core.repositories.celery_workflow_node_execution_repository.CeleryWorkflowNodeExecutionRepository"
        ),
        "CELERY_WORKER_AMOUNT": "4",
    }
    runner.start("api")
    runner.start("worker")
    runner.wait_until_healthy()
    made = Stack(runner, services, database)
    yield made
    made.close()
    runner.stop_all()


def test_each_of_the_sixteen_queues_does_its_work(stack: Stack, inbox: Inbox, peer: Peer) -> None:
    owner = ("--email", "o@example.org", "--name", "O", "--language", "en-US")
    assert stack.runner.run("job", "create-tenant", *owner) == 0, stack.runner.output()
    tenant = stack.sql("SELECT id FROM tenant")[0][0]
    assert [stack.runner.ask(path, {})[0] for path in ("/datasets", "/workflows")] == [401, 401], "the key is needed"
    dataset = documents_are_indexed(stack, peer, tenant)
    workflow = runs_leave_steps_and_traces(stack, inbox, tenant, dataset)
    schedules_and_triggers_start_runs(stack, peer, workflow)
    plugins_mails_and_retention(stack, inbox, peer, tenant)
    deletion_takes_everything_along(stack, workflow)
    used = {row[0] for row in stack.sql("SELECT DISTINCT queue FROM task_run WHERE state = 'succeeded'")}
    assert used == set(QUEUES)
    assert stack.sql("SELECT task, result FROM task_run WHERE state = 'failed'") == [], stack.runner.output()
    assert KEY not in stack.runner.output()


def documents_are_indexed(stack: Stack, peer: Peer, tenant: str) -> str:
    """dataset, priority_dataset, pipeline, priority_pipeline."""
    endpoint = {"base_url": f"{peer.url}/v1", "model": "words", "api_key": "sealed-c4n4ry"}
    stack.api(f"/tenants/{tenant}/embedding", endpoint, method="PUT")
    assert "c4n4ry" not in str(stack.sql("SELECT sealed FROM provider_credential"))
    dataset: str = stack.api("/datasets", {"tenant": tenant, "name": "Animals"})["id"]
    for name, priority in (("whales", False), ("foxes", True)):
        body = {"name": name, "text": f"{name} eat fish.\n\nAnd then {name} sleep.", "priority": priority}
        stack.api(f"/datasets/{dataset}/documents", body)
    for name, priority in (("owls", False), ("bats", True)):
        body = {"documents": [{"name": name, "text": f"{name} fly at night."}], "priority": priority}
        run = stack.api(f"/datasets/{dataset}/pipelines", body)["id"]
        stack.until("SELECT id FROM workflow_run WHERE id = %s AND state = 'succeeded'", run)
        stack.until("SELECT count(*) = 3 FROM workflow_step WHERE run_id = %s", run)
    stack.until("SELECT count(*) = 4 FROM document WHERE status = 'indexed'")
    assert stack.sql("SELECT count(*) FROM keyword WHERE word = 'night'") == [(2,)]
    collection = stack.sql("SELECT collection FROM dataset")[0][0]
    vectors = stack.sql(f'SELECT count(*) FROM "{collection}"')  # noqa: S608 - our own name
    assert vectors == stack.sql("SELECT count(*) FROM segment")
    found = stack.api(f"/datasets/{dataset}/search?q=owls%20fly%20at%20night")["found"]
    assert (found[0]["content"], found[0]["by"]) == ("owls fly at night.", "vector")
    assert {request[1].get("Authorization") for request in peer.requests} == {"Bearer sealed-c4n4ry"}
    return dataset


def runs_leave_steps_and_traces(stack: Stack, inbox: Inbox, tenant: str, dataset: str) -> str:
    """workflow, workflow_storage, ops_trace, conversation."""
    steps = [
        {"kind": "search", "title": "found", "dataset": dataset, "query": "$question", "limit": 1},
        {"kind": "template", "title": "answer", "text": "$question $found"},
        {"kind": "mail", "to": "reader@example.org", "subject": "Your question", "text": "$answer"},
        {"kind": "template", "text": "$answer"},
    ]
    workflow: str = stack.api("/workflows", {"tenant": tenant, "name": "Ask", "steps": steps})["id"]
    conversation = stack.api(f"/workflows/{workflow}/conversations", {"name": "C"})["id"]
    body = {"inputs": {"question": "Who flies at night? bats"}, "conversation": conversation}
    run = stack.api(f"/workflows/{workflow}/runs", body)["id"]
    stack.until("SELECT run_id FROM run_trace WHERE run_id = %s", run)
    shown = stack.api(f"/runs/{run}")
    assert (shown["state"], [step["state"] for step in shown["steps"]]) == ("succeeded", ["succeeded"] * 4)
    assert shown["outputs"] == {"text": "Who flies at night? bats bats fly at night."}
    assert shown["trace"]["steps"] == 4
    assert [mail.get_payload(decode=True) for mail in inbox.to("reader@example.org")] == [
        b"Who flies at night? bats bats fly at night.\r\n"
    ]
    messages = stack.api(f"/conversations/{conversation}")["messages"]
    assert [message["answer"] for message in messages] == [shown["outputs"]["text"]]
    stack.api(f"/conversations/{conversation}", method="DELETE")
    stack.until("SELECT NOT EXISTS (SELECT 1 FROM message) AND NOT EXISTS (SELECT 1 FROM conversation)")
    return workflow


def schedules_and_triggers_start_runs(stack: Stack, peer: Peer, workflow: str) -> None:
    """schedule_poller, schedule_executor, trigger_refresh_executor, triggered_workflow_dispatcher."""
    schedule = stack.api(f"/workflows/{workflow}/schedules", {"cron": "*/5 * * * *", "timezone": "Asia/Tokyo"})["id"]
    stack.sql("UPDATE workflow_schedule SET next_run_at = now() - interval '1 hour'")
    assert stack.send("runtime.poll_schedules", queue="schedule_poller") == "1 schedules due"
    stack.until("SELECT state = 'failed' FROM workflow_run WHERE source = 'schedule'")
    assert stack.sql("SELECT error FROM workflow_run WHERE source = 'schedule'") == [
        ("found: Nothing of the name question is known at this step",)
    ]
    assert stack.sql("SELECT next_run_at > now() FROM workflow_schedule WHERE id = %s", schedule) == [(True,)]

    made = stack.api(f"/workflows/{workflow}/triggers", {"hub": f"{peer.url}/hub", "topic": "https://news.example.org"})
    stack.until("SELECT verified FROM workflow_trigger WHERE id = %s", made["id"])
    assert peer.asked("verified") == ["c-h-a"]
    assert stack.sql("SELECT expires_at > now() + interval '8 days' FROM workflow_trigger") == [(True,)]
    news = b'{"question": "owls"}'
    signature = hmac.new(made["secret"].encode(), news, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature": f"sha256={signature}"}
    with urllib.request.urlopen(urllib.request.Request(made["callback"], news, headers), timeout=30) as response:
        assert response.status == 202
    stack.until("SELECT state = 'succeeded' FROM workflow_run WHERE source = 'trigger'")
    started = stack.sql("SELECT id FROM workflow_run WHERE source = 'trigger'")
    assert stack.sql("SELECT run_id FROM trigger_event") == started


def plugins_mails_and_retention(stack: Stack, inbox: Inbox, peer: Peer, tenant: str) -> None:
    """plugin, mail, retention."""
    peer.versions = {"acme/clock": "1.3.0"}
    columns = "(id, tenant_id, plugin, version, created_at)"
    insert = f"INSERT INTO plugin_installation {columns} VALUES (%s, %s, %s, %s, now())"  # noqa: S608 - our own names
    stack.sql(insert, "1", tenant, "acme/clock", "1.2.0")
    stack.sql(insert, "2", tenant, "acme/gone", "0.1.0")
    assert stack.send("runtime.check_upgradable_plugins", queue="plugin") == "1 of 2 plugins have another version"
    assert stack.sql("SELECT latest_version FROM plugin_installation ORDER BY id") == [("1.3.0",), (None,)]

    stack.send("runtime.send_mail", "a@example.org", "Grüße", "Hällo", queue="mail")
    (mail,) = inbox.to("a@example.org")
    assert re.search("utf-8", mail["Subject"])

    stack.sql("UPDATE workflow_run SET created_at = now() - interval '99 days' WHERE source = 'schedule'")
    assert stack.send("runtime.clean_workflow_runs", queue="retention") == "1 runs deleted"
    assert stack.sql("SELECT count(*) FROM workflow_run WHERE source = 'schedule'") == [(0,)]


def deletion_takes_everything_along(stack: Stack, workflow: str) -> None:
    """app_deletion."""
    stack.api(f"/workflows/{workflow}", method="DELETE")
    stack.until("SELECT NOT EXISTS (SELECT 1 FROM workflow)")
    for table in ("workflow_schedule", "workflow_trigger", "trigger_event"):
        assert stack.sql(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - our own names
    assert stack.sql("SELECT count(*) FROM workflow_run WHERE kind = 'workflow'") == [(0,)]
