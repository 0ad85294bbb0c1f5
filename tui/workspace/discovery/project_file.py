"""``launchdeck.toml``: what a project states of its variables because nothing can infer it, and rules of its own."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from schemas.catalog import Category, Choice
from schemas.kinds import nearest
from tui.workspace.compose.faults import Fault
from tui.workspace.discovery.project_rules import RULE_KEYS, RuleError, make_rule
from tui.workspace.discovery.stated import ProjectFile

KINDS = (
    *("bool", "int", "float", "port", "enum", "url", "host", "host_port", "csv", "size", "duration", "cron"),
    *("path", "email", "json", "secret", "string"),
)
"""The types that a variable may be given."""

_SYNONYMS = {"boolean": "bool", "integer": "int", "number": "float", "text": "string", "str": "string", "list": "csv"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TOP = ("variables", "categories", "rules")
_TEXTS = ("category", "group", "title", "type", "help", "unit", "example", "pattern", "deprecated", "docs")
_FLAGS = ("secret", "required")
_NUMBERS = ("minimum", "maximum")
_KEYS = (*_TEXTS, *_FLAGS, *_NUMBERS, "choices", "active_when")
_CATEGORY_KEYS = ("title", "summary")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_project_file(path: Path) -> ProjectFile:
    """Read the file. Nothing is raised: what cannot be read is a fault."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return _Reader(path, text).read(tomllib.loads(text))
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        return ProjectFile(faults=[Fault(f"cannot be read: {reason}", path)])
    except UnicodeDecodeError:
        return ProjectFile(faults=[Fault("is not UTF-8", path)])
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line, column = (int(at[1]), int(at[2])) if at else (0, 0)
        message = _AT.sub("", str(error)).strip()
        return ProjectFile(faults=[Fault(f"is not TOML: {message}", path, line, column)])


class _Reader:
    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._file = ProjectFile()

    def read(self, document: Mapping[str, Any]) -> ProjectFile:
        """The file of a parsed document."""
        self._known("", document, _TOP)
        for name, record in self._tables(document, "variables"):
            if _NAME.fullmatch(name):
                self._file.variables[name] = self._variable(name, record)
            else:
                self._fault(f"variables.{name}", "is no name of a variable")
        for name, record in self._tables(document, "categories"):
            self._known(f"categories.{name}", record, _CATEGORY_KEYS)
            title, summary = (str(record.get(key, "")) for key in _CATEGORY_KEYS)
            self._file.categories[name] = Category(name, title, summary)
        self._rules(document.get("rules", []))
        return self._file

    def _tables(self, document: Mapping[str, Any], key: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
        table = document.get(key, {})
        if not isinstance(table, dict):
            self._fault(key, f"must be a table, such as [{key}.NAME]")
            return
        for name, record in table.items():
            if isinstance(record, dict):
                yield name, record
            else:
                self._fault(f"{key}.{name}", f"must be a table, such as [{key}.{name}]")

    def _variable(self, name: str, record: Mapping[str, Any]) -> dict[str, Any]:
        where = f"variables.{name}"
        self._known(where, record, _KEYS)
        fields: dict[str, Any] = {}
        for keys, kind, what in (
            (_TEXTS, str, "a text"),
            (_FLAGS, bool, "true or false"),
            (_NUMBERS, float, "a number"),
        ):
            for key in keys:
                value = record.get(key)
                if value is None:
                    continue
                if isinstance(value, kind) or (kind is float and type(value) is int):
                    fields[key] = value
                else:
                    self._fault(f"{where}.{key}", f"must be {what}")
        self._type(where, fields)
        self._choices(where, record, fields)
        self._pattern(where, fields)
        if "active_when" in record and self._is_condition(f"{where}.active_when", record["active_when"]):
            fields["active_when"] = _condition(record["active_when"])
        if title := fields.pop("title", ""):
            fields["help"] = f"{title}\n{fields.get('help', '')}".strip()
        return fields

    def _type(self, where: str, fields: dict[str, Any]) -> None:
        if "type" not in fields:
            return
        said = fields.pop("type")
        kind = _SYNONYMS.get(said, said)
        if kind in KINDS:
            fields["kind"] = kind
            if kind == "secret":
                fields.setdefault("secret", True)
        else:
            hint = nearest(said, [*KINDS, *_SYNONYMS]) or f"the types are {', '.join(KINDS)}"
            self._fault(f"{where}.type", f"{said} is no type", hint)

    def _choices(self, where: str, record: Mapping[str, Any], fields: dict[str, Any]) -> None:
        choices = record.get("choices")
        if choices is None:
            return
        if isinstance(choices, list) and choices and all(isinstance(choice, str) for choice in choices):
            fields |= {"choices": tuple(Choice(choice) for choice in choices), "strict_choices": True}
            fields.setdefault("kind", "enum")
        elif isinstance(choices, dict) and choices and all(isinstance(label, str) for label in choices.values()):
            fields |= {"choices": tuple(Choice(*item) for item in choices.items()), "strict_choices": True}
            fields.setdefault("kind", "enum")
        else:
            self._fault(f"{where}.choices", "must be a list of texts, or a table of values with their meanings")

    def _pattern(self, where: str, fields: dict[str, Any]) -> None:
        try:
            re.compile(fields.get("pattern", ""))
        except re.error as error:
            del fields["pattern"]
            self._fault(f"{where}.pattern", f"is no regular expression: {error.msg}")

    def _is_condition(self, where: str, condition: Any) -> bool:
        good = isinstance(condition, dict) and all(
            isinstance(wanted, str | bool | int)
            or (isinstance(wanted, list) and all(not isinstance(item, dict) or name == "any" for item in wanted))
            or (isinstance(wanted, dict) and len(wanted) == 1 and set(wanted) <= {"non_empty", "empty", "contains"})
            for name, wanted in condition.items()
        )
        if not good:
            self._fault(where, 'must be a table such as { STORAGE = ["s3"] } or { PROXY = { non_empty = true } }')
        return good

    def _rules(self, records: Any) -> None:
        if not isinstance(records, list):
            self._fault("rules", "must be a list of tables, such as [[rules]]")
            return
        seen: set[str] = set()
        for number, record in enumerate(records, start=1):
            where = f"rules[{number}]"
            if not isinstance(record, dict):
                self._fault(where, "must be a table")
                continue
            self._known(where, record, RULE_KEYS)
            try:
                rule = make_rule(record)
            except RuleError as error:
                self._fault(f"{where}.{error.key}" if error.key else where, error.message, error.hint)
                continue
            if rule.id in seen:
                self._fault(f"{where}.id", f"{rule.id} names two rules")
                continue
            seen.add(rule.id)
            self._file.rules.append(rule)

    def _known(self, where: str, record: Mapping[str, Any], keys: Iterable[str]) -> None:
        for key in record:
            if key not in keys:
                hint = nearest(key, list(keys)) or f"the keys are {', '.join(keys)}"
                self._fault(f"{where}.{key}".lstrip("."), "is not known here", hint)

    def _fault(self, key: str, message: str, hint: str = "") -> None:
        self._file.faults.append(Fault(f"{key} {message}", self._path, self._line(key), hint=hint))

    def _line(self, key: str) -> int:
        """The line of a key, found by the words of its path; 0 when it is written in another way."""
        words = [re.escape(word.partition("[")[0]) for word in key.split(".")]
        position = 0
        if match := re.fullmatch(r"rules\[(\d+)\].*", key):
            heads = [number for number, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*rules\s*\]\]", line)]
            position = heads[int(match[1]) - 1] if len(heads) >= int(match[1]) else 0
            words = words[1:]
        found = 0
        for word in words:
            for number in range(position, len(self._lines)):
                if re.search(rf"(?<![\w-]){word}(?![\w-])", self._lines[number]):
                    found = position = number
                    break
        return found + 1 if words else position + 1


def _condition(condition: Mapping[str, Any]) -> dict[str, Any]:
    """A condition in the shape of the catalog: a single text becomes a list."""
    result: dict[str, Any] = {}
    for name, wanted in condition.items():
        if isinstance(wanted, list) and name == "any":
            result[name] = [_condition(one) for one in wanted]
        elif isinstance(wanted, list | dict):
            result[name] = [_text(item) for item in wanted] if isinstance(wanted, list) else wanted
        else:
            result[name] = [_text(wanted)]
    return result


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
