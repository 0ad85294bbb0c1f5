"""What may be shown of a command: everything but secrets. Standard library only."""

from __future__ import annotations

import re
from typing import Any, Final

from runtime.modes.command import Command

MASK: Final = "********"
_SECRET_NAME: Final = re.compile(
    r"PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE|(?:^|_)KEY(?:$|_)|_DSN$|BROKER_URL|"
    r"RESULT_BACKEND|DATABASE_URI|DATABASE_URL|CONNECTION_STRING|SAS",
)
_LOGIN_IN_URL: Final = re.compile(r"(?<=://)[^/@\s]+(?=@)")


def is_secret(name: str) -> bool:
    """True when a variable of that name holds a secret, judged by its name."""
    return _SECRET_NAME.search(name.upper()) is not None


def mask_value(name: str, text: str) -> str:
    """The value as it may be shown; a login inside an address is masked whatever the name."""
    if text and is_secret(name):
        return MASK
    return _LOGIN_IN_URL.sub(MASK, text)


def masked(command: Command) -> dict[str, Any]:
    """The command as JSON data, secrets masked."""
    return {
        "argv": _masked_words(command.argv),
        "env": {name: mask_value(name, text) for name, text in command.env.items()},
    }


def _masked_words(argv: tuple[str, ...]) -> list[str]:
    """The arguments; of an option whose name sounds secret the value is masked, in either spelling."""
    shown: list[str] = []
    secret_follows = False
    for word in argv:
        option, equals, _ = word.partition("=")
        sounds_secret = option.startswith("-") and is_secret(option.replace("-", "_").strip("_"))
        if secret_follows and not option.startswith("-"):
            shown.append(MASK)
        elif sounds_secret and equals:
            shown.append(f"{option}={MASK}")
        else:
            shown.append(_LOGIN_IN_URL.sub(MASK, word))
        secret_follows = sounds_secret and not equals
    return shown
