"""Is this container's role alive? For the bundled runtime image and for Dify's images alike; standard library only.

The runtime answers for itself. In an image without it the API is asked over HTTP, and of a worker or scheduler it is
asserted that its process runs. A check runs every few seconds: it imports next to nothing.
"""

import os
import sys

TIMEOUT = 5.0
"""Seconds that the API has to answer."""


def main() -> int:
    """Print one line; 0 healthy, 1 not."""
    try:
        from runtime.healthcheck import main as healthcheck  # noqa: PLC0415 - only the bundled image has it
    except ImportError:
        mode = (os.environ.get("MODE") or "api").lower()
        code, line = ask_api() if mode == "api" else find_process(mode)
        sys.stdout.write(f"{line}\n")
        return code
    return healthcheck()


def ask_api() -> tuple[int, str]:
    """The API's own health address, on the port that it was given."""
    import socket  # noqa: PLC0415 - not for the other modes

    port = os.environ.get("DIFY_PORT") or "5001"
    try:
        with socket.create_connection(("127.0.0.1", int(port)), TIMEOUT) as connection:
            connection.settimeout(TIMEOUT)
            connection.sendall(b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
            words = connection.recv(64).split()
    except (OSError, ValueError, OverflowError) as error:
        return 1, f"api: port {port} does not answer: {type(error).__name__}"
    good = len(words) > 1 and words[0].startswith(b"HTTP/") and words[1][:1] in b"23"
    return (0, "api: /health answers") if good else (1, "api: /health answers with an error")


def find_process(mode: str) -> tuple[int, str]:
    """A celery process of that mode, in this container."""
    for number in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - pathlib is not imported for this
        try:
            with open(f"/proc/{number}/cmdline", "rb") as command:  # noqa: PTH123 - the same
                words = command.read().split(b"\0")
        except OSError:
            continue
        if any(b"celery" in word for word in words[:3]) and mode.encode() in words:
            return 0, f"{mode}: its process runs"
    return 1, f"{mode}: no such process"


if __name__ == "__main__":
    sys.exit(main())
