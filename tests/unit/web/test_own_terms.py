"""Terms of the team's lists, read from metadata that anybody may have sent."""

from __future__ import annotations

import json

import pytest

from openmoderator.web.review.marking import marked
from openmoderator.web.review.own_terms import OwnTerm, own_terms


def metadata(*rows: object, key: str = "matchTerms") -> list[list[str]]:
    """Metadata with those terms."""
    return [[key, json.dumps(list(rows))]]


@pytest.mark.parametrize("key", ["matchTerms", "text.matchterms"])
def test_terms_of_own_lists_are_found_and_those_of_the_built_in_one_are_not(key: str) -> None:
    own = {"Term": "viagra", "Index": 4, "ListId": "7"}
    built_in = {"Term": "damn", "Index": 0, "ListId": "0"}
    assert own_terms(metadata(own, built_in, key=key)) == (OwnTerm("viagra", 4, "7"),)


@pytest.mark.parametrize(
    "nonsense",
    ["", "x", "3", '{"Term": 1}', '[{"Term": 1}]', '[3, {"Index": -1}]', "[" * 200_000],
    ids=["", "x", "3", "object", "number", "below", "deep"],
)
def test_anything_else_is_passed_over(nonsense: str) -> None:
    assert own_terms([["matchTerms", nonsense]]) == ()


def test_places_are_counted_in_utf_16_and_cover_the_written_word() -> None:
    text = "😀 two viagras"
    start, end = OwnTerm("viagra", 7, "1").place(text)
    assert text[start:end] == "viagras"


def test_an_own_term_is_marked_in_the_text() -> None:
    pieces = marked("the plan", [OwnTerm("plan", 4, "7")])
    assert [piece.kinds for piece in pieces] == [(), ("own",)]
    assert "list 7" in pieces[1].why


def test_a_place_behind_the_text_marks_nothing() -> None:
    assert all(not piece.kinds for piece in marked("short", [OwnTerm("plan", 400, "7")]))
