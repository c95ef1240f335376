"""What a caller reads when an expression cannot be used: golden texts and the limits."""

import json
from typing import Any

import pytest

from openmoderator.workflows.grammar.errors import WorkflowError
from openmoderator.workflows.grammar.nodes import Condition
from openmoderator.workflows.grammar.parsing import parse_expression, parse_expression_text

CONDITION = {
    "ConnectorName": "moderator",
    "OutputName": "isAdult",
    "Operator": "eq",
    "Value": "true",
}
ACTIONS: dict[str, Any] = {"Perform": [{"Name": "createreview"}]}
LOGIC: dict[str, Any] = {"If": CONDITION, "Then": ACTIONS}


def _message(data: object) -> str:
    with pytest.raises(WorkflowError) as raised:
        parse_expression(data)
    return str(raised.value)


def _text_message(text: str | bytes) -> str:
    with pytest.raises(WorkflowError) as raised:
        parse_expression_text(text)
    return str(raised.value)


def _perform(**action: object) -> dict[str, Any]:
    return {**LOGIC, "Then": {"Perform": [{"Name": "createreview", **action}]}}


GOLDEN: list[tuple[object, str]] = [
    (None, "Expression is missing; allowed: Logic or Condition or Combine."),
    ([], "Expression is a list; allowed: Logic or Condition or Combine."),
    (
        {},
        "Expression is an object without Type or any known key; "
        "allowed: Logic or Condition or Combine.",
    ),
    ({"Type": "Loop"}, "Expression.Type is 'Loop'; allowed: Logic or Condition or Combine."),
    (ACTIONS, "Expression is of type Actions; allowed: Logic or Condition or Combine."),
    (
        {"Left": CONDITION, "Right": {**CONDITION, "Operator": "equals"}, "Combine": "AND"},
        "Expression.Right.Operator is 'equals'; allowed: eq, ne, gt, ge, lt, le, contains.",
    ),
    (
        {"Left": CONDITION, "Right": CONDITION, "Combine": "XOR"},
        "Expression.Combine is 'XOR'; allowed: AND, OR.",
    ),
    ({"If": CONDITION}, "Expression.Then is missing; allowed: Actions or Logic."),
    ({"Then": ACTIONS}, "Expression.If is missing; allowed: Condition or Combine."),
    ({**LOGIC, "If": LOGIC}, "Expression.If is of type Logic; allowed: Condition or Combine."),
    (
        {**LOGIC, "Else": CONDITION},
        "Expression.Else is of type Condition; allowed: Actions or Logic.",
    ),
    (
        {**CONDITION, "Value": ["true"]},
        "Expression.Value is a list; allowed: a string, a number, true or false.",
    ),
    (
        {**CONDITION, "OutputName": 5},
        'Expression.OutputName is 5; allowed: an output name such as "isAdult".',
    ),
    (
        {**CONDITION, "AlternateInput": "ocrText"},
        "Expression.AlternateInput is 'ocrText'; "
        'allowed: null or Connector.Output such as "moderator.ocrText".',
    ),
    (
        {"If": CONDITION, "Then": {"Type": "Actions"}},
        "Expression.Then.Perform is missing; allowed: a list, [] for none.",
    ),
    (
        _perform(Name="sendmail"),
        "Expression.Then.Perform[0].Name is 'sendmail'; allowed: createreview.",
    ),
    (
        _perform(Tags=[{"Tag": "a", "IfCondition": LOGIC}]),
        "Expression.Then.Perform[0].Tags[0].IfCondition is of type Logic; allowed: Condition.",
    ),
    (
        _perform(Tags=[{"IfCondition": CONDITION}]),
        'Expression.Then.Perform[0].Tags[0].Tag is missing; allowed: a tag code such as "a".',
    ),
    (_perform(Subteam=3), "Expression.Then.Perform[0].Subteam is 3; allowed: a string or null."),
    (
        {**CONDITION, "Value": "a\0b"},
        "Expression.Value holds a NUL character or half of a surrogate pair, "
        "which cannot be stored.",
    ),
    (
        {**CONDITION, "OutputName": "\ud83d"},
        "Expression.OutputName holds a NUL character or half of a surrogate pair, "
        "which cannot be stored.",
    ),
    (
        {**CONDITION, "Operator": "x" * 50},
        f"Expression.Operator is '{'x' * 40}'...; allowed: eq, ne, gt, ge, lt, le, contains.",
    ),
]


@pytest.mark.parametrize(("data", "message"), GOLDEN)
def test_a_malformed_expression_is_refused_with_place_finding_and_what_is_allowed(
    data: object, message: str
) -> None:
    assert _message(data) == message


def test_all_problems_are_told_at_once_five_by_words() -> None:
    wrong = {"ConnectorName": None, "OutputName": "", "Operator": 1, "Value": None}
    with pytest.raises(WorkflowError) as raised:
        parse_expression({"Left": wrong, "Right": {"Type": "Condition"}, "Combine": "AND"})
    paths = [problem.path for problem in raised.value.problems]
    keys = ["ConnectorName", "OutputName", "Operator", "Value"]
    assert paths == [f"Expression.{side}.{key}" for side in ("Left", "Right") for key in keys]
    assert str(raised.value).endswith("And 3 more.")


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 10**5000], ids=["nan", "infinite", "endless"]
)
def test_a_number_that_no_condition_can_mean_is_refused(value: float) -> None:
    assert "Expression.Value is not a JSON value" in _message({**CONDITION, "Value": value})


def _combined(depth: int) -> dict[str, Any]:
    """A tree of exactly that many nodes below each other."""
    node: dict[str, Any] = CONDITION
    for _ in range(depth - 1):
        node = {"Left": node, "Right": CONDITION, "Combine": "AND"}
    return node


def test_sixty_four_levels_are_read() -> None:
    assert parse_expression(_combined(64))


def test_sixty_five_levels_are_refused() -> None:
    assert _message(_combined(65)) == (
        "Expression" + ".Left" * 64 + " is nested deeper than 64 levels; allowed: at most 64."
    )


def test_ten_thousand_levels_of_values_are_refused_without_recursion() -> None:
    assert "is nested deeper than 64 levels" in _message(_combined(10_000))


@pytest.mark.parametrize("opening", ['{"Left":', "[", '{"Perform":[', '{"a":"}\\"",'])
def test_ten_thousand_levels_of_text_are_refused_without_recursion(opening: str) -> None:
    text = opening * 10_000 if opening != '{"a":"}\\"",' else '{"a":"}\\"","b":' * 10_000
    assert _text_message(text) == "Expression is nested deeper than 64 levels; allowed: at most 64."


def test_sixty_four_levels_are_read_from_text() -> None:
    logic: dict[str, Any] = ACTIONS
    for _ in range(61):
        logic = {"If": CONDITION, "Then": logic, "Type": "Logic"}
    assert parse_expression_text(json.dumps(logic))


def test_brackets_inside_strings_do_not_count_as_nesting() -> None:
    assert parse_expression_text(json.dumps({**CONDITION, "Value": '[{"' * 1000}))


def _wide(actions: int) -> dict[str, Any]:
    return {"If": CONDITION, "Then": {"Perform": [{"Name": "createreview"}] * actions}}


def test_a_thousand_nodes_are_read() -> None:
    assert parse_expression(_wide(997))


@pytest.mark.parametrize("actions", [998, 100_000])
def test_more_than_a_thousand_nodes_are_refused(actions: int) -> None:
    assert _message(_wide(actions)) == "Expression has more than 1000 nodes; allowed: at most 1000."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expression is not JSON: Expecting value at line 1, column 1."),
        ('{"If":', "Expression is not JSON: Expecting value at line 1, column 7."),
        (
            '"' + '\\"' * 100_000,
            "Expression is not JSON: Unterminated string starting at at line 1, column 1.",
        ),
        (b"\xff{}", "Expression is not UTF-8: byte 0 does not fit."),
        ("9" * 5000, "Expression holds a number that is too long."),
    ],
    ids=["empty", "cut off", "open string", "not UTF-8", "long number"],
)
def test_text_that_is_no_json_is_refused(text: str | bytes, message: str) -> None:
    assert _text_message(text) == message


def test_of_keys_that_collide_the_exact_spelling_wins_else_the_last() -> None:
    exact = parse_expression({"value": "x", **CONDITION, "VALUE": "y"})
    rest = {key: value for key, value in CONDITION.items() if key != "Value"}
    last = parse_expression({**rest, "value": "first", "VALUE": "last"})
    assert isinstance(exact, Condition)
    assert isinstance(last, Condition)
    assert (exact.value, last.value) == (CONDITION["Value"], "last")
