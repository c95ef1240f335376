"""What can be wrong with a category model that a team brings along."""

from pathlib import Path

from openmoderator.errors import OpenModeratorError


class CategoryModelError(OpenModeratorError):
    """The folder of a category model lacks something, or holds what cannot be used."""

    code = "CategoryModelError"

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"Category model {folder}: {reason}")
