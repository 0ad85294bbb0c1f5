"""How the root of the settings reads the process environment: quickly."""

from __future__ import annotations

import os
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from schemas.setting import environment_names, meta_of


class EnvironmentSource(PydanticBaseSettingsSource):
    """The process environment, in which names count whatever their case.

    pydantic-settings' own source looks into the type of every field, set or not, for those that it must parse. No
    variable of ours is of that kind, and with hundreds of fields the looking takes longer than all the rest.
    """

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The text of one field and the name it goes by; None when no variable of it is set."""
        given = {name.lower(): text for name, text in os.environ.items()}
        return self._text(field, field_name, given), environment_names(field_name, field)[0], False

    def __call__(self) -> dict[str, Any]:
        """The texts of all fields that are set."""
        given = {name.lower(): text for name, text in os.environ.items()}
        found = {}
        for name, field in self.settings_cls.model_fields.items():
            if (text := self._text(field, name, given)) is not None:
                found[environment_names(name, field)[0]] = text
        return found

    def _text(self, field: FieldInfo, field_name: str, given: dict[str, str]) -> str | None:
        """The text of the first variable of a field that is set; what is no variable is never read from one."""
        meta = meta_of(field)
        if meta is None or meta.kind == "object":
            return None
        names = (name.lower() for name in environment_names(field_name, field))
        return next((given[name] for name in names if name in given), None)
