"""What the values alone cannot tell: checks that look at the host, the engine, the data or the running services.

They are carried out before a launch and by ``launchdeck doctor``, in the engines; here stands only what each is for,
so that every failure class of the field study has a place (docs/rules.md).
"""

from __future__ import annotations

from typing import NamedTuple


class Preflight(NamedTuple):
    """One check before a launch."""

    id: str
    finds: str
    faults: tuple[str, ...]
    """Failure classes of the field study."""


PREFLIGHT: tuple[Preflight, ...] = (
    Preflight("LD-ENGINE", "The engine is missing, is not running, or may not be used by this user.", ("F67", "F40")),
    Preflight("LD-COMPOSE-VERSION", "Compose is too old for what the files use, or is another program.", ("F40",)),
    Preflight("LD-MEMORY", "Memory or processors do not suffice for the services that are started.", ("F19",)),
    Preflight("LD-DISK", "The disk of the data or of the images is nearly full.", ("F19", "F62")),
    Preflight("LD-LOG-DRIVER", "Container logs have no limit of size.", ("F62",)),
    Preflight("LD-PORT", "A published port is taken; by whom.", ("F17",)),
    Preflight("LD-OWNER", "A mounted folder belongs to somebody whom the container is not.", ("F20",)),
    Preflight("LD-FILESYSTEM", "Data lies on a file system that its database cannot live on.", ("F21",)),
    Preflight("LD-SELINUX", "SELinux keeps a container out of a mounted folder.", ("F69",)),
    Preflight("LD-SUBNET", "A network of the project overlaps with one of the host.", ("F56",)),
    Preflight("LD-PROJECT-NAME", "Another folder uses the same project name on this engine.", ("F55",)),
    Preflight("LD-PANEL", "Another manager owns the containers and keeps its own copy of the settings.", ("F70",)),
    Preflight("LD-SHELL-OVERRIDE", "The operator's shell exports a variable, which beats the file.", ("F11",)),
    Preflight("LD-UNSET-VARIABLE", "The compose file uses a name that nobody sets.", ("F72", "F05")),
    Preflight("LD-COMPOSE-FILE", "A compose file cannot be read, or names what is not there.", ("F40",)),
    Preflight("LD-ENV-FILE", "A service needs an env file that is missing.", ("F12",)),
    Preflight("LD-UNUSED", "The env file sets a name that no compose file refers to and no service gets.", ("F72",)),
    Preflight("LD-PROJECT-FILE", "launchdeck.toml, or a decorator in an example file, holds a mistake.", ()),
    Preflight(
        "LD-SERVICE-VALUES",
        "Services that need the same variable receive different values, or one gets none.",
        ("F37",),
    ),
    Preflight("LD-IMAGE-SET", "Images of one product have versions that do not belong together.", ("F30",)),
    Preflight("LD-IMAGE-PULL", "An image cannot be pulled, and why.", ("F68",)),
    Preflight("LD-BEAT-COUNT", "More than one scheduler would run.", ("F52",)),
    Preflight("LD-GRACE", "A service is given less time to stop than its longest task may take.", ("F50", "F45")),
    Preflight("LD-HEALTH", "A health check that cannot fail, or that costs more than it tells.", ("F47", "F48")),
    Preflight("LD-PG-VERSION", "The database's data was written by another major version than the image's.", ("F32",)),
    Preflight("LD-DATA-GONE", "The settings are old and the data folder is empty, or two projects share it.", ("F04",)),
    Preflight("LD-VOLUME-SECRET", "A password differs from the one that the data was set up with.", ("F01",)),
    Preflight(
        "LD-FROZEN-SECRET",
        "A key differs from the one that stored data is sealed with, or its files are missing.",
        ("F03",),
    ),
    Preflight(
        "LD-DATABASE-LOGIN",
        "The database refuses the login, or the plugin daemon's database is missing.",
        ("F61", "F01"),
    ),
    Preflight("LD-BUCKET", "The bucket cannot be written to and read from.", ("F59",)),
    Preflight("LD-MAIL-SERVER", "The mail server does not speak as the settings say.", ("F58",)),
    Preflight("LD-CERTIFICATE", "Certificate and key are missing, do not belong together, or have run out.", ("F57",)),
    Preflight("LD-MAP-COUNT", "The kernel's vm.max_map_count is too small for the search engine.", ("F63",)),
    Preflight("LD-SCRIPT-CRLF", "A script that is mounted into a container has Windows line endings.", ("F54",)),
    Preflight("LD-CLOCK", "The clocks of the host and the engine differ.", ("F74",)),
)
