"""Categories and groups for discovered variables: the headings of the example file, else prefixes and services."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from schemas.catalog import Category, Group
from tui.workspace.discovery.survey import Survey

ORIGIN_TITLES = {"example": "From the example file", "compose": "From the compose file", "env": "Only in .env"}
_SUMMARY = "Discovered in this folder; types are inferred."
_GENERAL = ("general", "General")
_LARGE = 8
"""A category with more variables is divided by prefix."""
_FEW = 2
"""A prefix counts from so many variables on."""


class Places(Protocol):
    """Says in which category and group a discovered variable stands."""

    def place(self, name: str) -> tuple[str, str]:
        """The category and the group of a variable."""
        ...

    def categories(self) -> list[Category]:
        """All of them, in order."""
        ...


class _One:
    """One category, with a group for each origin."""

    def __init__(self, name: str, origins: Mapping[str, str]) -> None:
        self._name = name
        self._origins = origins

    def place(self, name: str) -> tuple[str, str]:
        """The category, and the group of its origin."""
        return self._name, self._origins[name]

    def categories(self) -> list[Category]:
        """The one."""
        present = set(self._origins.values())
        groups = tuple(Group(name, title) for name, title in ORIGIN_TITLES.items() if name in present)
        summary = "What this folder has beyond the schema; types are inferred."
        return [Category(self._name, "Discovered", summary, groups)]


def discovered_chapter(name: str, origins: Mapping[str, str]) -> Places:
    """One category for what a folder has beyond the schema; origins are example, compose or env by variable."""
    return _One(name, origins)


class Chapters:
    """The categories of a folder of another product."""

    def __init__(self, survey: Survey, origins: Mapping[str, str]) -> None:
        self._survey = survey
        self._origins = origins
        self._prefixes = Counter(prefix(name) for name in origins)
        self._titles: dict[str, str] = {}
        self._of_prefix: dict[str, tuple[str, str]] = {}
        """The heading under which the example file has the variables of a prefix."""
        for entry in survey.examples.entries.values():
            if entry.section:
                self._of_prefix.setdefault(prefix(entry.name), (slug(entry.section), entry.section))
        self._placed = {name: self._category(name) for name in origins}
        self._sizes = Counter(name for name, _ in self._placed.values())

    def place(self, name: str) -> tuple[str, str]:
        """The category and the group of a variable; what launchdeck.toml states wins over both."""
        category, _ = self._placed[name]
        group = category
        first = prefix(name)
        if self._sizes[category] > _LARGE and self._prefixes[first] >= _FEW:
            group = slug(first)
        said = self._survey.stated.variables.get(name, {})
        return str(said.get("category", category)), str(said.get("group", said.get("category", group)))

    def categories(self) -> list[Category]:
        """All of them, in the order of the files."""
        found: list[Category] = []
        places = [self.place(name) for name in self._placed]
        for name, title in dict(self._placed.values()).items():
            groups = dict.fromkeys(group for category, group in places if category == name)
            named = tuple(Group(group, title if group == name else group.upper()) for group in groups)
            found.append(Category(name, title, _SUMMARY, named))
        return found

    def _category(self, name: str) -> tuple[str, str]:
        entry = self._survey.examples.entries.get(name)
        if entry is not None and entry.section:
            return slug(entry.section), entry.section
        first = prefix(name)
        if entry is None and first in self._of_prefix:
            return self._of_prefix[first]
        if self._origins[name] == "env":
            return "env", ORIGIN_TITLES["env"]
        if self._of_prefix and entry is not None:
            return _GENERAL  # stands above the first heading
        if self._prefixes[first] > _FEW:
            return slug(first), first.capitalize() if len(first) > 3 else first
        services = self._survey.services_of(name)
        if len(services) == 1 and len(self._survey.project.services) > 1:
            return slug(services[0]), services[0]
        return _GENERAL


def prefix(name: str) -> str:
    """The first word of a name, without what only says how it is used."""
    words = [word for word in name.split("_") if word]
    return words[0].upper() if words else name.upper()


def slug(title: str) -> str:
    """A title as the name of a category."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "general"
