"""Which actions a run plans, and what it asks on the way (contract 10.4)."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.workflows.connectors.base import Value
from openmoderator.workflows.evaluation.questions import Question
from openmoderator.workflows.evaluation.run import PlannedAction, run
from openmoderator.workflows.grammar.nodes import (
    Actions,
    Combine,
    Condition,
    CreateReview,
    Expression,
    How,
    Logic,
    Operator,
    TagRule,
    Test,
)
from openmoderator.workflows.grammar.parsing import parse_expression

IMAGE = {"isadult": False, "adultscore": 0.2, "isracy": True, "racyscore": 0.6}


class Answers:
    """Answers by folded output name, and keeps every question in order."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.questions: list[Question] = []

    def __call__(self, question: Question) -> Value:
        self.questions.append(question)
        value: Value = self.values[question.output.casefold()]
        return value

    @property
    def outputs(self) -> list[str]:
        return [question.output for question in self.questions]


def _is(output: str, alternate: str | None = None) -> Condition:
    return Condition("moderator", output, Operator.EQ, "true", alternate)


# An evaluator of its own for the property test: plain recursion over the grammar, no memory.


def _naive_condition(condition: Condition, values: dict[str, Any]) -> bool:
    answer = values[condition.output.casefold()]
    if isinstance(answer, bool):
        same = condition.value.strip().lower() == str(answer).lower()
        return same if condition.operator == "eq" else not same
    if isinstance(answer, float):
        value = float(condition.value)
        signs = {
            "eq": answer == value,
            "ne": answer != value,
            "gt": answer > value,
            "ge": answer >= value,
            "lt": answer < value,
            "le": answer <= value,
        }
        return signs[condition.operator]
    mine, theirs = (" ".join(text.lower().split()) for text in (answer, condition.value))
    return {"eq": mine == theirs, "ne": mine != theirs, "contains": theirs in mine}[
        condition.operator
    ]


def _naive_test(test: Test, values: dict[str, Any]) -> bool:
    if isinstance(test, Condition):
        return _naive_condition(test, values)
    sides = [_naive_test(test.left, values), _naive_test(test.right, values)]
    return all(sides) if test.how == "AND" else any(sides)


def _naive(expression: Any, values: dict[str, Any]) -> list[tuple[CreateReview, dict[str, bool]]]:
    if expression is None:
        return []
    if isinstance(expression, Logic):
        held = _naive_test(expression.test, values)
        return _naive(expression.then if held else expression.otherwise, values)
    if isinstance(expression, Actions):
        return [(action, _naive_tags(action, values)) for action in expression.perform]
    return [(CreateReview(), {})] if _naive_test(expression, values) else []


def _naive_tags(action: CreateReview, values: dict[str, Any]) -> dict[str, bool]:
    return {
        tag: any(_naive_condition(r.condition, values) for r in action.tags if r.tag == tag)
        for tag in {rule.tag for rule in action.tags}
    }


def _reading_order(expression: Any, values: dict[str, Any]) -> list[tuple[str, ...]]:
    """Every question that is due, repetitions included."""
    match expression:
        case Condition(connector, output, _, _, alternate):
            asked = [(connector, output, alternate or "")]
            first = [(*tuple(alternate.split(".", 1)), "")] if alternate else []
            return [*first, *asked]
        case Combine(left, right):
            return _reading_order(left, values) + _reading_order(right, values)
        case Logic(test, then, otherwise):
            branch = then if _naive_test(test, values) else otherwise
            return _reading_order(test, values) + _reading_order(branch, values)
        case Actions(perform):
            rules = [rule.condition for action in perform for rule in action.tags]
            return [question for rule in rules for question in _reading_order(rule, values)]
    return []


_TABLES = st.fixed_dictionaries(
    {
        "flag": st.booleans(),
        "some.score": st.sampled_from([0.0, 0.4, 0.5, 1.0]),
        "words": st.sampled_from(["", "A B \r\n", "b", "a  b"]),
        "tone": st.sampled_from(["kind", "Unkind"]),
    }
)


@given(data=st.data(), values=_TABLES)
def test_a_run_plans_what_a_naive_evaluator_plans(
    expressions: st.SearchStrategy[Expression], data: st.DataObject, values: dict[str, Any]
) -> None:
    expression = data.draw(expressions)
    planned = run(expression, Answers(values))
    assert [plan.index for plan in planned] == list(range(len(planned)))
    assert [(plan.action, dict(plan.tags)) for plan in planned] == _naive(expression, values)


@given(data=st.data(), values=_TABLES)
def test_each_question_is_asked_once_and_in_reading_order(
    expressions: st.SearchStrategy[Expression], data: st.DataObject, values: dict[str, Any]
) -> None:
    expression = data.draw(expressions)
    answers = Answers(values)
    run(expression, answers)
    due = [
        tuple(name.lower() for name in question) for question in _reading_order(expression, values)
    ]
    asked = [tuple((name or "").lower() for name in _parts(q)) for q in answers.questions]
    assert asked == list(dict.fromkeys(due))


def _parts(question: Question) -> tuple[str | None, ...]:
    return question.connector, question.output, question.alternate_input


def test_the_nested_example_asks_all_four_outputs_and_sets_its_tags(
    example: Callable[[str], dict[str, Any]],
) -> None:
    answers = Answers(IMAGE)
    planned = run(parse_expression(example("nested")), answers)
    assert answers.outputs == ["isadult", "adultscore", "isracy", "racyscore"]
    assert [plan.tags for plan in planned] == [(("a", False), ("r", True))]


def test_the_picture_text_example_asks_the_alternate_input_just_before_its_reader(
    example: Callable[[str], dict[str, Any]],
) -> None:
    answers = Answers({"hastext": False, "ocrtext": "", "text.hasprofanity": False})
    assert run(parse_expression(example("ocr")), answers) == ()
    assert answers.questions == [
        Question("moderator", "hasText"),
        Question("moderator", "ocrText"),
        Question("moderator", "text.HasProfanity", "moderator.ocrText"),
    ]


def test_the_text_example_hands_on_subteam_and_callback(
    example: Callable[[str], dict[str, Any]],
) -> None:
    planned = run(parse_expression(example("text")), Answers({"text.hasprofanity": True}))
    action = CreateReview("escalation", "https://app.example/hook")
    assert planned == (PlannedAction(0, action, ()),)


def test_the_text_example_does_nothing_with_a_clean_text(
    example: Callable[[str], dict[str, Any]],
) -> None:
    assert run(parse_expression(example("text")), Answers({"text.hasprofanity": False})) == ()


def test_a_question_keeps_the_spelling_of_its_first_mention() -> None:
    answers = Answers({"isadult": True})
    run(Combine(_is("isADULT"), _is("isAdult"), How.OR), answers)
    assert answers.outputs == ["isADULT"]


def test_an_alternate_input_that_was_asked_is_not_asked_again() -> None:
    answers = Answers({"ocrtext": "x", "text.haspii": True, "text.hasprofanity": True})
    text = Condition("moderator", "OcrText", Operator.CONTAINS, "x")
    reads = Combine(
        _is("text.HasPII", "moderator.ocrText"),
        _is("text.HasProfanity", "MODERATOR.ocrtext"),
        How.OR,
    )
    run(Combine(text, reads, How.AND), answers)
    assert answers.outputs == ["OcrText", "text.HasPII", "text.HasProfanity"]


def test_the_same_output_of_content_and_of_picture_text_are_two_questions() -> None:
    answers = Answers({"ocrtext": "x", "text.haspii": True})
    run(Combine(_is("text.HasPII"), _is("text.HasPII", "moderator.ocrText"), How.OR), answers)
    assert answers.outputs == ["text.HasPII", "ocrText", "text.HasPII"]


def test_a_branch_that_is_not_taken_asks_nothing() -> None:
    rule = TagRule("r", _is("isRacy"))
    inner = Logic(_is("hasText"), Actions())
    expression = Logic(_is("isAdult"), inner, Actions((CreateReview(tags=(rule,)),)))
    answers = Answers({"isadult": False, "isracy": True})
    assert run(expression, answers)[0].tags == (("r", True),)
    assert answers.outputs == ["isAdult", "isRacy"]


@pytest.mark.parametrize(("adult", "count"), [(True, 1), (False, 0)])
def test_a_bare_condition_means_then_createreview(adult: bool, count: int) -> None:
    planned = run(_is("isAdult"), Answers({"isadult": adult}))
    assert planned == (PlannedAction(0, CreateReview(), ()),) * count


def test_several_actions_are_numbered_in_their_order() -> None:
    actions = Actions((CreateReview("one"), CreateReview("two"), CreateReview("one")))
    planned = run(Logic(_is("isAdult"), actions), Answers({"isadult": True}))
    assert [(plan.index, plan.action.subteam) for plan in planned] == [
        (0, "one"),
        (1, "two"),
        (2, "one"),
    ]


def test_two_rules_for_one_tag_set_it_when_either_holds() -> None:
    rules = (TagRule("x", _is("isRacy")), TagRule("x", _is("isAdult")))
    expression = Logic(_is("isRacy"), Actions((CreateReview(tags=rules),)))
    planned = run(expression, Answers({"isracy": True, "isadult": False}))
    assert planned[0].tags == (("x", True),)


def test_what_a_connector_raises_passes_through() -> None:
    with pytest.raises(KeyError):
        run(_is("isAdult"), Answers({}))
