"""The base of all settings classes: how they read the environment, and the one type check before pydantic's own."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Self

from pydantic import ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.catalog import Variable
from schemas.kinds import check_value


class Settings(BaseSettings):
    """A group of settings that is read from the environment.

    Texts run through :func:`schemas.kinds.check_value` first, so that the form, the command line and the application
    refuse the same values with the same words. Values that are not texts (init arguments) go to pydantic as they are.
    """

    model_config = SettingsConfigDict(extra="ignore", case_sensitive=False, validate_default=True, defer_build=True)

    category: ClassVar[str] = ""
    """The category of the fields that do not name another one."""

    @field_validator("*", mode="before")
    @classmethod
    def check_text(cls, value: Any, info: ValidationInfo) -> Any:
        """The type check of the kind, on texts that come from outside."""
        if isinstance(value, str) and value and info.field_name is not None:
            variable = _variable(cls, info.field_name)
            if variable is not None and (problem := check_value(variable, value)) is not None:
                sentence = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
                raise ValueError(f"{variable.name} {sentence}")
        return value

    @classmethod
    def from_texts(cls, texts: dict[str, str]) -> Self:
        """An instance from texts by environment name, without looking at the process environment or any file."""
        # model_validate would run the initialiser: it reads all sources, and where two fields share an alias it gives
        # one of them the other's text, by the order of a set (pydantic-settings 2.16).
        instance = cls.__new__(cls)
        cls.__pydantic_validator__.validate_python(texts, self_instance=instance)
        return instance


@cache
def _variable(owner: type[Settings], field: str) -> Variable | None:
    from schemas.introspect import variable_of

    return variable_of(owner, field)
