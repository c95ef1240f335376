"""What may be tried at once (review-tool 4), in one place."""

from __future__ import annotations

from math import ceil
from typing import Final

from django.conf import settings
from django.utils.formats import number_format

MAX_CHARACTERS: Final = 1_024
MAX_NAME: Final = 120
"""Characters of a file's name that are kept."""


def max_files() -> int:
    """Pictures in one form: five, unless the installation says otherwise."""
    return settings.OPENMODERATOR.try_files


def max_file_bytes() -> int:
    """Bytes of each: 2 MB, unless the installation says otherwise. Five of these and the form
    around them stay below the cap of a request's body."""
    return settings.OPENMODERATOR.try_file_bytes


def size_in_words(count: int) -> str:
    """A size in bytes as people read it, in steps of a thousand as the limit counts."""
    if count < 1_000_000:
        return f"{number_format(ceil(count / 1_000))} kB"
    megabytes = ceil(count / 100_000) / 10
    return f"{number_format(megabytes, 0 if megabytes == int(megabytes) else 1)} MB"
