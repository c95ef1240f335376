"""What may be tried at once (review-tool 4), in one place."""

from __future__ import annotations

from typing import Final

MAX_FILES: Final = 5
MAX_FILE_BYTES: Final = 2_000_000
"""2 MB. Five of these and the form around them stay below the cap of a request's body."""
MAX_CHARACTERS: Final = 1_024
MAX_NAME: Final = 120
"""Characters of a file's name that are kept."""
