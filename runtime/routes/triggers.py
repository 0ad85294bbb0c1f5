"""What hubs call: they ask whether a subscription is wanted, and they send news. The secret is the key."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from runtime.extensions.database import db
from runtime.models.columns import new_id
from runtime.models.trigger import Trigger, TriggerEvent
from runtime.routes.bodies import row
from runtime.settings import current_settings
from runtime.tasks.sending import send
from runtime.tasks.triggers import dispatch_event
from runtime.workflows import triggers

blueprint = Blueprint("triggers", __name__, url_prefix="/triggers")


@blueprint.get("/<identity>")
def verify(identity: str) -> Response:
    """A hub asks whether we want the subscription; its challenge is given back when we do."""
    trigger = row(Trigger, identity)
    lease = request.args.get("hub.lease_seconds", None, int)
    if request.args.get("hub.mode") != "subscribe" or not triggers.verify(
        trigger, request.args.get("hub.topic", ""), lease
    ):
        abort(404, "This subscription is not wanted")
    return Response(request.args.get("hub.challenge", ""), mimetype="text/plain")


@blueprint.post("/<identity>")
def receive(identity: str) -> tuple[Response, int]:
    """News, signed with the trigger's secret in X-Hub-Signature; 202 with the event."""
    request.max_content_length = current_settings().WEBHOOK_REQUEST_BODY_MAX_SIZE
    trigger, data = row(Trigger, identity), request.get_data()
    if not triggers.signature_is_good(trigger, request.headers.get("X-Hub-Signature", ""), data):
        abort(403, "The signature in X-Hub-Signature is missing or wrong")
    given = request.get_json(silent=True)
    payload = given if isinstance(given, dict) else {"body": data.decode("utf-8", "replace")}
    event = TriggerEvent(id=new_id(), trigger_id=trigger.id, payload=payload)
    db.session.add(event)
    db.session.commit()
    send(dispatch_event, event.id)
    return jsonify(id=event.id), 202
