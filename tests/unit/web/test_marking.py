"""Texts cut into pieces for reading."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.web.review.marking import INVISIBLE, Piece, Run, Span, marked, pieces, symbol_of

TEXTS = st.text(max_size=60)


@st.composite
def spans_in(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text with findings anywhere in it, overlapping as they like."""
    text = draw(TEXTS)
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        if start < end:
            found.append(Span(start, end, draw(st.sampled_from(["term", "pii"])), "why"))
    return text, found


def restored(cut: list[Piece]) -> str:
    """What is read, with symbols standing for what cannot be seen."""
    return "".join(run.text for piece in cut for run in piece.runs)


@given(spans_in())
def test_no_character_is_lost_and_none_is_added(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    expected = INVISIBLE.sub(lambda found: symbol_of(found.group()), text)
    if "\r" not in text:
        assert restored(list(pieces(text, spans))) == expected


@given(spans_in())
def test_exactly_the_found_characters_are_marked(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    at = 0
    for piece in pieces(text, spans):
        length = sum(1 if run.symbol else len(run.text) for run in piece.runs)
        covering = {span.kind for span in spans if span.start <= at and span.end >= at + length}
        assert not length or set(piece.kinds) == covering
        at += length
    assert at == len(text)


def test_profanity_and_personal_data_are_found_and_explained() -> None:
    found = {
        kind: piece.why
        for piece in marked("damn, write to max@example.com")
        for kind in piece.kinds
    }
    assert found["term"].startswith("Profanity: “damn”")
    assert found["pii"] == "Personal data: e-mail address"


def test_a_direction_override_becomes_a_symbol() -> None:
    (piece,) = pieces("a\u202eb", [])
    assert piece.runs == (Run("a"), Run("RLO", symbol=True), Run("b"))


def test_control_characters_become_their_pictures() -> None:
    assert [symbol_of(text) for text in ("\0", "\x1b", "\x7f", "\x9f")] == ["␀", "␛", "␡", "U+009F"]


def test_white_space_and_joined_emoji_stay_as_they_are() -> None:
    text = "a\n\tb  👩\u200d👧"
    assert restored(list(pieces(text, []))) == text
