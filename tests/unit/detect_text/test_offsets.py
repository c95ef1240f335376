"""Offsets on the wire count UTF-16 code units."""

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.offsets import utf16_offset, utf16_offsets

_ANY_TEXT = st.text(st.characters(codec=None))


def _naive(text: str, index: int) -> int:
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


@given(_ANY_TEXT, st.data())
def test_an_offset_is_the_length_of_the_encoded_beginning(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    assert utf16_offset(text, index) == _naive(text, index)


@given(_ANY_TEXT)
def test_many_offsets_keep_their_order(text: str) -> None:
    indexes = list(range(len(text), -1, -1))
    assert utf16_offsets(text, indexes) == tuple(_naive(text, index) for index in indexes)


def test_an_emoji_counts_two() -> None:
    assert utf16_offset("😀a😀b", 3) == 5


def test_a_lone_surrogate_counts_one() -> None:
    assert utf16_offset("\ud83dx", 1) == 1
