"""What starting the project with the files of now would do to the containers of now (FIELD F10, N07)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tui.engine.compose.containers import Container, was_stopped
from tui.engine.compose.model import Model, ServiceModel
from tui.engine.protocol import BY_HAND, Planned
from tui.workspace.printable import counted

ALIVE = frozenset({"running", "restarting"})
"""States of a container that Compose does not start."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """Compose's configuration hashes of now, which only the same version of Compose makes."""

    version: str
    by_service: Mapping[str, str]


def parse_hashes(text: str) -> dict[str, str]:
    """The output of ``config --hash '*'``: a service and its hash on each line."""
    found = {}
    for line in text.splitlines():
        name, _, digest = line.strip().partition(" ")
        if digest:
            found[name] = digest.strip()
    return found


def is_stale(container: Container, hashes: Hashes) -> bool:
    """Whether the container was made from other settings; False when another Compose made it and nobody can tell."""
    wanted = hashes.by_service.get(container.service)
    same_maker = container.compose_version == hashes.version
    return bool(wanted) and same_maker and container.config_hash != wanted


def make_plan(
    model: Model, containers: Iterable[Container], hashes: Hashes, images: Mapping[str, str] | None = None
) -> list[Planned]:
    """One entry for each service that would change, in the order of starting.

    ``images`` says what each image's name means now: its id.
    """
    by_service: dict[str, list[Container]] = {}
    for one in containers:
        by_service.setdefault(one.service, []).append(one)
    recreated = {
        name: reason
        for name, found in by_service.items()
        if name in model.services and (reason := _why_anew(model.services[name], found, hashes, images or {}))
    }
    one_shots = model.one_shots()
    plan = []
    for name in model.order():
        found, wanted = by_service.get(name, []), model.services[name].replicas
        if not found:
            plan += [Planned(name, "create", "it does not exist yet")] if wanted else []
        elif name in recreated:
            loses = "" if name in one_shots else _loss(name, model)
            plan.append(Planned(name, "recreate", recreated[name], loses))
        elif name in one_shots and all(one.state == "exited" and one.exit_code == 0 for one in found):
            continue
        elif len(found) != wanted:
            plan.append(Planned(name, "scale", f"the files say {_count(wanted)}, there are {len(found)}"))
        elif any(one.state not in ALIVE for one in found):
            plan.append(_start_of(name, found))
        elif upstream := _recreated_upstream(name, model, recreated):
            plan.append(Planned(name, "reload", f"{upstream} gets a new address"))
    plan += [
        Planned(name, "orphan", "the files do not name it any more: it stays until it is removed by hand")
        for name in by_service
        if name not in model.services
    ]
    return plan


def _start_of(name: str, found: Iterable[Container]) -> Planned:
    """A start, and whether somebody stopped the service on purpose."""
    idle = [one for one in found if one.state not in ALIVE]
    by_hand = all(one.state == "exited" and was_stopped(one) for one in idle)
    return Planned(name, "start", BY_HAND if by_hand else "it does not run", by_hand=by_hand)


def _count(number: int) -> str:
    return counted(number, "container")


def _why_anew(service: ServiceModel, found: Iterable[Container], hashes: Hashes, images: Mapping[str, str]) -> str:
    """Why Compose would make the containers of a service anew; empty when it would not."""
    image = images.get(service.image, "")
    for one in found:
        if is_stale(one, hashes):
            return "its settings changed"
        if image and one.image_id and one.image_id != image:
            return f"{service.image} is another image now"
    return ""


def _loss(name: str, model: Model) -> str:
    """What is interrupted while a service is made anew."""
    service = model.services[name]
    mode = service.environment.get("MODE", "")
    if mode == "worker":
        return f"running tasks get {service.grace:.0f} s to end, what is longer runs again"
    if service.ports:
        return f"port {', '.join(str(port.published) for port in service.ports)} does not answer meanwhile"
    done, through = model.one_shots(), {name}
    for other in model.order():  # what waits for a one-shot that is done needs what that one needed
        if other in done and any(d.service in through for d in model.services[other].depends_on):
            through.add(other)
    others = (one for one in model.services.values() if one.name not in done)
    dependants = [one.name for one in others if any(d.service in through for d in one.depends_on)]
    return f"{', '.join(dependants)} cannot reach it meanwhile" if dependants else ""


def _recreated_upstream(name: str, model: Model, recreated: Collection[str]) -> str:
    """A recreated service that a reverse proxy forwards to and whose old address it may keep (FIELD F46)."""
    service = model.services[name]
    if "nginx" not in service.image and name != "nginx":
        return ""
    return next((d.service for d in service.depends_on if d.service in recreated), "")
