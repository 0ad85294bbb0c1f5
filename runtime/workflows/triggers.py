"""Triggers: WebSub subscriptions (a W3C recommendation), and plain webhooks.

A hub is asked to subscribe our callback to a topic for some time; it asks back at the callback, and sends news there,
signed with the trigger's secret. Before the time is over it is asked again.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import update

from runtime import outbound
from runtime.extensions.database import db
from runtime.models.columns import now
from runtime.models.trigger import Trigger
from runtime.settings import current_settings

METHODS: Final = ("sha1", "sha256", "sha384", "sha512")
"""How a hub may sign."""


def refresh(trigger: Trigger) -> bool:
    """Ask the hub to go on with the subscription; whether it took the request."""
    fields = {
        "hub.mode": "subscribe",
        "hub.topic": trigger.topic,
        "hub.callback": callback_of(trigger),
        "hub.lease_seconds": str(trigger.lease_seconds),
        "hub.secret": trigger.secret,
    }
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    trigger.refreshed_at, trigger.error = now(), None
    before = trigger.expires_at
    try:
        outbound.post(trigger.hub, urlencode(fields).encode(), form, "The hub")
    except outbound.OutboundError as error:
        trigger.error = str(error)[:255]
    else:
        # The hub says the exact time when it asks back, which it may do before it has answered.
        unchanged = (Trigger.id == trigger.id, Trigger.expires_at.is_not_distinct_from(before))
        until = now() + timedelta(seconds=trigger.lease_seconds)
        db.session.execute(update(Trigger).where(*unchanged).values(expires_at=until))
    db.session.commit()
    return trigger.error is None


def verify(trigger: Trigger, topic: str, lease_seconds: int | None) -> bool:
    """The hub asks whether we want the subscription; whether we do."""
    if topic != trigger.topic:
        return False
    trigger.verified = True
    if lease_seconds is not None:
        trigger.expires_at = now() + timedelta(seconds=lease_seconds)
    db.session.commit()
    return True


def signature_is_good(trigger: Trigger, signature: str, body: bytes) -> bool:
    """Whether news were signed with the trigger's secret; X-Hub-Signature is ``method=hex``."""
    method, _, digest = signature.partition("=")
    if method not in METHODS:
        return False
    expected = hmac.new(trigger.secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(expected, digest.lower())


def callback_of(trigger: Trigger) -> str:
    """The address that the hub calls."""
    config = current_settings()
    return f"{str(config.TRIGGER_URL).rstrip('/')}/triggers/{trigger.id}"
