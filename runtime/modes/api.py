"""MODE=api: gunicorn, or Flask's development server when DEBUG is exactly ``true``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from runtime.environment import Environment
from runtime.modes import application, grace
from runtime.modes.command import Command

WORKER_CLASSES: Final = ("gevent", "gthread", "sync")
"""What gunicorn offers for a WSGI application; a dotted path names a class of one's own."""
CONFIG_FILE: Final = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"
DEBUG_RULE: Final = "LD-DEBUG-PRODUCTION"
"""The id of the rule on the development server in production."""
_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def command(environment: Environment, arguments: Sequence[str]) -> Command:
    """The API server; arguments are ignored, as the image that it replaces does."""
    host = environment.text("DIFY_BIND_ADDRESS", "0.0.0.0")  # noqa: S104 - a container serves its network
    port = environment.port("DIFY_PORT", 5001)
    notes = ("arguments are ignored in this mode; MODE=job runs them",) if arguments else ()
    if environment.text("DEBUG") == "true":
        return _development(environment, host, port, notes)
    timeout = environment.integer("GUNICORN_TIMEOUT", 360)
    # Read by gunicorn.conf.py; asked here too, so that what is wrong with them stops the start with everything else.
    grace.seconds(environment, within=timeout)
    max_requests(environment)
    return Command(
        argv=(
            "gunicorn",
            *("--bind", f"{_bracketed(host)}:{port}"),
            *("--workers", str(environment.integer("SERVER_WORKER_AMOUNT", 1, minimum=1))),
            *("--worker-class", worker_class(environment)),
            *("--worker-connections", str(environment.integer("SERVER_WORKER_CONNECTIONS", 10, minimum=1))),
            *("--timeout", str(timeout)),
            *("--config", environment.text("RUNTIME_GUNICORN_CONFIG", str(CONFIG_FILE))),
            *("--access-logfile", "-", "--error-logfile", "-"),
            application.app(environment),
        ),
        env=application.flask_env(environment),
        notes=notes,
    )


def worker_class(environment: Environment) -> str:
    """SERVER_WORKER_CLASS, checked: one of gunicorn's, or the dotted path of one's own."""
    word = environment.text("SERVER_WORKER_CLASS", "gevent").strip()
    if word not in WORKER_CLASSES and not _DOTTED.fullmatch(word):
        environment.report(
            "SERVER_WORKER_CLASS", f"must be one of {', '.join(WORKER_CLASSES)}, or the dotted path of a class"
        )
        return "gevent"
    return word


def max_requests(environment: Environment) -> int:
    """Requests after which a worker is replaced, 0 for never (RUNTIME_MAX_REQUESTS)."""
    return environment.integer("RUNTIME_MAX_REQUESTS", 0)


def _development(environment: Environment, host: str, port: int, notes: tuple[str, ...]) -> Command:
    """Flask's own server with reloader and debugger: anywhere but on loopback, not in what is called production."""
    named = environment.text("DEPLOY_ENV", "PRODUCTION")
    allowed = environment.flag("RUNTIME_ALLOW_DEBUG")
    if host not in _LOOPBACK and named == "PRODUCTION":
        # Unset, DEPLOY_ENV says nothing yet: the image that this one replaces serves the debugger then.
        if environment.variables.get("DEPLOY_ENV") and not allowed:
            environment.report(
                "DEBUG",
                "is true while DEPLOY_ENV is PRODUCTION: visitors can run code in the debugger; "
                "RUNTIME_ALLOW_DEBUG=true does it all the same",
                DEBUG_RULE,
            )
        notes = (*notes, f"DEBUG=true serves the interactive debugger on {host}; never do that in production")
    return Command(
        argv=("flask", "run", f"--host={host}", f"--port={port}", "--debug"),
        env=application.flask_env(environment),
        notes=notes,
    )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
