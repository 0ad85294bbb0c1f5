"""``python -m runtime`` and the console script ``launchdeck-runtime``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import TracebackType


def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where a fault of the runtime itself is, without the values in its words, and end with 70."""
    del error
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
    sys.stderr.write(f"launchdeck-runtime: a fault of the runtime itself: {kind.__name__} in {place}\n")
    sys.stderr.flush()
    os._exit(70)


def main() -> NoReturn:
    """Start the mode that MODE names, or say how it is."""
    # A health check runs every few seconds: it does not import what starts a mode.
    if sys.argv[1:] == ["healthcheck"]:
        from runtime.healthcheck import main as healthcheck  # noqa: PLC0415

        sys.exit(healthcheck())
    sys.excepthook = fault
    from runtime.entrypoint import run  # noqa: PLC0415

    run(sys.argv[1:], os.environ)


if __name__ == "__main__":
    main()
