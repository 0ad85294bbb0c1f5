"""The kinds of steps, and what each of them does.

A step is ``{"kind": ..., "title"?: ..., ...}``. Texts of it are templates: ``$name`` stands for an input of the run or
for the output of the step of that title before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Template
from typing import Any, Final

from runtime.datasets.searching import search
from runtime.extensions.database import db
from runtime.mail import sending
from runtime.models.dataset import Dataset
from schemas.errors import LaunchdeckError

MOST: Final = 50
"""Segments that a search step may ask for."""


class StepError(LaunchdeckError):
    """A step is not what its kind needs, or cannot be done."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step."""

    needs: frozenset[str]
    """The texts that a step of it must have."""
    perform: Callable[[str, Mapping[str, str], Mapping[str, Any]], Any]
    """Given the tenant, the step's texts with everything filled in, and the step as it is; its output."""


def _template(tenant_id: str, texts: Mapping[str, str], step: Mapping[str, Any]) -> str:
    """The text itself."""
    del tenant_id, step
    return texts["text"]


def _search(tenant_id: str, texts: Mapping[str, str], step: Mapping[str, Any]) -> str:
    """The segments that a query finds, as one text."""
    dataset = db.session.get(Dataset, texts["dataset"])
    if dataset is None or dataset.tenant_id != tenant_id:
        raise StepError(f"There is no dataset {texts['dataset']}")
    limit = step.get("limit", 3)
    if not isinstance(limit, int) or not 1 <= limit <= MOST:
        raise StepError(f"The limit of a search is a whole number from 1 to {MOST}")
    return "\n\n".join(found.content for found in search(dataset, texts["query"], limit))


def _mail(tenant_id: str, texts: Mapping[str, str], step: Mapping[str, Any]) -> str:
    """Sends it; the output says to whom."""
    del tenant_id, step
    sending.send(texts["to"], texts["subject"], texts["text"])
    return texts["to"]


KINDS: Final[Mapping[str, Kind]] = {
    "template": Kind(frozenset({"text"}), _template),
    "search": Kind(frozenset({"dataset", "query"}), _search),
    "mail": Kind(frozenset({"to", "subject", "text"}), _mail),
}
"""Every kind by its name."""


def check(steps: Any, most: int) -> list[dict[str, Any]]:
    """The steps of a workflow as they were given, checked. Raises StepError; most is the number that is allowed."""
    if not isinstance(steps, list) or not steps or len(steps) > most:
        raise StepError(f"A workflow is a list of 1 to {most} steps")
    for number, step in enumerate(steps, 1):
        kind = KINDS.get(str(step.get("kind"))) if isinstance(step, dict) else None
        if kind is None:
            raise StepError(f"Step {number} is of no kind that there is", f"Use {', '.join(KINDS)}")
        lacking = sorted(name for name in kind.needs if not isinstance(step.get(name), str))
        if lacking:
            raise StepError(f"Step {number} has no text named {', '.join(lacking)}")
    return steps


def perform(tenant_id: str, step: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """Do one step with these values; its output. Raises LaunchdeckError."""
    kind = KINDS[step["kind"]]
    try:
        texts = {name: Template(step[name]).substitute(values) for name in kind.needs}
    except KeyError as error:
        raise StepError(f"Nothing of the name {error.args[0]} is known at this step") from None
    except ValueError:
        raise StepError("A text holds a $ that begins no name", "Write $$ for one that stands for itself") from None
    return kind.perform(tenant_id, texts, step)


def title_of(step: Mapping[str, Any], position: int) -> str:
    """The step's own title, else its kind and number."""
    return str(step.get("title") or f"{step['kind']}_{position + 1}")[:255]
