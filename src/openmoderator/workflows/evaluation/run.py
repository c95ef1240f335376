"""Deciding which actions an expression calls for (contract 10.4).

Asks each distinct output once, without short-circuit: all of an If in reading order,
those of a nested Logic when its branch is reached, those of a tag rule when its action
is planned. Makes no review, writes no report line and knows no connector.
"""

from collections.abc import Callable
from dataclasses import dataclass

from openmoderator.workflows.connectors.base import Value
from openmoderator.workflows.evaluation.compare import holds
from openmoderator.workflows.evaluation.questions import Question, QuestionKey
from openmoderator.workflows.grammar.alternate import alternate_source
from openmoderator.workflows.grammar.nodes import (
    BARE_ACTION,
    Branch,
    Combine,
    Condition,
    CreateReview,
    Expression,
    How,
    Logic,
    Test,
)


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action to perform, and each tag that its rules name with whether it is set.

    `index` counts from 0 in the branch that was taken; a run takes one branch only, so
    it names the action within its job. Two rules for one tag set it when either holds.
    """

    index: int
    action: CreateReview
    tags: tuple[tuple[str, bool], ...]


def run(expression: Expression, ask: Callable[[Question], Value]) -> tuple[PlannedAction, ...]:
    """The actions that the expression calls for, in order; empty when none.

    `ask` is called at most once for each question, letter case apart. The output that an
    AlternateInput names is a question of its own, asked right before the first condition
    that reads it unless it was asked already. What `ask` raises passes through; raises
    CannotCompare for an answer that does not fit its condition.
    """
    return _Run(ask).actions(expression)


class _Run:
    """One evaluation: the answers that were given so far."""

    def __init__(self, ask: Callable[[Question], Value]) -> None:
        self._ask = ask
        self._answers: dict[QuestionKey, Value] = {}

    def actions(self, expression: Expression) -> tuple[PlannedAction, ...]:
        if not isinstance(expression, Logic):
            return (PlannedAction(0, BARE_ACTION, ()),) if self._test(expression) else ()
        branch: Branch | None = expression
        while isinstance(branch, Logic):
            branch = branch.then if self._test(branch.test) else branch.otherwise
        if branch is None:
            return ()
        return tuple(
            PlannedAction(index, action, self._tags(action))
            for index, action in enumerate(branch.perform)
        )

    def _tags(self, action: CreateReview) -> tuple[tuple[str, bool], ...]:
        tags: dict[str, bool] = {}
        for rule in action.tags:
            rule_holds = self._condition(rule.condition)
            tags[rule.tag] = tags.get(rule.tag, False) or rule_holds
        return tuple(tags.items())

    def _test(self, test: Test) -> bool:
        if isinstance(test, Condition):
            return self._condition(test)
        return self._combine(test)

    def _combine(self, combine: Combine) -> bool:
        left = self._test(combine.left)
        right = self._test(combine.right)  # Asked even where `left` decides: contract 10.4.
        return (left and right) if combine.how is How.AND else (left or right)

    def _condition(self, condition: Condition) -> bool:
        if condition.alternate_input is not None:
            self._ask_alternate(condition.alternate_input)
        question = Question(condition.connector, condition.output, condition.alternate_input)
        return holds(self._answer(question), condition.operator, condition.value)

    def _ask_alternate(self, alternate_input: str) -> None:
        source = alternate_source(alternate_input)
        if source is not None:
            self._answer(Question(*source))

    def _answer(self, question: Question) -> Value:
        key = question.key
        if key not in self._answers:
            self._answers[key] = self._ask(question)
        return self._answers[key]
