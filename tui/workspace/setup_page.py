"""The review of the wizard as a page: what will run, where, on what, and what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.rules.base import Diagnostic, Severity
from tui.workspace.estimate import Estimate, Machine
from tui.workspace.printable import counted
from tui.workspace.questions import Question

SAID = ("image", "profile", "public_url", "port", "database", "workers")
"""The answers that are shown, in this order."""
LABELS = {
    "image": "Runs",
    "profile": "For",
    "public_url": "Address",
    "port": "Port",
    "database": "Database",
    "workers": "Workers",
}
Line = tuple[str, str]
"""A label and what is said under it."""


def page(
    questions: Sequence[Question],
    answers: Mapping[str, str],
    *,
    secrets: int,
    findings: Sequence[Diagnostic],
    need: Estimate | None,
    have: Machine | None,
) -> Iterator[Line]:
    """The lines, those first that decide most. Need and have are None while they are not known."""
    asked = {question.key: question for question in questions}
    for key in SAID:
        if key in asked:
            yield LABELS[key], _words(asked[key], answers.get(key, ""))
    values = {question.title.rstrip("?"): answers.get(question.key) for question in questions if question.is_value}
    for label, names in (
        ("Given", [name for name, text in values.items() if text]),
        ("Missing", [name for name, text in values.items() if not text]),
    ):
        if names:
            yield label, ", ".join(names)
    if secrets:
        yield "Secrets", f"{secrets} made now, different for each deployment"
    if need is not None and need.containers:
        yield "Needs", need.words
        if have is not None:
            short = have.lacks(need)
            yield "Has", have.words + (f": too little {short}" if short else "")
    yield "Checked", _verdict(findings)


def _words(question: Question, answer: str) -> str:
    if question.key == "profile":
        return answer
    if question.key == "workers":
        return f"{answer} that answer requests, {answer} that run tasks"
    label = next((choice.label for choice in question.choices if choice.value == answer), "")
    return label or answer


def _verdict(findings: Sequence[Diagnostic]) -> str:
    errors = sum(found.severity is Severity.ERROR for found in findings)
    warnings = sum(found.severity is Severity.WARNING for found in findings)
    said = [counted(errors, "error"), counted(warnings, "warning")]
    real = [text for text in said if not text.startswith("0 ")]
    return f"{' and '.join(real)}, shown on the Review screen" if real else "no errors, no warnings"
