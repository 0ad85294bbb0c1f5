"""Requests to other people's servers, with JSON both ways. Standard library only, so that gevent's patches reach it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from schemas.errors import LaunchdeckError

TIMEOUT: Final = 30.0
"""Seconds for an answer."""
LARGEST: Final = 32 * 1024 * 1024
"""Bytes that an answer may have."""


class OutboundError(LaunchdeckError):
    """The server cannot be reached, refused, or answered something else than asked for."""


def post_json(url: str, body: Any, headers: Mapping[str, str], what: str) -> Any:
    """The JSON that the server answers with. Raises OutboundError, which names what was asked and no header."""
    data = json.dumps(body).encode()
    answer = post(url, data, {"Content-Type": "application/json", **headers}, what)
    try:
        return json.loads(answer)
    except ValueError:
        raise OutboundError(f"{what} answered with something that is no JSON") from None


def post(url: str, data: bytes, headers: Mapping[str, str], what: str) -> bytes:
    """The body of the answer. Raises OutboundError."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise OutboundError(f"The address of {what} must begin with http:// or https://")
    request = urllib.request.Request(url, data, {"User-Agent": "launchdeck-runtime", **headers})  # noqa: S310 - checked
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 - checked
            answer: bytes = response.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise OutboundError(f"{what} refused with status {error.code}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise OutboundError(f"{what} cannot be reached: {type(reason).__name__}") from None
    if len(answer) > LARGEST:
        raise OutboundError(f"{what} answered with more than {LARGEST} bytes")
    return answer
