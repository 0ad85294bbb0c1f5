"""A bucket of the S3 protocol, asked with three signed requests: put, get, delete. Standard library only."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from schemas.errors import LaunchdeckError

_CODE = re.compile(rb"<Code>([\w.]+)</Code>")


class BucketError(LaunchdeckError):
    """The server answered, and refused."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is and who asks."""

    name: str
    endpoint: str
    """A URL, without the bucket."""
    region: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    virtual: bool = False
    """The bucket is the first part of the host's name instead of the path's."""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Bucket:
        """The bucket of the settings; without an endpoint it is Amazon's of the region."""
        region = values.get("S3_REGION") or "us-east-1"
        return cls(
            values.get("S3_BUCKET_NAME", ""),
            values.get("S3_ENDPOINT") or f"https://s3.{region}.amazonaws.com",
            region,
            values.get("S3_ACCESS_KEY", ""),
            values.get("S3_SECRET_KEY", ""),
            values.get("S3_ADDRESS_STYLE") == "virtual",
        )

    @property
    def host(self) -> str:
        """Name and port of the server that is asked. Raises ValueError for an endpoint that is no URL."""
        parts = urlsplit(self.endpoint)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(f"{self.endpoint or 'nothing'} is no http or https address")
        return f"{self.name}.{parts.netloc}" if self.virtual else parts.netloc

    def path(self, key: str) -> str:
        """The path of an object."""
        base = urlsplit(self.endpoint).path.rstrip("/")
        return quote(f"{base}/{key}" if self.virtual else f"{base}/{self.name}/{key}", safe="/~")


def signed(bucket: Bucket, method: str, path: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of a request (AWS General Reference, "Signature Version 4")."""
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    content = hashlib.sha256(body).hexdigest()
    headers = {"host": bucket.host, "x-amz-content-sha256": content, "x-amz-date": stamp}
    names = ";".join(headers)
    lines = [f"{name}:{text}" for name, text in headers.items()]
    request = "\n".join([method, path, "", *lines, "", names, content])
    scope = f"{day}/{bucket.region}/s3/aws4_request"
    message = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{bucket.secret_key}".encode()
    for part in (day, bucket.region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, message.encode(), "sha256").hex()
    who = f"AWS4-HMAC-SHA256 Credential={bucket.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "Authorization": who}


def try_out(bucket: Bucket, seconds: float) -> None:
    """Write a small object, read it, delete it. Raises BucketError for a refusal, OSError when nobody answers."""
    path = bucket.path(f"launchdeck-check-{secrets.token_hex(8)}")
    body = secrets.token_hex(16).encode()
    _ask(bucket, "PUT", path, body, seconds)
    try:
        if _ask(bucket, "GET", path, b"", seconds) != body:
            raise BucketError("it gives back something else than was written")
    finally:
        _ask(bucket, "DELETE", path, b"", seconds)


def _ask(bucket: Bucket, method: str, path: str, body: bytes, seconds: float) -> bytes:
    host, secure = bucket.host, urlsplit(bucket.endpoint).scheme == "https"
    made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = made(host, timeout=seconds)
    try:
        connection.request(method, path, body or None, signed(bucket, method, path, body, datetime.now(UTC)))
        answer = connection.getresponse()
        text = answer.read(64 * 1024)
    except http.client.HTTPException as error:
        raise BucketError(f"this is no server of that protocol ({type(error).__name__})") from None
    finally:
        connection.close()
    if answer.status >= 300:
        code = _CODE.search(text)
        raise BucketError(f"{method} is answered with {answer.status}{f' {code[1].decode()}' if code else ''}")
    return text
