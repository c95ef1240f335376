"""What is refused and what is warned of when a workflow is saved."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.grammar.checks import check
from openmoderator.workflows.grammar.errors import Problem, WorkflowError
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
)

FLAG = Condition("table", "flag", Operator.EQ, "true")
REVIEW = Actions((CreateReview(),))


def _check(
    registry: Registry, expression: Expression, content_type: str = "Image"
) -> tuple[Problem, ...]:
    known: dict[str, Any] = {"subteams": ["Default", "escalation"], "tags": ["a", "r"]}
    return check(expression, content_type, **known, connectors=registry)


def _refusal(registry: Registry, expression: Expression) -> str:
    with pytest.raises(WorkflowError) as raised:
        _check(registry, expression)
    return str(raised.value)


def _condition(
    output: str = "flag",
    how: Operator = Operator.EQ,
    value: str = "true",
    alternate: str | None = None,
    connector: str = "table",
) -> Condition:
    return Condition(connector, output, how, value, alternate)


@settings(max_examples=50)
@given(data=st.data())
def test_fitting_expressions_are_never_refused(
    expressions: SearchStrategy[Expression], whole_registry: Registry, data: st.DataObject
) -> None:
    _check(whole_registry, data.draw(expressions))


@pytest.mark.parametrize("connector", ["table", "TABLE", "OldTable"])
def test_connectors_are_found_by_name_and_alias_in_any_case(
    registry: Registry, connector: str
) -> None:
    assert _check(registry, Logic(_condition("FLAG", connector=connector), REVIEW)) == ()


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            _condition(connector="face"),
            "Expression.If.ConnectorName is unknown: There is no connector 'face'; allowed: table.",
        ),
        (
            _condition("isAdult"),
            "Expression.If.OutputName is unknown: "
            "Table has no output 'isAdult'; allowed: flag, some.score, words, tone.",
        ),
        (
            _condition("flag", Operator.GT),
            "Expression.If.Operator does not fit: "
            "flag is a boolean and cannot be compared with 'gt'; allowed: eq, ne.",
        ),
        (
            _condition("some.score", Operator.GE, "high"),
            "Expression.If.Value does not fit: some.score is a number "
            "and cannot be compared with 'high'; allowed: a number such as \"0.4\".",
        ),
        (
            _condition("tone", value="kind", alternate="table.colour"),
            "Expression.If.AlternateInput is unknown: "
            "Table has no output 'colour'; allowed: flag, some.score, words, tone.",
        ),
        (
            _condition("tone", value="kind", alternate="table.flag"),
            "Expression.If.AlternateInput is 'table.flag', "
            "which is a boolean and gives no text to read.",
        ),
        (
            _condition("flag", alternate="table.words"),
            "Expression.If.AlternateInput is 'table.words', "
            "but flag does not read text; allowed: null.",
        ),
    ],
)
def test_a_condition_that_could_only_fail_is_refused(
    registry: Registry, condition: Condition, message: str
) -> None:
    assert _refusal(registry, Logic(condition, REVIEW)) == message


def test_all_errors_of_tests_branches_and_tag_rules_are_told_with_their_places(
    registry: Registry,
) -> None:
    wrong = _condition("no")
    rule = TagRule("a", wrong)
    inner = Logic(Combine(FLAG, wrong, How.AND), Actions((CreateReview(tags=(rule,)),)))
    with pytest.raises(WorkflowError) as raised:
        _check(registry, Logic(FLAG, REVIEW, inner))
    assert [problem.path for problem in raised.value.problems] == [
        "Expression.Else.If.Right.OutputName",
        "Expression.Else.Then.Perform[0].Tags[0].IfCondition.OutputName",
    ]


def test_a_bare_condition_is_checked_too(registry: Registry) -> None:
    assert _refusal(registry, _condition("no")).startswith("Expression.OutputName is unknown")


def test_an_output_that_does_not_fit_the_content_is_a_warning(registry: Registry) -> None:
    assert [str(problem) for problem in _check(registry, Logic(FLAG, REVIEW), "text")] == [
        "Expression.If.OutputName names flag, which needs Image: jobs of this type end in Error"
    ]


def test_a_text_output_fits_a_picture_through_its_alternate_input(registry: Registry) -> None:
    reads = _condition("tone", value="kind", alternate="table.words")
    assert _check(registry, Logic(reads, REVIEW), "Image") == ()
    assert [problem.path for problem in _check(registry, Logic(reads, REVIEW), "Text")] == [
        "Expression.If.AlternateInput"
    ]


def test_unknown_subteams_and_tags_and_odd_addresses_are_warnings(registry: Registry) -> None:
    action = CreateReview("night shift", "not a url", (TagRule("zz", FLAG), TagRule("A", FLAG)))
    warnings = _check(registry, Logic(FLAG, REVIEW, Actions((CreateReview(), action))))
    assert [str(problem) for problem in warnings] == [
        "Expression.Else.Perform[1].Subteam is the unknown subteam 'night shift': "
        "reviews go to the default one",
        "Expression.Else.Perform[1].CallbackEndpoint is 'not a url', "
        "no http or https address: nothing can be posted there",
        "Expression.Else.Perform[1].Tags[0].Tag is the unknown tag 'zz': it is ignored",
    ]


@pytest.mark.parametrize("address", ["ftp://x.example/", "http://", "http://[::1", "//x.example"])
def test_an_address_that_no_callback_can_reach_is_a_warning(
    registry: Registry, address: str
) -> None:
    action = CreateReview("ESCALATION", address)
    (warning,) = _check(registry, Logic(FLAG, Actions((action,))))
    assert warning.path == "Expression.Then.Perform[0].CallbackEndpoint"
