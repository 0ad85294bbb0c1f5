"""From a few answers to the values of a new .env: what the wizard and ``launchdeck init`` share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from schemas import conditions, derived
from schemas.catalog import Catalog
from schemas.profiles import profile_values
from schemas.rules.base import Values
from schemas.rules.profiles import RUNTIME_IMAGE
from schemas.secrets import generate, is_insecure, mask
from tui.workspace import demands, questions
from tui.workspace.questions import DATABASES, VALUE, Answers, free_port

if TYPE_CHECKING:
    from tui.workspace.discovery.survey import Survey

BUILD_FILE = "docker-compose.build.yaml"
"""The file of the bundled workspace with which a launch builds the runtime image."""

IMAGES = {
    "dify": {},
    "bundled": {
        "API_IMAGE": RUNTIME_IMAGE,
        "API_IMAGE_TAG": "latest",
        "API_READ_ONLY": "true",
        "COMPANION_REPLICAS": "0",
        "COMPOSE_FILE": f"docker-compose.yaml:{BUILD_FILE}",
    },
}
"""What choosing an image sets; the images of Dify are the default everywhere."""
_PUBLISHED = ("EXPOSE_NGINX_SSL_PORT", "EXPOSE_PLUGIN_DEBUGGING_PORT")
"""Ports of the machine that are opened beside the one that is asked for."""


def profile_texts(name: str) -> dict[str, str]:
    """The values of a profile on this machine; KeyError for an unknown one."""
    return profile_values(name, questions.cpus())


def knows_images(survey: Survey) -> bool:
    """True for a folder that can build the bundled image, and whose compose file has the image as variables."""
    if not (survey.folder.root / BUILD_FILE).is_file():
        return False
    return survey.shipped or IMAGES["bundled"].keys() - {"COMPOSE_FILE"} <= survey.landings.keys()


def given_values(answers: Answers) -> dict[str, str]:
    """The variables that were asked for by their names and got a text."""
    return {key.removeprefix(VALUE): text for key, text in answers.items() if key.startswith(VALUE) and text}


def generated_secrets(
    catalog: Catalog, given: Mapping[str, str], *, present: Mapping[str, str] | None = None
) -> dict[str, str]:
    """New secrets for everything that this deployment uses and that still has a shipped value.

    A secret that must equal another one gets the same text. Present is what the file holds now, with the texts that are
    to be replaced; without it the file is still to be made.
    """
    values = Values(catalog, given)
    fresh = demands.made_secrets(catalog, given, present)
    for variable in (one for one in catalog if not one.discovered):
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


def chosen_values(catalog: Catalog, answers: Answers, chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the answers themselves decide: all that follows but secrets, derived texts and ports that are taken."""
    if not demands.is_of_product(catalog):
        return {**given_values(answers), **(chosen or {})}
    profile = answers.get("profile") or "production"
    workers = (answers.get("workers") or "").strip()
    values: dict[str, str] = dict(profile_values(profile, int(workers) if workers.isdecimal() else questions.cpus()))
    if workers:
        values |= {"SERVER_WORKER_AMOUNT": workers, "CELERY_WORKER_AMOUNT": workers}
    address = (answers.get("public_url") or "").strip()
    if address:
        values |= derived.public_urls(address)
    port = (answers.get("port") or "").strip()
    if port:
        values["EXPOSE_NGINX_PORT"] = port
    image = IMAGES.get(answers.get("image") or "dify", {})
    values |= image
    values |= DATABASES.get(answers.get("database") or "postgresql", {})
    if image:  # its application stores no vectors
        values["COMPOSE_PROFILES"] = Values(catalog, {**values, **(chosen or {})}).in_force("DB_TYPE")
    return {**values, **(chosen or {})}


def initial_values(catalog: Catalog, answers: Answers, chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """The values that follow from the answers; chosen texts (``--set``) win over what follows.

    Only variables of the catalog are set, and what the image needs; derived ones last, from all the others.
    """
    fixed = dict(chosen or {})
    values = _other_ports(catalog) if answers.get("port") else {}
    values |= chosen_values(catalog, answers, fixed)
    values |= generated_secrets(catalog, values)
    if IMAGES.get(answers.get("image") or "dify"):
        fixed.setdefault("COMPOSE_PROFILES", values["COMPOSE_PROFILES"])
    for name in derived.DERIVED if demands.is_of_product(catalog) else ():
        if name not in fixed and (text := derived.derive(name, Values(catalog, values))):
            values[name] = text
    profiles = catalog.get("COMPOSE_PROFILES")
    if profiles is not None and "${" in (profiles.default or "") and profiles.name not in fixed:
        values.pop("COMPOSE_PROFILES", None)  # the template's reference follows later changes by itself
    brought = IMAGES[answers.get("image") or "dify"]
    return {name: text for name, text in values.items() if name in catalog or name in fixed or name in brought}


def _other_ports(catalog: Catalog) -> dict[str, str]:
    """Free ports for what is published beside the web server and whose usual port is taken."""
    usual = {name: int(catalog[name].default or 0) for name in _PUBLISHED if name in catalog}
    found = {name: free_port(port, port + 8000 if port < 1024 else port + 1) for name, port in usual.items() if port}
    return {name: str(port) for name, port in found.items() if port != usual[name]}


def preview(catalog: Catalog, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What would be written and differs from the defaults, in catalog order, secrets masked."""
    return [
        (variable.name, mask(values[variable.name]) if variable.secret else values[variable.name])
        for variable in catalog
        if variable.name in values and values[variable.name] != (variable.default or "")
    ]
