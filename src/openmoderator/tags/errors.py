"""What can be wrong with tags, each said beside the field that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openmoderator.errors import BadInput


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field (``code``, ``name``, ``description``, ``colour``) of a tag.

    `tag` is the id of the row; None for one that is not there yet.
    """

    field: str
    message: str
    tag: int | None = None


class BadTags(BadInput):
    """Tags that cannot be stored as they are; `problems` says why, at least once."""

    code = "BadTags"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))
