"""Decorators in the comments of an example file, as the @env-spec proposal (varlock) writes them.

``# @required @sensitive @type=enum(debug, info)`` above a variable states what would be guessed otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemas.catalog import Choice
from schemas.kinds import nearest
from tui.workspace.comments import CommentLine
from tui.workspace.compose.faults import Fault
from tui.workspace.compose.text import Place
from tui.workspace.discovery.stated import Decorator, Spec
from tui.workspace.document import EnvDocument

OF_VARIABLE = ("required", "optional", "sensitive", "public", "type", "example", "docs", "docsUrl", "deprecated")
OF_FILE = ("defaultRequired", "defaultSensitive")
_KNOWN = (*OF_VARIABLE, *OF_FILE)

_DECORATOR = re.compile(
    r"""@(?P<name>[A-Za-z]\w*)
    (?:\s*=\s*(?P<value>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s(#]*(?:\([^)]*\))?)
    |(?P<call>\([^)]*\)))?""",
    re.VERBOSE,
)
_CALL = re.compile(r"(?P<name>[\w-]+)\s*(?:\((?P<arguments>.*)\))?", re.DOTALL)
_ARGUMENT = re.compile(r"""\s*(?:(\w+)\s*=\s*)?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^,]*)\s*(?:,|$)""")

_PATTERNS = {
    "semver": r"v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?",
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "md5": r"[0-9a-fA-F]{32}",
    "isoDate": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
}
KINDS: Mapping[str, str] = {
    name: kind
    for kind, names in {
        "string": ("string", *_PATTERNS),
        "bool": ("boolean", "bool"),
        "float": ("number",),
        "host": ("ip", "ipAddress"),
        "json": ("simple-object", "object"),
        **{same: (same,) for same in ("url", "email", "port", "duration", "enum")},
    }.items()
    for name in names
}
"""The kind of variable for each type of the proposal."""


def read_lines(path: Path, text: str, block: Iterable[CommentLine]) -> tuple[list[str], list[Decorator]]:
    """The prose of a comment block, and its decorators."""
    prose: list[str] = []
    decorators: list[Decorator] = []
    for line in block:
        if line.body.startswith("@") and (match := _DECORATOR.match(line.body)):
            found = list(_decorators(Place(path, text.count("\n", 0, line.start) + 1), line.body))
            if match["name"] in _KNOWN or nearest(match["name"], list(_KNOWN)) or len(found) > 1 or match["value"]:
                decorators += found
                continue
        prose.append(line.body)
    return prose, decorators


def read_header(path: Path, document: EnvDocument) -> Spec:
    """What the comments before the first variable state for the whole file."""
    views = document.views
    first = min((statement.start for statement in views.assigned.values()), default=len(views.text))
    spec = Spec()
    for line in views.comments.lines:
        if line.start < first and line.body.startswith("@"):
            for decorator in _decorators(Place(path, views.line_at(line.start)), line.body):
                if decorator.name == "defaultRequired":
                    spec.required = decorator.value or "true"
                elif decorator.name == "defaultSensitive":
                    spec.sensitive = decorator.value or "true"
    return spec


def stated(name: str, example: str, decorators: Iterable[Decorator], spec: Spec) -> dict[str, Any]:
    """The fields of a variable that the decorators state; mistakes in them go to the faults of the spec."""
    fields = _from_head(name, example, spec)
    for decorator in decorators:
        fields |= _fields(decorator, spec)
    return fields


def _from_head(name: str, example: str, spec: Spec) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if spec.required in {"true", "infer"}:
        fields["required"] = spec.required == "true" or bool(example)
    prefix = re.fullmatch(r"inferFromPrefix\(\s*['\"]?([^'\")]*)['\"]?\s*\)", spec.sensitive)
    if prefix or spec.sensitive in {"true", "false"}:
        fields["secret"] = not name.startswith(prefix[1]) if prefix else spec.sensitive == "true"
    return fields


def _fields(decorator: Decorator, spec: Spec) -> dict[str, Any]:
    value = decorator.value
    match decorator.name:
        case "required" | "optional":
            # A condition such as forEnv(production) cannot be told from a file: nothing is required then.
            return {"required": (decorator.name == "required") == (value in {"", "true"}) and value in _FLAGS}
        case "sensitive" | "public":
            return {"secret": (decorator.name == "sensitive") != (value == "false")}
        case "type":
            return _type(decorator, spec)
        case "example":
            return {"example": value}
        case "docs" | "docsUrl":
            return {"docs": value}
        case "deprecated":
            return {"deprecated": value if value not in {"", "true"} else "marked as deprecated in the example file"}
        case name if name not in OF_FILE and (hint := nearest(name, list(_KNOWN))):
            spec.faults.append(Fault.at(decorator.place, f"@{name} is no decorator", hint))
    return {}


_FLAGS = frozenset({"", "true", "false"})


def _type(decorator: Decorator, spec: Spec) -> dict[str, Any]:
    call = _CALL.fullmatch(decorator.value)
    kind = KINDS.get(call["name"]) if call else None
    if call is None or kind is None:
        what = decorator.value.partition("(")[0]
        spec.faults.append(Fault.at(decorator.place, f"@type={what} is no type", nearest(what, list(KINDS))))
        return {}
    items = list(_arguments(call["arguments"] or ""))
    named = {key: value for key, value in items if key}
    fields: dict[str, Any] = {"kind": kind}
    if kind == "enum":
        fields |= {"choices": tuple(Choice(value) for key, value in items if not key), "strict_choices": True}
    if kind in {"float", "port"}:
        fields |= {to: float(named[key]) for key, to in _RANGE.items() if _is_number(named.get(key, ""))}
        whole = named.get("isInt") == "true" or named.get("precision") == "0"
        fields["kind"] = "int" if kind == "float" and whole else kind
    if kind == "string":
        fields |= _of_string(call["name"], named)
    return fields


_RANGE = {"min": "minimum", "max": "maximum"}


def _of_string(name: str, named: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if named.get("maxLength", "").isdigit():
        fields["max_length"] = int(named["maxLength"])
    starts, ends = re.escape(named.get("startsWith", "")), re.escape(named.get("endsWith", ""))
    pattern = _PATTERNS.get(name) or named.get("matches", "").strip("/")
    if not pattern and (starts or ends):
        pattern = f"{starts}.*{ends}"
    try:
        re.compile(pattern)
    except re.error:
        return fields
    return {**fields, "pattern": pattern} if pattern else fields


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(?:\.\d+)?", text) is not None


def _decorators(place: Place, body: str) -> Iterator[Decorator]:
    text = re.split(r"\s#", body, maxsplit=1)[0]
    for match in _DECORATOR.finditer(text):
        value = match["value"] or (match["call"] or "").strip("()")
        yield Decorator(match["name"], _unquoted(value), place)


def _arguments(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text) and (match := _ARGUMENT.match(text, position)):
        position = match.end()
        yield match[1] or "", _unquoted(match[2].strip())


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"" else text
