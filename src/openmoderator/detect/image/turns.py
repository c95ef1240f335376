"""How many model calls run at once: one per core, so that none slows the others down."""

import os
from threading import BoundedSemaphore
from typing import Final


def cores() -> int:
    """The cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


# Reading text takes a hundred times as long as the other models: it queues apart from them.
MODEL_TURNS: Final = BoundedSemaphore(cores())
OCR_TURNS: Final = BoundedSemaphore(cores())
