"""From what went wrong with one item to its answer, and the time that a whole call has."""

from __future__ import annotations

import logging
import time
import traceback
from dataclasses import dataclass
from typing import ClassVar, Final

from openmoderator.api.azure.errors import ImageSizeError
from openmoderator.api.native.schema import ItemError
from openmoderator.errors import OpenModeratorError

log = logging.getLogger(__name__)

TOTAL_SECONDS: Final = 60.0
"""What one call may take; items that are not finished by then are answered with an error."""


class NotInTime(OpenModeratorError):
    """The call's time was over before this item was done."""

    code: ClassVar[str] = "NotInTime"
    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__(
            f"Not done within the {TOTAL_SECONDS:.0f} seconds that a call has. Send fewer items."
        )


@dataclass(frozen=True)
class Clock:
    """When the time of a call is over."""

    ends: float

    @classmethod
    def started(cls) -> Clock:
        """The clock of a call that begins now."""
        return cls(time.monotonic() + TOTAL_SECONDS)

    @property
    def left(self) -> float:
        """Seconds, never below 0."""
        return max(0.0, self.ends - time.monotonic())

    def check(self) -> None:
        """Raise `NotInTime` where the time is over."""
        if not self.left:
            raise NotInTime


def item_error(error: Exception) -> ItemError:
    """The answer for whatever an item ended with; a defect is logged without its text."""
    if not isinstance(error, OpenModeratorError):
        stack = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s for one item\n%s", type(error).__qualname__, stack)
        message = "Something went wrong here. The log has more."
        return ItemError(code=OpenModeratorError.code, message=message, retryable=True)
    message = " ".join(error.problems) if isinstance(error, ImageSizeError) else str(error)
    return ItemError(code=error.code, message=message, retryable=error.retryable)
