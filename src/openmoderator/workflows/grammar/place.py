"""Where the reader of an expression stands, and what it found wrong on its way.

Owns the two limits of contract 10.4. Knows no node.
"""

from dataclasses import dataclass
from typing import Final

from openmoderator.workflows.grammar.errors import Problem, WorkflowError

ROOT: Final = "Expression"
MAX_DEPTH: Final = 64
MAX_NODES: Final = 1000
TOO_DEEP: Final = f"is nested deeper than {MAX_DEPTH} levels; allowed: at most {MAX_DEPTH}"
TOO_MANY: Final = f"has more than {MAX_NODES} nodes; allowed: at most {MAX_NODES}"


@dataclass(frozen=True, slots=True)
class Place:
    """A path such as `Expression.If.Left`, and how many nodes deep it lies (root: 1)."""

    path: str = ROOT
    depth: int = 1

    def key(self, name: str) -> "Place":
        """A plain value of this node."""
        return Place(f"{self.path}.{name}", self.depth)

    def below(self, name: str) -> "Place":
        """A node under this node."""
        return Place(f"{self.path}.{name}", self.depth + 1)

    def item(self, name: str, index: int) -> "Place":
        """A node in a list of this node, counted from 0."""
        return Place(f"{self.path}.{name}[{index}]", self.depth + 1)


class Findings:
    """The problems found so far, and the count of nodes seen."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._nodes = 0
        self._too_deep = False

    def add(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place.path, message))

    def enter(self, place: Place) -> bool:
        """Counts one more node; False when it lies too deep, which is noted the first time.

        Raises WorkflowError at once when there are too many nodes.
        """
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise WorkflowError([*self.problems, Problem(ROOT, TOO_MANY)])
        if place.depth <= MAX_DEPTH:
            return True
        if not self._too_deep:
            self.add(place, TOO_DEEP)
        self._too_deep = True
        return False
