"""``python -m runtime`` and the console script ``launchdeck-runtime``."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from runtime.entrypoint import run


def main() -> NoReturn:
    """Start the mode that MODE names."""
    run(sys.argv[1:], os.environ)


if __name__ == "__main__":
    main()
