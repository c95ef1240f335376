"""Where the problems of an expression stand in the text that it was read from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.workflows.grammar.errors import Problem, Spot, WorkflowError
from openmoderator.workflows.grammar.parsing import parse_expression_text
from openmoderator.workflows.grammar.positions import located

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=15,
)


def spots(text: str) -> list[tuple[int, int]]:
    with pytest.raises(WorkflowError) as caught:
        parse_expression_text(text)
    return [(p.spot.line, p.spot.column) for p in caught.value.problems if p.spot]


def test_a_wrong_value_is_placed_at_the_value() -> None:
    text = '{"ConnectorName": "m",\n "OutputName": "o",\n  "Operator": "like", "Value": 1}'
    assert spots(text) == [(3, 15)]


def test_keys_in_another_letter_case_are_found() -> None:
    assert spots('{"connectorname": "m", "OUTPUTNAME": 7, "Operator": "eq", "Value": 1}') == [
        (1, 38)
    ]


def test_what_is_missing_is_placed_where_its_node_begins() -> None:
    test = '{"ConnectorName": "m", "OutputName": "o", "Operator": "eq"}'
    text = f'{{"If":\n  {test},\n"Then": {{"Perform": []}}}}'
    assert spots(text) == [(2, 3)]


def test_items_of_lists_are_told_apart() -> None:
    good = '{"Name": "createreview"}'
    test = '{"ConnectorName": "m", "OutputName": "o", "Operator": "eq", "Value": "1"}'
    text = f'{{"If": {test},\n"Then": {{"Perform": [{good},\n {{"Name": "burn"}}]}}}}'
    assert spots(text) == [(3, 11)]


def test_text_that_is_no_json_is_placed_where_reading_stopped() -> None:
    assert spots('{\n "If": oops }') == [(2, 8)]


def test_a_problem_that_has_a_place_keeps_it() -> None:
    problem = Problem("Expression.If", "is wrong", Spot(9, 9, 99))
    assert located([problem], "{}") == (problem,)
    assert located([problem], "{}")[0].spot == Spot(9, 9, 99)


def test_a_byte_order_mark_moves_no_place_but_its_own() -> None:
    assert spots("\ufeff[]") == [(1, 1)]


@given(JSON, st.sampled_from([None, 2]))
def test_any_json_has_a_place_for_each_of_its_values(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    for path, found in walk(value, "Expression"):
        (placed,) = located([Problem(path, "")], text)
        assert placed.spot is not None
        assert text[placed.spot.offset :].startswith(json.dumps(found, indent=indent)[:1])


def walk(value: Any, path: str) -> list[tuple[str, Any]]:
    """Paths and values; of objects only the keys that a path can spell without doubt."""
    found = [(path, value)]
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += walk(item, f"{path}[{index}]")
    if isinstance(value, dict):
        folded = [key.casefold() for key in value]
        for key, item in value.items():
            if key.isalpha() and folded.count(key.casefold()) == 1:
                found += walk(item, f"{path}.{key}")
    return found
