"""The words of a text that the keyword index knows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

LONGEST: Final = 64
"""Characters of a word; the column's width."""
_WORDS: Final = re.compile(r"[^\W_]+")
_WITHOUT_BLANKS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
"""Scripts that write words without blanks between them: each pair of neighbours counts as a word."""
_COMMON: Final = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is", "it", "its"),
        *("of", "on", "or", "that", "the", "this", "to", "was", "were", "will", "with"),
    }
)
"""English words that say nothing about a text."""


def words_of(text: str) -> Counter[str]:
    """How often each word is in the text, without regard to case."""
    found: Counter[str] = Counter()
    folded = unicodedata.normalize("NFKC", text).casefold()
    for match in _WORDS.finditer(folded):
        word = match.group()
        for run in _WITHOUT_BLANKS.findall(word):
            found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
        for part in _WITHOUT_BLANKS.split(word):
            if part and part not in _COMMON:
                found[part[:LONGEST]] += 1
    return found
