"""Reading what was written: canonical form, lenient spellings, the contract's examples."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.workflows.grammar.canonical import canonical
from openmoderator.workflows.grammar.nodes import (
    Actions,
    Combine,
    Condition,
    CreateReview,
    Expression,
    How,
    Logic,
    Operator,
)
from openmoderator.workflows.grammar.parsing import parse_expression, parse_expression_text


def _respelled(draw: Callable[[st.SearchStrategy[Any]], Any], value: Any) -> Any:
    """The same meaning: keys in random case, Type and nulls sometimes left out."""
    if isinstance(value, list):
        return [_respelled(draw, item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = draw(st.permutations(sorted(value)))
    kept = [key for key in keys if not (_may_go(key, value) and draw(st.booleans()))]
    return {_recase(draw, key): _leaf(draw, key, value[key]) for key in kept}


def _may_go(key: str, node: dict[str, Any]) -> bool:
    return key == "Type" or node[key] is None or (key == "Tags" and not node[key])


def _leaf(draw: Callable[[st.SearchStrategy[Any]], Any], key: str, value: Any) -> Any:
    if key in ("Operator", "Combine", "Type", "Name"):
        return _recase(draw, value)
    if key == "Value" and value in ("true", "false", "0", "1", "0.4", "0.5"):
        return draw(st.sampled_from([value, json.loads(value)]))
    return _respelled(draw, value)


def _recase(draw: Callable[[st.SearchStrategy[Any]], Any], text: str) -> str:
    return str(draw(st.sampled_from([text, text.lower(), text.upper(), text.swapcase()])))


@given(data=st.data())
def test_an_expression_is_read_back_equal_from_its_canonical_form(
    expressions: st.SearchStrategy[Expression], data: st.DataObject
) -> None:
    expression = data.draw(expressions)
    assert parse_expression(canonical(expression)) == expression


@given(data=st.data())
def test_an_expression_is_read_back_equal_from_any_lenient_spelling(
    expressions: st.SearchStrategy[Expression], data: st.DataObject
) -> None:
    expression = data.draw(expressions)
    text = json.dumps(_respelled(data.draw, canonical(expression)))
    assert parse_expression_text(text) == expression


@pytest.mark.parametrize("name", ["ocr", "nested", "text"])
def test_each_example_of_the_contract_means_the_same_in_canonical_form(
    example: Callable[[str], dict[str, Any]], name: str
) -> None:
    expression = parse_expression(example(name))
    assert parse_expression(canonical(expression)) == expression


def test_the_example_with_alternate_input_is_read_as_it_stands(
    example: Callable[[str], dict[str, Any]],
) -> None:
    has_text = Condition("moderator", "hasText", Operator.EQ, "true")
    profane = Condition("moderator", "text.HasProfanity", Operator.EQ, "true", "moderator.ocrText")
    both = Combine(has_text, profane, How.AND)
    assert parse_expression(example("ocr")) == Logic(both, Actions((CreateReview(),)))


def test_the_canonical_form_is_the_recorded_one_with_its_order_of_keys() -> None:
    sent = {
        "if": {
            "connectorname": "moderator",
            "outputname": "isadult",
            "operator": "EQ",
            "value": True,
        },
        "then": {"perform": [{"name": "CreateReview"}]},
    }
    recorded = (
        '{"If":{"ConnectorName":"moderator","OutputName":"isadult","Operator":"eq",'
        '"Value":"true","AlternateInput":null,"Type":"Condition"},'
        '"Then":{"Perform":[{"Name":"createreview","Subteam":null,"CallbackEndpoint":null,'
        '"Tags":[]}],"Type":"Actions"},"Else":null,"Type":"Logic"}'
    )
    found = json.dumps(canonical(parse_expression(sent)), separators=(",", ":"))
    assert found == recorded


def test_a_bare_condition_stays_a_bare_condition() -> None:
    bare = {"connectorName": "moderator", "outputName": "isRacy", "operator": "eq", "value": "true"}
    expression = parse_expression(bare)
    assert expression == Condition("moderator", "isRacy", Operator.EQ, "true")
    assert canonical(expression)["Type"] == "Condition"


def test_names_keep_their_spelling() -> None:
    sent = {
        "ConnectorName": "imageModerator",
        "OutputName": "IsAdult",
        "Operator": "eq",
        "Value": 1,
    }
    found = canonical(parse_expression(sent))
    assert (found["ConnectorName"], found["OutputName"]) == ("imageModerator", "IsAdult")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(True, "true"), (False, "false"), (0.4, "0.4"), (7, "7"), (" as is ", " as is "), ("", "")],
)
def test_a_value_is_kept_as_text(sent: object, kept: str) -> None:
    data = {"ConnectorName": "m", "OutputName": "o", "Operator": "eq", "Value": sent}
    assert canonical(parse_expression(data))["Value"] == kept


def test_blank_optional_texts_count_as_null() -> None:
    condition = {"ConnectorName": "m", "OutputName": "o", "Operator": "eq", "Value": "x"}
    action = {"Name": "createreview", "Subteam": "", "CallbackEndpoint": " ", "Tags": None}
    sent = {"If": {**condition, "AlternateInput": ""}, "Then": {"Perform": [action]}}
    expression = parse_expression(sent)
    assert isinstance(expression, Logic)
    assert expression.then == Actions((CreateReview(),))
    assert isinstance(expression.test, Condition)
    assert expression.test.alternate_input is None


def test_keys_that_the_grammar_does_not_know_are_passed_over() -> None:
    data = {"ConnectorName": "m", "OutputName": "o", "Operator": "eq", "Value": "x", "Note": 5}
    assert parse_expression(data) == Condition("m", "o", Operator.EQ, "x")


def test_text_may_be_bytes_with_a_byte_order_mark() -> None:
    data = b'\xef\xbb\xbf{"ConnectorName":"m","OutputName":"o","Operator":"eq","Value":"\xc3\xa9"}'
    assert parse_expression_text(data) == Condition("m", "o", Operator.EQ, "é")
