"""The types that several settings classes share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, NonNegativeInt, PositiveInt


def _empty_to_none(value: Any) -> Any:
    return None if value == "" else value


EMPTY_IS_UNSET = BeforeValidator(_empty_to_none)
"""For what shells and Compose read with ``${NAME:-default}``: an empty text means that it is not set."""

Port = Annotated[int, Field(ge=1, le=65535)]
"""A TCP port."""

Rate = Annotated[float, Field(ge=0, le=1)]
"""A share from 0 to 1."""

StackInt = Annotated[int | None, EMPTY_IS_UNSET]
"""A whole number that another container or a shell script reads; may be empty."""

StackPositiveInt = Annotated[PositiveInt | None, EMPTY_IS_UNSET]
"""A count of at least one that another container or a shell script reads; may be empty."""

StackNonNegativeInt = Annotated[NonNegativeInt | None, EMPTY_IS_UNSET]
"""A count or a time, with zero for none, that another container or a shell script reads; may be empty."""

StackFloat = Annotated[float | None, EMPTY_IS_UNSET]
"""A number that another container or a shell script reads; may be empty."""

StackBool = Annotated[bool | None, EMPTY_IS_UNSET]
"""A switch that another container or a shell script reads; may be empty."""

StackPort = Annotated[Port | None, EMPTY_IS_UNSET]
"""A TCP port that another container or Compose reads; may be empty."""
