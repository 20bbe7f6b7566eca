"""Logs as JSON lines without personal data: only declared fields are written.

A line has a constant message, and our ids. A field not declared here is left out and its name
reported, so that a careless line loses its value and not a person's secret. Exceptions show types
and places, never messages: messages quote input and rows.
"""

import logging
import logging.config
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, cast

import structlog

FIELDS: Final = frozenset(
    {
        "event",
        "level",
        "at",
        "logger",
        "failure",
        "reference",
        "method",
        "route",
        "status",
        "milliseconds",
        "client_id",
        "transaction_id",
        "case_id",
        "case_number",
        "entry_id",
        "consent_id",
        "kind",
        "reason",
        "count",
        "undeclared",
    }
)
"""All fields a log line may have."""

_Event = MutableMapping[str, Any]


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger whose lines take the fields declared in FIELDS."""
    return cast("structlog.stdlib.BoundLogger", structlog.get_logger(name))


def configure() -> None:
    """Send this process's logs, ours and the libraries', to standard error as JSON lines.

    Loggers are not cached on first use: that would save little, and keep the processors of an
    earlier configuration.
    """
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.config.dictConfig(stdlib_settings())


def stdlib_settings() -> dict[str, Any]:
    """The same for the standard library's logging, for `logging.config.dictConfig`."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "use_get_message": False,  # a library's message without its values
        "foreign_pre_chain": _SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _declared_only,
            structlog.processors.JSONRenderer(),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["errors"], "level": "WARNING"},
        "loggers": {
            "idp": {"level": "INFO"},
            "_granian": {"level": "INFO", "handlers": ["errors"], "propagate": False},
        },
    }


def _failure(_: object, __: str, event: _Event) -> _Event:
    """The places of an exception, innermost last, without its message."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exception()
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["failure"] = describe_exception(error)
    return event


def describe_exception(error: BaseException) -> list[Mapping[str, Any]]:
    """Type and places of an exception and of those it came from, newest first."""
    chain: list[Mapping[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        chain.append({"type": type(current).__qualname__, "places": places})
        current = current.__cause__ or current.__context__
    return chain


def _declared_only(_: object, __: str, event: _Event) -> _Event:
    undeclared = sorted(set(event) - FIELDS)
    if not undeclared:
        return event
    return {name: event[name] for name in event if name in FIELDS} | {"undeclared": undeclared}


_SHARED: Final[list[Any]] = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    _failure,
]
