"""Send a task, and see what became of it as the database has it."""

from __future__ import annotations

import time
from typing import Any, Final

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy import select

from runtime.extensions.database import db
from runtime.models.task_run import TaskRun
from runtime.modes.worker import CLOUD_WORKFLOW_QUEUES, QUEUES
from runtime.tasks.echo import QUEUE, echo
from runtime.tasks.sending import send

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")

LONGEST_TEXT: Final = 10_000
"""Characters that an echo may carry."""
LONGEST_SECONDS: Final = 30
"""How long a task may be made to take, and a request to wait for one."""
WAIT_PAUSE: Final = 0.1
"""Seconds between two looks at a task that is waited for."""
LISTED: Final = 50
"""Runs that the list shows."""


@blueprint.post("/echo")
def send_echo() -> tuple[Response, int]:
    """Send ``{"text": ..., "queue"?: ..., "seconds"?: ...}`` to the worker; 202 with the id."""
    given = request.get_json()
    body = given if isinstance(given, dict) else {}
    content, queue, seconds = body.get("text"), body.get("queue", QUEUE), body.get("seconds", 0)
    if not isinstance(content, str) or len(content) > LONGEST_TEXT:
        abort(422, f'"text" must be a text of at most {LONGEST_TEXT} characters')
    if queue not in (*QUEUES, *CLOUD_WORKFLOW_QUEUES):
        abort(422, '"queue" must be one of the queues of the worker')
    if not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST_SECONDS:
        abort(422, f'"seconds" must be a number from 0 to {LONGEST_SECONDS}')
    identity = send(echo, content, seconds, queue=queue)
    return jsonify(id=identity), 202


@blueprint.get("/<identity>")
def show(identity: str) -> Response:
    """One run; ``?wait=SECONDS`` answers when it has ended or the time is up."""
    patience = min(request.args.get("wait", 0.0, float), LONGEST_SECONDS)
    deadline = time.monotonic() + patience
    while True:
        run = db.session.get(TaskRun, identity)
        if run is None:
            abort(404, "There is no task of that id")
        if run.finished_at is not None or time.monotonic() >= deadline:
            return jsonify(as_json(run))
        # Give the connection back while nothing happens; the next look must see what others committed.
        db.session.rollback()
        time.sleep(WAIT_PAUSE)


@blueprint.get("")
def latest() -> Response:
    """The latest runs, of one task when ``?task=`` names it."""
    query = select(TaskRun).order_by(TaskRun.created_at.desc()).limit(LISTED)
    if name := request.args.get("task"):
        query = query.where(TaskRun.task == name)
    return jsonify(tasks=[as_json(run) for run in db.session.scalars(query)])


def as_json(run: TaskRun) -> dict[str, Any]:
    """A run as the API shows it."""
    return {
        "id": run.id,
        "task": run.task,
        "queue": run.queue,
        "state": run.state,
        "text": run.text,
        "result": run.result,
        "worker": run.worker,
        "created_at": run.created_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
    }
