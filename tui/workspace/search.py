"""Search over all variables: what holds the words comes first, what nearly does only when nothing holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemas.catalog import Catalog, Variable

EXACT, BEGINS, NAMED, TOLD, NEARLY = range(5)
"""How well a variable answers: its name is the query, begins with it, holds it; its texts hold it; nearly so."""
SHORTEST = 3
"""A word with fewer letters is never taken for a mistyped one."""

_WORD = re.compile(r"[a-z0-9]+")


class SearchIndex:
    """The texts of a catalog, prepared once: a key press must not read ten thousand help texts anew."""

    def __init__(self, catalog: Catalog) -> None:
        titles = {category.name: category.title for category in catalog.categories}
        titles |= {
            f"{category.name} {group.name}": group.title for category in catalog.categories for group in category.groups
        }
        self._texts = {variable.name: _haystack(variable, titles) for variable in catalog}
        self._lower = {name: name.lower() for name in self._texts}
        self._vocabulary: dict[str, set[str]] | None = None

    def find(self, query: str, values: Mapping[str, str] | None = None) -> list[str]:
        """The variables that hold every word of a query in name, help, titles, choices or value, the best first.

        Where none does, those that nearly do: one slip of the finger in a word, or only some of a name's letters.
        A word behind an exclamation mark leaves out what holds it. values holds the texts that may be searched, so no
        secrets.
        """
        given = query.lower().split()
        words = [word for word in given if not word.startswith("!")]
        barred = [word[1:] for word in given if word.startswith("!") and len(word) > 1]
        if not words and not barred:
            return []
        shown = values or {}
        found = self._found(words, shown) if words else list(self._texts)
        return [name for name in found if not any(word in self._all(name, shown) for word in barred)]

    def _found(self, words: list[str], shown: Mapping[str, str]) -> list[str]:
        ranks = {name: rank for name in self._texts if (rank := self._rank(name, words, shown.get(name, ""))) < NEARLY}
        return sorted(ranks, key=lambda name: ranks[name]) or self._nearly(words)

    def _all(self, name: str, shown: Mapping[str, str]) -> str:
        return f"{self._texts[name]} {shown.get(name, '').lower()}"

    def _rank(self, name: str, words: list[str], value: str) -> int:
        lower = self._lower[name]
        if all(word in lower for word in words):
            joined = "_".join(words)
            return EXACT if lower == joined else BEGINS if lower.startswith(joined) else NAMED
        text = self._texts[name]
        if all(word in text for word in words):
            return TOLD
        return TOLD if value and all(word in text or word in value.lower() for word in words) else NEARLY

    def _nearly(self, words: list[str]) -> list[str]:
        """The variables for which each word is there, is nearly there, or gives some letters of the name in order."""
        slips = [self._slips(word) for word in words]
        found: dict[str, int] = {}
        for name, text in self._texts.items():
            cost = 0
            for word, near in zip(words, slips, strict=True):
                if word in text:
                    continue
                if name in near:
                    cost += 1
                elif len(word) >= SHORTEST and _in_order(word, self._lower[name]):
                    cost += 2
                else:
                    break
            else:
                found[name] = cost
        return sorted(found, key=lambda name: found[name])

    def _slips(self, word: str) -> set[str]:
        """The variables with a word that is one slip away."""
        if len(word) <= SHORTEST:
            return set()
        if self._vocabulary is None:
            self._vocabulary = {}
            for name, text in self._texts.items():
                for known in set(_WORD.findall(text)):
                    self._vocabulary.setdefault(known, set()).add(name)
        near = [names for known, names in self._vocabulary.items() if one_slip(word, known)]
        return set().union(*near)


def one_slip(first: str, second: str) -> bool:
    """Whether two words are the same but for one letter: left out, put in, wrong, or swapped with the next."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if start is None:
        return True
    one, other = first[start:], second[start:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def _in_order(letters: str, name: str) -> bool:
    rest: Iterator[str] = iter(name)
    return all(letter in rest for letter in letters)


def _haystack(variable: Variable, titles: Mapping[str, str]) -> str:
    choices = " ".join(f"{choice.value} {choice.label}" for choice in variable.choices)
    title = f"{titles.get(variable.category, '')} {titles.get(f'{variable.category} {variable.group}', '')}"
    return f"{variable.name} {variable.help} {variable.group} {variable.category} {title} {choices}".lower()
