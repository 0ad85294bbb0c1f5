"""``python -m runtime`` and the console script ``launchdeck-runtime``."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Start the mode that MODE names, or say how it is."""
    # A health check runs every few seconds: it does not import what starts a mode.
    if sys.argv[1:] == ["healthcheck"]:
        from runtime.healthcheck import main as healthcheck  # noqa: PLC0415

        sys.exit(healthcheck())
    from runtime.entrypoint import run  # noqa: PLC0415

    run(sys.argv[1:], os.environ)


if __name__ == "__main__":
    main()
