"""From a few answers to the values of a new .env: what the wizard and ``launchdeck init`` share."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas import conditions, derived
from schemas.catalog import Catalog, Choice, Variable
from schemas.kinds import Problem, check_value
from schemas.profiles import PROFILES, profile_values
from schemas.rules.base import Values
from schemas.secrets import generate, is_insecure, mask

Answers = Mapping[str, str]
"""What was answered, by the key of the question."""

MAX_WORKERS = 256

DATABASES = {
    "postgresql": {},
    "mysql": {"DB_TYPE": "mysql", "DB_HOST": "db_mysql", "DB_PORT": "3306", "DB_USERNAME": "root"},
}
"""What choosing a database sets; PostgreSQL is the default everywhere."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the wizard."""

    key: str
    title: str
    help: str
    kind: str
    """choice, text, number, secrets or review."""
    choices: tuple[Choice, ...] = ()
    default: Callable[[Answers], str] = lambda _answers: ""
    check: Callable[[str, Answers], Problem | None] = lambda _text, _answers: None


def _cpus() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check_address(text: str, _answers: Answers) -> Problem | None:
    address = Variable("public_url", "", "", "url", schemes=("http", "https"), empty_ok=False)
    problem = check_value(address, text.strip())
    if problem is None and urlsplit(text.strip()).path.strip("/"):
        return Problem("must have no path", "scheme, host and port only, such as https://dify.example.com")
    return problem


def _check_workers(text: str, _answers: Answers) -> Problem | None:
    return check_value(Variable("workers", "", "", "int", minimum=1, maximum=MAX_WORKERS, empty_ok=False), text.strip())


def _default_address(answers: Answers) -> str:
    name = socket.getfqdn()
    reachable = answers.get("profile") == "production" and "." in name and not name.startswith("localhost")
    return f"http://{name}" if reachable else "http://localhost"


def _default_workers(answers: Answers) -> str:
    return profile_values(answers.get("profile") or "production", _cpus()).get("SERVER_WORKER_AMOUNT", "1")


def questions(catalog: Catalog) -> list[Question]:
    """The questions in their order; the last two show what was decided and ask nothing."""
    labels = {choice.value: choice.label for choice in catalog["DB_TYPE"].choices} if "DB_TYPE" in catalog else {}
    databases = tuple(Choice(name, labels.get(name, "")) for name in DATABASES if not labels or name in labels)
    return [
        Question(
            "profile",
            "What is it for?",
            "Production is quiet, strict and fast. Development shows every query and reloads; never expose it.",
            "choice",
            tuple(Choice(profile.name, profile.summary) for profile in PROFILES.values()),
            lambda _answers: "production",
        ),
        Question(
            "public_url",
            "Where will people reach it?",
            "The address in the browser: scheme, host and, when it is not the usual one, the port. "
            "All public addresses, the CORS origins and the web server's name follow from it.",
            "text",
            default=_default_address,
            check=_check_address,
        ),
        Question(
            "database",
            "Which database keeps the data?",
            "It cannot be changed later without moving the data.",
            "choice",
            databases,
            lambda _answers: "postgresql",
        ),
        Question(
            "secrets",
            "Passwords and keys",
            "All are generated now, different for each deployment, and written to .env which only you can read. "
            "Keep a copy of .env with your backups: SECRET_KEY seals what is stored.",
            "secrets",
        ),
        Question(
            "workers",
            "How many workers?",
            "Processes that answer requests and, as many again, run tasks. One per CPU core is a good start.",
            "number",
            default=_default_workers,
            check=_check_workers,
        ),
        Question("review", "What will be written", "Nothing is written before you say so.", "review"),
    ]


def generated_secrets(catalog: Catalog, given: Mapping[str, str]) -> dict[str, str]:
    """New secrets for everything that this deployment uses and that still has a shipped value.

    A secret that must equal another one gets the same text.
    """
    values = Values(catalog, given)
    fresh: dict[str, str] = {}
    for variable in catalog:
        shipped = (
            not given.get(variable.name) and bool(variable.default) and is_insecure(variable, variable.default or "")
        )
        if shipped and variable.generator and conditions.holds(variable.active_when, values):
            fresh[variable.name] = generate(variable)
    for variable in catalog:
        if variable.secret_class == "shared" and not given.get(variable.name):
            partner = next((name for name in variable.linked if name in fresh), None)
            if partner is not None and (variable.default or variable.in_template):
                fresh[variable.name] = fresh[partner]
    return fresh


def initial_values(catalog: Catalog, answers: Answers, chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """The values that follow from the answers; chosen texts (``--set``) win over what follows.

    Only variables of the catalog are set, and derived ones last, from all the others.
    """
    profile = answers.get("profile") or "production"
    workers = (answers.get("workers") or "").strip()
    values: dict[str, str] = dict(profile_values(profile, int(workers) if workers else _cpus()))
    if workers:
        values |= {"SERVER_WORKER_AMOUNT": workers, "CELERY_WORKER_AMOUNT": workers}
    address = (answers.get("public_url") or "").strip()
    if address:
        values |= derived.public_urls(address)
    values |= DATABASES.get(answers.get("database") or "postgresql", {})
    values |= chosen or {}
    values |= generated_secrets(catalog, values)
    for name in derived.DERIVED:
        if name not in (chosen or {}) and (text := derived.derive(name, Values(catalog, values))):
            values[name] = text
    profiles = catalog.get("COMPOSE_PROFILES")
    if profiles is not None and "${" in (profiles.default or "") and profiles.name not in (chosen or {}):
        values.pop("COMPOSE_PROFILES", None)  # the template's reference follows later changes by itself
    return {name: text for name, text in values.items() if name in catalog or name in (chosen or {})}


def preview(catalog: Catalog, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What would be written and differs from the defaults, in catalog order, secrets masked."""
    return [
        (variable.name, mask(values[variable.name]) if variable.secret else values[variable.name])
        for variable in catalog
        if variable.name in values and values[variable.name] != (variable.default or "")
    ]
