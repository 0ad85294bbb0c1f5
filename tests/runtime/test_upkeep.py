"""Retention, clean-up, schedules and triggers: each task in this process, on a real database and a real broker."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.runtime.application import app, database
from tests.runtime.peers import Inbox, Peer, inbox, peer

__all__ = ["app", "database", "inbox", "peer"]


def perform(name: str, *arguments: Any) -> str:
    """Do a task here and now; its result."""
    from flask import current_app

    from runtime.extensions.database import db

    task = current_app.extensions["celery"].tasks[f"runtime.{name}"]
    result: str = task.apply(arguments, throw=True).get()
    # It worked in a session of its own: what this one holds is old now.
    db.session.rollback()
    return result


def keep(*rows: Any) -> None:
    from runtime.extensions.database import db

    for row in rows:
        db.session.add(row)
        db.session.flush()
    db.session.commit()


def count(model: type[Any]) -> int:
    from runtime.extensions.database import db

    return db.session.query(model).count()


def ago(days: float) -> Any:
    from runtime.models.columns import now

    return now() - timedelta(days=days)


@pytest.fixture
def workflow(app: Flask) -> Any:
    from runtime.accounts.service import register
    from runtime.models.workflow import Workflow

    tenant = register("owner@example.org", "O", "passw0rd")
    made = Workflow(tenant_id=tenant.id, name="W", steps=[{"kind": "template", "text": "x"}])
    keep(made)
    return made


def run(workflow: Any, days: float, state: str = "succeeded") -> Any:
    from runtime.models.workflow import WorkflowRun

    about = {"tenant_id": workflow.tenant_id, "workflow_id": workflow.id, "source": "api", "inputs": {}}
    return WorkflowRun(**about, state=state, created_at=ago(days))


def test_runs_are_kept_as_long_as_the_settings_say_and_while_they_go_on(workflow: Any) -> None:
    from runtime.models.task_run import TaskRun
    from runtime.models.workflow import WorkflowRun, WorkflowStep

    old = run(workflow, 31)
    keep(old, run(workflow, 29), run(workflow, 99, "running"), *(run(workflow, 40) for _ in range(120)))
    keep(WorkflowStep(run_id=old.id, position=0, kind="k", title="t", state="succeeded", seconds=0.1))
    keep(TaskRun(id="old", task="t", queue="q", state="succeeded", created_at=ago(31)))
    assert perform("clean_run_logs") == "121 runs and 1 rows of tasks deleted"
    assert (count(WorkflowRun), count(WorkflowStep)) == (2, 0)
    assert perform("clean_workflow_runs") == "0 runs deleted"


def test_messages_go_with_the_conversations_that_they_leave_empty(workflow: Any) -> None:
    from runtime.models.conversation import Conversation, Message

    lasting = Conversation(workflow_id=workflow.id, name="C", created_at=ago(50))
    empty = Conversation(workflow_id=workflow.id, name="C", created_at=ago(50))
    keep(lasting, empty)
    for conversation, days in ((lasting, 40), (lasting, 1), (empty, 40)):
        keep(Message(conversation_id=conversation.id, question="q", answer="a", created_at=ago(days)))
    assert perform("clean_messages") == "2 messages deleted"
    assert (count(Message), count(Conversation)) == (1, 1)


def test_documents_that_nobody_searches_leave_the_indexes_and_the_owner_is_told_once(
    workflow: Any, inbox: Inbox
) -> None:
    from runtime.datasets import indexing, service
    from runtime.extensions.database import db
    from runtime.models.dataset import Dataset, Document, Segment

    for name, used in (("used", 1), ("unused", 90)):
        dataset = Dataset(tenant_id=workflow.tenant_id, name=name, created_at=ago(100), used_at=ago(used))
        keep(dataset)
        indexing.index(service.add_document(dataset, "d", f"about {name}").id)
    db.session.query(Document).update({"indexed_at": ago(90)})
    db.session.commit()
    assert perform("clean_unused_datasets") == "1 documents taken out of their indexes"
    assert [segment.content for segment in db.session.query(Segment)] == ["about used"]
    assert perform("notify_cleaned_documents") == "told 1 tenants about 1 documents"
    assert perform("notify_cleaned_documents") == "told 0 tenants about 0 documents"
    document = db.session.query(Document).where(~Document.enabled).one()
    assert perform("index_document", document.id) == "1 segments"
    assert document.enabled


def test_cached_vectors_grow_old(app: Flask) -> None:
    from runtime.models.dataset import Embedding

    keep(Embedding(digest="a", vector="[1]", created_at=ago(31)), Embedding(digest="b", vector="[1]"))
    assert perform("clean_embedding_cache") == "1 vectors deleted"


def test_a_full_queue_is_told_to_everybody_on_the_list(environ: dict[str, str], request: pytest.FixtureRequest) -> None:
    from runtime.extensions.database import db
    from runtime.models.task_run import TaskRun

    environ |= {"QUEUE_MONITOR_THRESHOLD": "2", "QUEUE_MONITOR_ALERT_EMAILS": "a@example.org, b@example.org"}
    made: Flask = request.getfixturevalue("app")
    assert perform("monitor_queue") == "0 tasks wait"
    for _ in range(2):
        made.extensions["celery"].send_task("runtime.clean_embedding_cache", queue="dataset")
    assert perform("monitor_queue") == "2 tasks wait"
    assert {row.text for row in db.session.query(TaskRun).where(TaskRun.task == "runtime.send_mail")} == {
        "a@example.org",
        "b@example.org",
    }


def test_a_schedule_runs_once_however_often_it_is_sent_and_missed_times_are_not_made_up_for(workflow: Any) -> None:
    from runtime.models.columns import now
    from runtime.models.trigger import WorkflowSchedule
    from runtime.models.workflow import WorkflowRun

    due = WorkflowSchedule(workflow_id=workflow.id, cron="0 0 1 1 *", timezone="UTC", next_run_at=ago(3))
    later = WorkflowSchedule(workflow_id=workflow.id, cron="0 0 1 1 *", timezone="UTC", next_run_at=ago(-1))
    keep(due, later)
    moment = due.next_run_at.isoformat()
    assert perform("poll_schedules") == "1 schedules due"
    assert perform("poll_schedules") == "0 schedules due"
    assert due.next_run_at > now()
    identity = perform("run_schedule", due.id, moment)
    assert perform("run_schedule", due.id, moment) == identity
    assert count(WorkflowRun) == 1
    assert perform("run_workflow", identity) == "succeeded"
    assert perform("run_workflow", identity) == "nothing to do"
    assert perform("trace_run", identity).startswith("1 steps in ")


@pytest.mark.parametrize("most", ["0", "3"])
def test_no_more_schedules_are_sent_in_one_tick_than_allowed(
    environ: dict[str, str], request: pytest.FixtureRequest, most: str
) -> None:
    from runtime.models.trigger import WorkflowSchedule

    environ |= {"WORKFLOW_SCHEDULE_MAX_DISPATCH_PER_TICK": most, "WORKFLOW_SCHEDULE_POLLER_BATCH_SIZE": "2"}
    workflow = request.getfixturevalue("workflow")
    about = {"workflow_id": workflow.id, "cron": "0 0 1 1 *", "timezone": "UTC"}
    keep(*(WorkflowSchedule(**about, next_run_at=ago(1)) for _ in range(5)))
    assert perform("poll_schedules") == f"{min(int(most) or 5, 5)} schedules due"


def test_subscriptions_are_renewed_before_they_end(workflow: Any, peer: Peer) -> None:
    from runtime.extensions.database import db
    from runtime.models.trigger import Trigger

    about = {"workflow_id": workflow.id, "topic": "https://t", "secret": "s", "lease_seconds": 3600}
    soon = Trigger(**about, hub=f"{peer.url}/hub", expires_at=ago(0), refreshed_at=ago(1))
    asked = Trigger(**about, hub=f"{peer.url}/hub", expires_at=ago(0), refreshed_at=ago(-1))
    plain = Trigger(**about, hub="")
    keep(soon, asked, plain, Trigger(**about, hub=f"{peer.url}/hub", expires_at=ago(-2)))
    assert perform("refresh_due_triggers") == "1 triggers to renew"
    assert perform("refresh_trigger", soon.id) == "asked the hub"
    assert soon.expires_at > ago(-0.03)
    peer.status = 404
    assert perform("refresh_trigger", soon.id) == "not renewed: The hub refused with status 404"
    assert perform("refresh_trigger", plain.id) == "nothing to renew"
    assert db.session.get_one(Trigger, soon.id).error == "The hub refused with status 404"


def test_the_time_that_a_hub_names_before_it_answers_stays(workflow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from runtime.extensions.database import db
    from runtime.models.trigger import Trigger
    from runtime.workflows import triggers

    about = {"workflow_id": workflow.id, "topic": "https://t", "secret": "s", "lease_seconds": 60}
    hubs = Trigger(**about, hub="http://hub", expires_at=ago(0))
    keep(hubs)

    def asks_back_first(*_request: object) -> None:
        with db.engine.begin() as other:
            other.execute(update(Trigger).where(Trigger.id == identity).values(verified=True, expires_at=ago(-9)))

    identity = hubs.id
    monkeypatch.setattr(triggers.outbound, "post", asks_back_first)
    assert perform("refresh_trigger", identity) == "asked the hub"
    db.session.expire_all()
    kept = db.session.get_one(Trigger, identity)
    assert kept.verified
    assert kept.expires_at > ago(-8)


def test_a_run_that_fails_says_at_which_step(workflow: Any) -> None:
    from runtime.extensions.database import db
    from runtime.models.workflow import Workflow, WorkflowRun, WorkflowStep

    steps = [{"kind": "template", "title": "one", "text": "1"}, {"kind": "search", "dataset": "none", "query": "q"}]
    failing = Workflow(tenant_id=workflow.tenant_id, name="F", steps=[*steps, steps[0]])
    keep(failing)
    made = run(failing, 0, "queued")
    keep(made)
    assert perform("run_workflow", made.id) == "failed"
    assert db.session.get_one(WorkflowRun, made.id).error == "search_2: There is no dataset none"
    states = [step.state for step in db.session.query(WorkflowStep).order_by(WorkflowStep.position)]
    assert states == ["succeeded", "failed"]


def test_an_annotation_answers_in_the_place_of_the_steps(workflow: Any, tmp_path: Path) -> None:
    from runtime.extensions.database import db
    from runtime.models.workflow import WorkflowRun
    from runtime.workflows import annotating

    annotating.add(workflow, "Who flies?", "Owls.")
    made = run(workflow, 0, "queued")
    made.inputs = {"question": "Who flies?"}
    keep(made)
    assert perform("run_workflow", made.id) == "succeeded"
    assert db.session.get_one(WorkflowRun, made.id).outputs == {"text": "Owls."}
