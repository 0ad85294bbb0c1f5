"""The application that gunicorn, Celery and the flask command load: ``runtime.app:app``."""

from __future__ import annotations

import gc

# What is imported and made at the start stays for good. Looking through it for garbage again and again would be a
# tenth of the start, and processes that are forked later share it as long as nobody touches it.
gc.disable()

from runtime.factory import create_app  # noqa: E402

__all__ = ["app", "create_app"]

app = create_app()
"""Made from the environment of the process."""

gc.freeze()
gc.enable()
