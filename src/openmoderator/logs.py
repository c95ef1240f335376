"""Logs: one JSON object a line on standard error, never content, keys or query strings."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, Final

import structlog

_LINKS: Final = re.compile(r"/(join|sign-in|password)/[^\s\"']+")
"""Addresses that are secrets themselves: who reads one may use it."""


class WithoutLinks(logging.Filter):
    """Django names the path of what it refuses; a link in it is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, those with a link without it."""
        # What this product logs itself comes as a mapping, and names no path.
        said = record.getMessage() if isinstance(record.msg, str) else ""
        if _LINKS.search(said):
            record.msg, record.args = _LINKS.sub(r"/\1/...", said), None
        return True


def configure(_settings: dict[str, Any] | None = None) -> None:
    """Route standard logging and structlog through one JSON formatter."""
    shared: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(WithoutLinks())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for quiet in ("procrastinate", "RapidOCR", "django.request"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
