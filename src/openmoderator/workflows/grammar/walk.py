"""All conditions and actions of an expression with their paths, in reading order.

Paths are those of the reader, for messages. Decides nothing.
"""

from collections.abc import Iterator

from openmoderator.workflows.grammar.nodes import (
    Actions,
    Branch,
    Condition,
    CreateReview,
    Expression,
    Logic,
    Test,
)
from openmoderator.workflows.grammar.place import ROOT


def conditions(expression: Expression) -> Iterator[tuple[str, Condition]]:
    """Every condition: of tests, then of branches, tag rules included."""
    if not isinstance(expression, Logic):
        yield from _of_test(expression, ROOT)
        return
    for path, logic in _logics(expression, ROOT):
        yield from _of_test(logic.test, f"{path}.If")
    for path, action in actions(expression):
        for index, rule in enumerate(action.tags):
            yield f"{path}.Tags[{index}].IfCondition", rule.condition


def actions(expression: Expression) -> Iterator[tuple[str, CreateReview]]:
    """Every action that is written down; a bare test has none."""
    if not isinstance(expression, Logic):
        return
    for path, logic in _logics(expression, ROOT):
        for branch_path, branch in _branches(logic, path):
            if isinstance(branch, Actions):
                for index, action in enumerate(branch.perform):
                    yield f"{branch_path}.Perform[{index}]", action


def _of_test(test: Test, path: str) -> Iterator[tuple[str, Condition]]:
    if isinstance(test, Condition):
        yield path, test
        return
    yield from _of_test(test.left, f"{path}.Left")
    yield from _of_test(test.right, f"{path}.Right")


def _logics(logic: Logic, path: str) -> Iterator[tuple[str, Logic]]:
    yield path, logic
    for branch_path, branch in _branches(logic, path):
        if isinstance(branch, Logic):
            yield from _logics(branch, branch_path)


def _branches(logic: Logic, path: str) -> Iterator[tuple[str, Branch]]:
    yield f"{path}.Then", logic.then
    if logic.otherwise is not None:
        yield f"{path}.Else", logic.otherwise
