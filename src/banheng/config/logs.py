"""Logs: one line of JSON for each event, with the request and the account it belongs to, never with what was posted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

ANSWERING = re.compile(r"(/a/|/surveys/answer/)[^\s/?\"]+|(?<=/a/\?)\S+")
"""Addresses at which surveys are answered: the code of a slip, or the right of an account."""


def hide_who_answers(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Log an answer to a survey without its code, account and address: a log must not undo the anonymity."""
    hidden = {
        key: ANSWERING.sub(lambda found: f"{found[1] or ''}…", value)
        for key, value in event.items()
        if isinstance(value, str) and ANSWERING.search(value)
    }
    if hidden:
        event.update(hidden)
        for key in ("user_id", "ip", "user_agent"):
            event.pop(key, None)
    return event


def one_line(logger: object, method: str, event: MutableMapping[str, Any]) -> str:
    """Write an event as JSON without anything that a terminal or a viewer of logs takes for a new line or a command."""
    return str(_AS_JSON(logger, method, event)).translate(_SPLITTING)


_AS_JSON = structlog.processors.JSONRenderer(ensure_ascii=False)
_SPLITTING = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def logging_settings(*, level: str) -> dict[str, Any]:
    """Give Django's LOGGING, and let structlog write through it."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        hide_who_answers,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": one_line,
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": level},
            "django.server": {"level": "WARNING"},
            # a task says itself how it ended
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
