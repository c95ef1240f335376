"""Comparing outputs with values: by the type of the output."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.workflows.connectors.base import Value
from openmoderator.workflows.evaluation.compare import CannotCompare, holds
from openmoderator.workflows.grammar.nodes import Operator


@pytest.mark.parametrize(
    ("answer", "how", "value", "expected"),
    [
        (True, "eq", "true", True),
        (True, "eq", " TRUE ", True),
        (True, "ne", "true", False),
        (False, "eq", "False", True),
        (0.4, "eq", "0.40", True),
        (0.4, "ge", ".4", True),
        (0.4, "gt", "0.4", False),
        (0.4, "le", "4e-1", True),
        (0.4, "lt", "0.5", True),
        (3.0, "ne", "3", False),
        ("eng", "eq", "ENG", True),
        ("eng", "ne", "deu", True),
        ("IF WE DID \r\nALL \r\n", "eq", "if we did all", True),
        ("IF WE DID \r\nALL \r\n", "contains", "did all", True),
        ("STRASSE", "contains", "straße", True),
        ("", "eq", "", True),
        ("eng", "contains", "de", False),
    ],
)
def test_an_output_is_compared_by_its_type(
    answer: Value, how: str, value: str, expected: bool
) -> None:
    assert holds(answer, Operator(how), value) is expected


@pytest.mark.parametrize(
    ("answer", "how", "value", "message"),
    [
        (True, "gt", "true", "is a boolean and cannot be compared with 'gt'; allowed: eq, ne."),
        (
            True,
            "eq",
            "yes",
            "is a boolean and cannot be compared with 'yes'; allowed: true or false.",
        ),
        (
            0.5,
            "contains",
            "5",
            "is a number and cannot be compared with 'contains'; allowed: eq, ne, gt, ge, lt, le.",
        ),
        (
            0.5,
            "eq",
            "0,5",
            "is a number and cannot be compared with '0,5'; allowed: a number such as \"0.4\".",
        ),
        (
            "x",
            "lt",
            "y",
            "is a string and cannot be compared with 'lt'; allowed: eq, ne, contains.",
        ),
        (
            "x",
            "contains",
            " ",
            "is a string and contains every blank text; write the text to look for.",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_what_is_allowed(
    answer: Value, how: str, value: str, message: str
) -> None:
    with pytest.raises(CannotCompare) as raised:
        holds(answer, Operator(how), value)
    assert str(raised.value) == f"The output {message}"


@pytest.mark.parametrize("value", ["nan", "inf", "-Infinity", "1_000", "0x10", "", "１", "1e999"])
def test_only_finite_decimal_numbers_are_numbers(value: str) -> None:
    with pytest.raises(CannotCompare):
        holds(0.5, Operator.EQ, value)


@given(answer=st.floats(0, 1), value=st.floats(0, 1))
def test_numbers_are_ordered_in_exactly_one_way(answer: float, value: float) -> None:
    found = [holds(answer, how, repr(value)) for how in (Operator.LT, Operator.EQ, Operator.GT)]
    assert found.count(True) == 1
