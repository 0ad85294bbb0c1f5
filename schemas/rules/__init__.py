"""Rules: type checks and cross-variable checks, one module per theme, each rule a small function.

:func:`check` runs them all; :class:`Checker` keeps the findings current while variables change.
"""

from __future__ import annotations

from schemas.rules.engine import TYPE_RULE, Checker, all_rules, check

__all__ = ["TYPE_RULE", "Checker", "all_rules", "check"]
