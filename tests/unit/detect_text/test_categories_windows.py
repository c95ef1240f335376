"""Where long texts are cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.categories.windows import MOST, OVERLAP, WINDOW, spans


def test_a_text_that_fits_is_one_window() -> None:
    assert spans(WINDOW) == ((0, WINDOW),)


def test_a_text_without_tokens_has_no_window() -> None:
    assert spans(0) == ()


def test_one_token_more_makes_two_even_windows() -> None:
    half = (WINDOW + 1 + OVERLAP + 1) // 2
    assert spans(WINDOW + 1) == ((0, half), (WINDOW + 1 - half, WINDOW + 1))


@given(st.integers(WINDOW + 1, 10_000))
def test_windows_reach_from_the_first_to_the_last_token_and_are_bounded(count: int) -> None:
    found = spans(count)
    assert found[0][0] == 0
    assert found[-1][1] == count
    assert len({end - start for start, end in found}) == 1
    assert found[0][1] <= WINDOW
    assert len(found) <= MOST


@given(st.integers(WINDOW + 1, MOST * (WINDOW - OVERLAP) + OVERLAP))
def test_neighbours_share_the_overlap_as_long_as_all_windows_are_read(count: int) -> None:
    found = spans(count)
    assert all(before[1] - after[0] >= OVERLAP for before, after in pairwise(found))
