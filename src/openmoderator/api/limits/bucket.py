"""The bucket of calls of each key, shared by all web processes and machines (contract 1.7).

A bucket holds as many calls as the key may make in a second and fills at that rate. One
statement takes a call, so that two processes never take the same one; the database's clock
counts. Off unless `rate_limit` is set.
"""

from __future__ import annotations

import math
from typing import ClassVar, Final

from django.conf import settings
from django.db import connection

from openmoderator.accounts.models import ApiKey
from openmoderator.errors import OpenModeratorError

# A clock that was set back must not stop a key for as long: the distance counts either way.
_FILLED: Final = """
    LEAST(%(rate)s, api_allowance.calls + %(rate)s * ABS(
        EXTRACT(EPOCH FROM clock_timestamp() - api_allowance.at)::float8))"""
_TAKE: Final = f"""
    INSERT INTO api_allowance (key_id, calls, at)
    VALUES (%(key)s, %(rate)s - 1, clock_timestamp())
    ON CONFLICT (key_id) DO UPDATE SET calls = {_FILLED} - 1, at = clock_timestamp()
    WHERE {_FILLED} >= 1
    RETURNING calls"""  # noqa: S608 - made of constants
_LEFT: Final = f"SELECT {_FILLED} FROM api_allowance WHERE key_id = %(key)s"  # noqa: S608


class RateLimited(OpenModeratorError):
    """The key has made more calls than it may; `seconds` later there is one again."""

    code: ClassVar[str] = "TooManyRequests"
    status: ClassVar[int] = 429

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Rate limit is exceeded. Try again in {seconds} seconds.")


def take_call(key: ApiKey) -> None:
    """Take one call from the key's bucket. Raises `RateLimited` where there is none."""
    rate = settings.OPENMODERATOR.rate_limit
    if not rate:
        return
    values = {"key": key.pk, "rate": float(rate)}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        if cursor.fetchone() is not None:
            return
        cursor.execute(_LEFT, values)
        left = cursor.fetchone()
    raise RateLimited(seconds_until_one(left[0] if left else 0.0, rate))


def seconds_until_one(left: float, rate: int) -> int:
    """Whole seconds, at least 1, until a bucket with `left` calls has one again."""
    return max(1, math.ceil((1 - left) / rate))
