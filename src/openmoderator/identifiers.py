"""Ids and times in the forms the recorded service used (contract 1.5, 1.6). Pure."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime
from enum import StrEnum

MAX_ID_LENGTH = 40


class ReviewMark(StrEnum):
    """The letter within a review id that tells the type."""

    IMAGE = "i"
    TEXT = "t"
    VIDEO = "v"


def job_id(now: datetime) -> str:
    """``YYYYMM`` and 32 hex digits. `now` must be aware."""
    return _month(now) + secrets.token_hex(16)


def review_id(now: datetime, mark: ReviewMark) -> str:
    """``YYYYMM``, the type's letter and 32 hex digits."""
    return _month(now) + mark + secrets.token_hex(16)


def tracking_id() -> str:
    """A bare GUID."""
    return str(uuid.uuid4())


def report_time(at: datetime) -> str:
    """``Ts``: UTC without zone, fraction with trailing zeros trimmed (left out when zero)."""
    text = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return text.rstrip("0").rstrip(".")


def modified_on(at: datetime) -> str:
    """``ModifiedOn``: UTC with seven fractional digits and ``Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"


def _month(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y%m")
