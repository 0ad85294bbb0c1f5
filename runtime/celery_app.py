"""The Celery application that worker and beat load: ``runtime.celery_app:celery``.

Celery patches the standard library itself when the pool is gevent; the drivers are patched here, before the
application is imported.
"""

from __future__ import annotations

from runtime.patching import demand_patches, patch_drivers, stdlib_is_patched

if stdlib_is_patched():
    patch_drivers()
    demand_patches()

from runtime.app import app

celery = app.extensions["celery"]
"""The Celery application of the reference application."""
