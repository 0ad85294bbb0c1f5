"""Ports and networks of the host."""

from __future__ import annotations

import ipaddress
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tui.engine import ports as host_ports
from tui.engine.compose.containers import FOLDER, PROJECT
from tui.engine.compose.model import Port
from tui.engine.compose.preflight.context import Context
from tui.engine.protocol import Check

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what a published port means without an address


def ports(context: Context) -> Iterator[Check]:
    """Each published port is free, or held by this project."""
    own = {port.rpartition(":")[2] for one in context.containers if one.state == "running" for port in one.ports}
    others = _published_by_others(context)
    for service in context.model.services.values():
        for port in service.ports:
            if not port.published or str(port.published) in own:
                continue
            address = f"{port.host or EVERYWHERE}:{port.published}"
            owner = next((taken.owner for taken in others if taken.clashes(port)), "") or _listener(context, port)
            if owner:
                text = f"{address} ({service.name}) is taken by {owner}"
                yield Check("LD-PORT", "fail", text, _mend(context, port.published))
            else:
                yield Check("LD-PORT", "ok", f"{address} is free for {service.name}")


def _listener(context: Context, port: Port) -> str:
    """The program of this machine that has the port; empty when it is free or cannot be seen."""
    if not context.is_here or port.protocol != "tcp" or host_ports.is_free(port.host or EVERYWHERE, port.published):
        return ""
    return host_ports.owner_of(port.published)[0]


def _mend(context: Context, port: int) -> str:
    """Which variable decides the port, when its value shows it."""
    names = [name for name, text in context.values.items() if text == str(port) and "PORT" in name]
    exposed = [name for name in names if name.startswith("EXPOSE_")] or names
    free = host_ports.suggestion(EVERYWHERE, port) if context.is_here else None
    if exposed:
        return f"Stop it, or set {exposed[0]} to {free or 'another port'}"
    return "Stop it, or publish another port"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A host port of a running container of another project."""

    host: str
    number: int
    protocol: str
    owner: str

    def clashes(self, port: Port) -> bool:
        """Whether both cannot be published: the same number and protocol, and an address that meets the other."""
        if (self.number, self.protocol) != (port.published, port.protocol):
            return False
        everywhere = {"", EVERYWHERE, "::"}
        return self.host in everywhere or port.host in everywhere or self.host == port.host


def _published_by_others(context: Context) -> list[_Taken]:
    """The host ports of running containers of other projects."""
    found = []
    for one in context.client.api.containers(filters={"status": "running"}):
        labels = one.get("Labels") or {}
        if labels.get(PROJECT) == context.model.project:
            continue
        whose = labels.get(PROJECT) or (one.get("Names") or ["another container"])[0].lstrip("/")
        folder = labels.get(FOLDER)
        owner = f"the project {whose}" + (f" in {folder}" if folder else "")
        found += [
            _Taken(port.get("IP") or "", int(port["PublicPort"]), port.get("Type") or "tcp", owner)
            for port in one.get("Ports") or ()
            if port.get("PublicPort")
        ]
    return found


def subnets(context: Context) -> Iterator[Check]:
    """The networks that the files ask for do not lie over one that the host routes elsewhere."""
    if not context.model.subnets or not context.is_here:
        return
    routed = _host_networks()
    for text in context.model.subnets:
        wanted = ipaddress.ip_network(text, strict=False)
        clash = next(
            (r for r in routed if r.version == wanted.version and r.prefixlen > 0 and r.overlaps(wanted)), None
        )
        if clash is not None:
            mend = "Give the network of the compose file another subnet"
            yield Check("LD-SUBNET", "fail", f"{text} overlaps with {clash}, which this host uses", mend)
        else:
            yield Check("LD-SUBNET", "ok", f"{text} is free")


def _host_networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """What the host routes, but for Docker's own bridges (iproute2's ``ip -json route``)."""
    try:
        done = subprocess.run(["ip", "-json", "route"], capture_output=True, text=True, timeout=5, check=False)
        routes = json.loads(done.stdout or "[]")
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return []
    kept = [r["dst"] for r in routes if not str(r.get("dev", "")).startswith(("docker", "br-", "veth"))]
    return list(chain.from_iterable(_network(text) for text in kept if text != "default"))


def _network(text: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    try:
        return [ipaddress.ip_network(text, strict=False)]
    except ValueError:
        return []
