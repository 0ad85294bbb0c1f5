"""What belongs together: values that several services need, and images of one product (FIELD F37, F30)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.catalog import load_catalog
from tui.engine.compose.model import ServiceModel
from tui.engine.compose.preflight.context import Context
from tui.engine.protocol import Check

PINNED: Mapping[str, Mapping[str, str]] = {
    "1.11.4": {"dify-plugin-daemon": "0.5.2-local", "dify-sandbox": "0.2.12"},
}
"""By version of dify-api the versions that Dify's own compose file of that release has beside it."""
SAME = frozenset({"dify-api", "dify-web"})
"""Images that are released with one version."""
OF_ONE = "SENTRY_"
"""Each service may report to a place of its own, or to none (rule LD-SENTRY-SCHEDULER-ONLY says the rest)."""
NAMED = 5
"""Names that are said before the rest is counted."""


def image_parts(image: str) -> tuple[str, str]:
    """The last word of an image's name, and its tag; a digest is no tag."""
    name, _, tag = image.partition("@")[0].rpartition("/")[2].partition(":")
    return name, tag


def values(context: Context) -> Iterator[Check]:
    """Services of one image receive the same value of each variable that all of them read."""
    by_image: dict[str, list[ServiceModel]] = {}
    for service in context.model.services.values():
        if service.image:
            by_image.setdefault(image_parts(service.image)[0], []).append(service)
    readers = {one.name: frozenset(one.readers) for one in load_catalog() if not one.name.startswith(OF_ONE)}
    for image, services in by_image.items():
        if len(services) < 2:
            continue
        names = sorted({name for one in services for name in one.environment} & readers.keys())
        wrong = [name for name in names if _differs(name, readers[name], services)]
        who = ", ".join(one.name for one in services)
        if wrong:
            more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
            text = f"{who} all need {', '.join(wrong[:NAMED])}{more}, and do not get the same"
            yield Check("LD-SERVICE-VALUES", "warn", text, "Give each of them the same environment in the compose file")
        elif names:
            yield Check("LD-SERVICE-VALUES", "ok", f"{who} get the same values ({image})")


def _differs(name: str, readers: frozenset[str], services: list[ServiceModel]) -> bool:
    given = [one.environment.get(name) for one in services if one.name in readers]
    return len(given) > 1 and len(set(given)) > 1


def images(context: Context) -> Iterator[Check]:
    """Images of one product have versions that were released together."""
    tags: dict[str, set[str]] = {}
    for service in context.model.services.values():
        name, tag = image_parts(service.image)
        if name.startswith("dify-"):
            tags.setdefault(name, set()).add(tag or "latest")
    api = tags.get("dify-api", set())
    if not api:
        return
    if len(api) > 1:
        text = f"services run dify-api in several versions: {', '.join(sorted(api))}"
        yield Check("LD-IMAGE-SET", "fail", text, "Let all of them run one version: they share a database")
        return
    (version,) = api
    wanted = {**dict.fromkeys(SAME, version), **PINNED.get(version, {})}
    wrong = [
        (name, tag) for name, found in sorted(tags.items()) for tag in sorted(found) if tag != wanted.get(name, tag)
    ]
    for name, tag in wrong:
        text = f"{name} is {tag}, and dify-api {version} was released with {wanted[name]}"
        yield Check("LD-IMAGE-SET", "warn", text, f"Use {name}:{wanted[name]}")
    if not wrong:
        yield Check("LD-IMAGE-SET", "ok", f"the images belong to dify-api {version}")
