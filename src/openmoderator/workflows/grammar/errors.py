"""What can be wrong with a workflow, said by place. Nothing here reads or checks one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from openmoderator.errors import BadInput

SHOWN_PROBLEMS: Final = 5
"""A message names this many problems and counts the rest; `.problems` has them all."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: line and column from 1, `offset` in code points from 0."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, as `Expression.If.Left.Operator`, and what about it.

    `spot` is where that stands in the text that was read; None where there was no text.
    """

    path: str
    message: str
    spot: Spot | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.path} {self.message}"


class WorkflowError(BadInput):
    """The expression cannot be used: each problem names its place and what is allowed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_message(self.problems))


def _message(problems: tuple[Problem, ...]) -> str:
    shown = [f"{problem}." for problem in problems[:SHOWN_PROBLEMS]]
    more = len(problems) - len(shown)
    if more:
        shown.append(f"And {more} more.")
    return " ".join(shown)
