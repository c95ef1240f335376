"""Spans that are touched or not, against the plain question asked of each of them."""

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.spans import Covered

_SPANS = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda one: (one[0], sum(one)))


@given(st.lists(_SPANS), _SPANS)
def test_a_place_is_touched_where_any_span_has_a_code_point_of_it(
    spans: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    touched = any(start < until and first < end for first, until in spans)
    assert Covered(spans).touches(start, end) == touched


def test_spans_that_only_meet_the_place_do_not_touch_it() -> None:
    assert not Covered([(0, 3), (5, 9)]).touches(3, 5)
