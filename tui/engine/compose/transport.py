"""What the SDK and the libraries under it raise when a call or a stream to the engine fails."""

from __future__ import annotations


def failures(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """The families of exceptions, and what the caller adds.

    A function, because importing them costs what a command that needs no engine shall not pay.
    Streams are read past requests, so that urllib3's own exceptions come through.
    """
    import requests
    import urllib3
    from docker.errors import DockerException

    return (DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError, *more)
