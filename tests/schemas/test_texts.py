"""The texts that people read beside a variable: present, our own, different from each other, and short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from schemas.catalog import Category, Variable, load_catalog

VARIABLES = tuple(load_catalog())
CATEGORIES = load_catalog().categories

FEWEST_WORDS = 4
MOST_SENTENCES = 3
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]


def _folded(text: str) -> str:
    """Without case, punctuation and blanks: what makes two sentences the same."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w'.-]*", text)


def _comments(lines: Iterable[str]) -> Iterator[str]:
    """Each comment line, each run of comment lines, and each sentence in one."""
    run: list[str] = []
    for line in [*lines, ""]:
        text = line.strip()
        if text.startswith("#"):
            run.append(text.lstrip("# "))
            yield run[-1]
        elif run:
            yield " ".join(run)
            yield from _sentences(" ".join(run))
            run = []


@pytest.fixture(scope="module")
def comments(reference: Path) -> frozenset[str]:
    """What the comments of the reference files say; skips where these are absent."""
    files = [*reference.glob("*.env.example"), *reference.glob("*.yaml")]
    assert len(files) >= 7
    found = {_folded(text) for path in files for text in _comments(path.read_text("utf-8").splitlines())}
    return frozenset(text for text in found if len(text.split()) >= FEWEST_WORDS)


def _repeated(texts: Iterable[str]) -> set[str]:
    return {text for text, count in Counter(map(_folded, texts)).items() if count > 1}


def test_every_help_is_a_sentence_or_more_of_at_least_four_words() -> None:
    poor = {
        v.name
        for v in VARIABLES
        if v.help.startswith("TODO") or len(_words(v.help)) < FEWEST_WORDS or not v.help.rstrip().endswith((".", "!"))
    }
    assert poor == set()


def test_no_text_has_more_than_three_sentences() -> None:
    long = {v.name for v in VARIABLES if len(_sentences(v.help)) > MOST_SENTENCES}
    long |= {c.name for c in CATEGORIES if len(_sentences(c.summary)) > 1}
    assert long == set()


def test_no_two_helps_are_equal() -> None:
    assert _repeated(v.help for v in VARIABLES) == set()


def test_no_help_merely_spells_the_name_out() -> None:
    def parrots(variable: Variable) -> bool:
        name = set(variable.name.lower().split("_"))
        words = _folded(variable.help).split()
        return sum(word in name for word in words) * 2 > len(words)

    assert {v.name for v in VARIABLES if parrots(v)} == set()


def test_no_help_has_a_sentence_of_the_reference_files(comments: frozenset[str]) -> None:
    taken = {
        v.name: text for v in VARIABLES for text in (v.help, *_sentences(v.help)) if _folded(text) in comments
    }  # fmt: skip
    assert taken == {}


def test_the_comments_of_the_reference_files_are_really_read(comments: frozenset[str]) -> None:
    assert len(comments) > 300
    assert "the default is 10 connections which allows temporary overflow beyond the pool size" in comments


def test_every_choice_says_what_it_means() -> None:
    silent = {f"{v.name}={choice.value}" for v in VARIABLES for choice in v.choices if not choice.label.strip()}
    assert silent == set()


def test_the_choices_of_a_variable_have_different_labels() -> None:
    assert {v.name for v in VARIABLES if _repeated(choice.label for choice in v.choices)} == set()


def _machine_like(title: str, name: str) -> bool:
    return not title.strip() or title == name or "_" in title


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.name)
def test_a_category_and_its_groups_have_titles_and_a_summary(category: Category) -> None:
    poor = [category.name] if _machine_like(category.title, category.name) else []
    poor += [group.name for group in category.groups if _machine_like(group.title, group.name)]
    assert poor == []
    assert len(_words(category.summary)) >= FEWEST_WORDS
    assert category.summary.endswith(".")


def test_titles_and_summaries_of_categories_are_all_different() -> None:
    assert _repeated(category.title for category in CATEGORIES) == set()
    assert _repeated(category.summary for category in CATEGORIES) == set()


def test_the_groups_of_a_category_have_different_titles() -> None:
    assert {c.name for c in CATEGORIES if _repeated(group.title for group in c.groups)} == set()
