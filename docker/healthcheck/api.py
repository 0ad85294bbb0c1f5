"""Is this container's role alive? For the bundled runtime image and for Dify's images alike; standard library only.

The runtime answers for itself. In an image without it the API is asked over HTTP, and of a worker or scheduler it is
asserted that its process runs.
"""

import importlib
import importlib.util
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

TIMEOUT = 5.0
"""Seconds that the API has to answer."""


def main() -> int:
    """Print one line; 0 healthy, 1 not."""
    # This file's own folder comes first on the path and holds no package of that name.
    sys.path.insert(0, str(Path.cwd()))
    if importlib.util.find_spec("runtime") and importlib.util.find_spec("runtime.healthcheck"):
        return int(importlib.import_module("runtime.healthcheck").main())
    mode = (os.environ.get("MODE") or "api").lower()
    return ask_api() if mode == "api" else find_process(mode)


def ask_api() -> int:
    """The API's own health address, on the port that it was given."""
    address = f"http://127.0.0.1:{os.environ.get('DIFY_PORT') or '5001'}/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(address, timeout=TIMEOUT).close()
    except (OSError, ValueError) as error:
        sys.stdout.write(f"{address}: {type(error).__name__}\n")
        return 1
    sys.stdout.write(f"{address} answers\n")
    return 0


def find_process(mode: str) -> int:
    """A celery process of that mode, in this container."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = command.read_bytes().split(b"\0")
        except OSError:
            continue
        if any(b"celery" in word for word in words[:3]) and mode.encode() in words:
            sys.stdout.write(f"{mode}: its process runs\n")
            return 0
    sys.stdout.write(f"{mode}: no such process\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
