"""Texts as the category model reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.categories.tidy import tidy


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("RT @some_one: look at https://example.test/a?b=1", "@user : look at link"),
        ("fish &amp; chips", "fish & chips"),
        ("== Heading ==\n : It is ''not'' so", "Heading It is not so"),
        ("nooooooo!!!!!", "nooo!!"),
        ("a\ud800b", "a b"),
        ("  \n\t ", ""),
    ],
)
def test_marks_of_the_place_a_text_came_from_are_taken_out(written: str, read: str) -> None:
    assert tidy(written) == read


@given(st.text())
def test_a_tidied_text_has_no_line_break_and_no_blanks_around_it(text: str) -> None:
    found = tidy(text)
    assert "\n" not in found
    assert found == found.strip()
