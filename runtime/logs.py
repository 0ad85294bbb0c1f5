"""Logs: text or JSON lines on stdout, and in a rotated file when one is named. Standard library only.

gunicorn, Celery and Flask all log through the configuration that :func:`dict_config` makes.
"""

from __future__ import annotations

import contextvars
import json
import logging
import logging.config
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from runtime.environment import Environment

if TYPE_CHECKING:
    from schemas.dify import DifyConfig

FORMAT: Final = (
    "%(asctime)s.%(msecs)03d %(levelname)s [%(threadName)s] [%(filename)s:%(lineno)d] %(trace_id)s - %(message)s"
)
"""The pattern of a text line when LOG_FORMAT is not set."""

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
"""The id of the request or the task that is being worked on; empty outside of both."""

current_span: Callable[[], tuple[str, str]] | None = None
"""The ids of the trace and the span; set by runtime.observability.telemetry where that is switched on."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    """How to log."""

    level: str = "INFO"
    output: str = "text"
    """text or json."""
    pattern: str = FORMAT
    date_format: str = ""
    zone: str = "UTC"
    file: str = ""
    """Empty for none."""
    file_megabytes: int = 20
    file_backups: int = 5

    @classmethod
    def from_environment(cls, environment: Environment) -> LogSettings:
        """Read off the environment, for gunicorn's own process, which does not load the typed settings."""
        return cls(
            level=environment.text("LOG_LEVEL", "INFO").upper(),
            output=environment.choice("LOG_OUTPUT_FORMAT", "text", ("text", "json")),
            pattern=environment.text("LOG_FORMAT", FORMAT),
            date_format=environment.text("LOG_DATEFORMAT"),
            zone=environment.text("LOG_TZ", "UTC"),
            file=environment.text("LOG_FILE"),
            file_megabytes=environment.integer("LOG_FILE_MAX_SIZE", 20, minimum=1),
            file_backups=environment.integer("LOG_FILE_BACKUP_COUNT", 5, minimum=1),
        )

    @classmethod
    def from_config(cls, config: DifyConfig) -> LogSettings:
        """Taken from the typed settings."""
        return cls(
            level=config.LOG_LEVEL.upper(),
            output=config.LOG_OUTPUT_FORMAT,
            pattern=config.LOG_FORMAT or FORMAT,
            date_format=config.LOG_DATEFORMAT or "",
            zone=config.LOG_TZ or "UTC",
            file=config.LOG_FILE or "",
            file_megabytes=config.LOG_FILE_MAX_SIZE,
            file_backups=config.LOG_FILE_BACKUP_COUNT,
        )


class Correlation(logging.Filter):
    """Gives every record the id of its request or task, under the names that log patterns use."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the names; never drops a record."""
        current = request_id.get() or "-"
        trace, span = current_span() if current_span else ("", "")
        names = {"req_id": current, "trace_id": trace or current, "span_id": span}
        for name, text in names.items():
            if not hasattr(record, name):
                setattr(record, name, text)
        return True


class TextFormatter(logging.Formatter):
    """Text lines with times in one zone."""

    def __init__(self, pattern: str = FORMAT, date_format: str = "", zone: str = "UTC") -> None:
        super().__init__(pattern, date_format or "%Y-%m-%d %H:%M:%S")
        self._zone = zone_of(zone)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        """The time of a record in the zone."""
        return datetime.fromtimestamp(record.created, self._zone).strftime(datefmt or "%Y-%m-%d %H:%M:%S")


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def __init__(self, zone: str = "UTC") -> None:
        super().__init__()
        self._zone = zone_of(zone)

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "ts": datetime.fromtimestamp(record.created, self._zone).isoformat(timespec="milliseconds"),
            "severity": record.levelname,
            "logger": record.name,
            "caller": f"{record.filename}:{record.lineno}",
            "message": record.getMessage(),
        }
        # Put there by Correlation; of a record that did not pass it there is none.
        for name in ("req_id", "trace_id", "span_id"):
            if (text := getattr(record, name, "-")) not in {"-", ""}:
                line[name] = text
        if record.exc_info:
            line["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def zone_of(name: str) -> tzinfo:
    """The time zone of that name; UTC when the machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def new_request_id() -> str:
    """A fresh id for a request that brought none."""
    return uuid.uuid4().hex[:16]


def dict_config(options: LogSettings) -> dict[str, Any]:
    """The configuration for :func:`logging.config.dictConfig`, and for gunicorn's ``logconfig_dict``."""
    handlers: dict[str, Any] = {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "lines",
            "filters": ["correlation"],
        }
    }
    if _folder_is_usable(options.file):
        handlers["file"] = {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": options.file,
            "maxBytes": options.file_megabytes * 1024 * 1024,
            "backupCount": options.file_backups,
            "encoding": "utf-8",
            "delay": True,
            "formatter": "lines",
            "filters": ["correlation"],
        }
    formatter: dict[str, Any] = {"()": JsonFormatter, "zone": options.zone}
    if options.output != "json":
        formatter = {
            "()": TextFormatter,
            "pattern": options.pattern,
            "date_format": options.date_format,
            "zone": options.zone,
        }
    # gunicorn lets its own loggers not propagate; here they do, so that every line has one form.
    own = {"level": "INFO", "handlers": [], "propagate": True, "qualname": ""}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"correlation": {"()": Correlation}},
        "formatters": {"lines": formatter},
        "handlers": handlers,
        "root": {"level": options.level, "handlers": list(handlers)},
        "loggers": {
            "gunicorn.error": {**own, "qualname": "gunicorn.error"},
            "gunicorn.access": dict(own),
            # It lists its plug-ins whenever it is imported.
            "alembic.runtime.plugins": {"level": "WARNING"},
        },
    }


def configure(options: LogSettings) -> None:
    """Log that way from now on."""
    logging.config.dictConfig(dict_config(options))


def _folder_is_usable(file: str) -> bool:
    """Make the folder of the log file; a folder that cannot be made is said once and costs the file only."""
    if not file:
        return False
    folder = Path(file).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Path(file).open("ab"):
            pass
    except OSError as error:
        sys.stderr.write(f"launchdeck-runtime: LOG_FILE cannot be written ({error.strerror}); logging to stdout only\n")
        return False
    return True
