"""NormalizedText: where a space is set, and that every place is found again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.text.normalised import normalise

_TEXTS = st.text(st.sampled_from("ab1.,@:;?!-_' \n\u0301é😀字")) | st.text(
    st.characters(codec=None)
)


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("name@site.test", "name@ site. test"),
        ("IP: 255.255.255.255, done.", "IP: 255. 255. 255. 255, done."),
        ("one,two;three:four?five", "one, two; three: four? five"),
        ("qu!ck, don't well-known a/b snake_case", "qu!ck, don't well-known a/b snake_case"),
        ("Ends here. Begins there.", "Ends here. Begins there."),
        ("wait... what?!", "wait... what?!"),
        ("привет.мир 东京.大阪", "привет. мир 东京. 大阪"),
        ("two\r\nlines", "two\r\nlines"),
        ("", ""),
    ],
)
def test_a_space_is_set_behind_punctuation_inside_words(text: str, normalized: str) -> None:
    assert normalise(text).text == normalized


@settings(deadline=None)
@given(_TEXTS)
def test_each_character_is_found_at_its_place(text: str) -> None:
    normal = normalise(text)
    assert [normal.text[normal.index(place)] for place in range(len(text))] == list(text)


@settings(deadline=None)
@given(_TEXTS)
def test_nothing_but_spaces_is_added(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(text) + len(normal.gaps)
    assert normal.text.replace(" ", "") == text.replace(" ", "")
