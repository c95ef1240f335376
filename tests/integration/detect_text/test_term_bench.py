"""The labelled bench of the built-in list: every evasion found, no innocent text called profane."""

from pathlib import Path

import pytest

from openmoderator.detect.text.terms import find_terms

_HERE = Path(__file__).parent
_INNOCENTS = (_HERE / "innocents.txt").read_text(encoding="utf-8").splitlines()
_EVASIONS = [
    tuple(line.split("\t"))
    for line in (_HERE / "evasions.tsv").read_text(encoding="utf-8").split("\n")
    if line
]


@pytest.mark.parametrize("text", _INNOCENTS)
def test_an_innocent_text_has_no_term(text: str) -> None:
    assert find_terms(text) == ()
    assert find_terms(text.upper() if text.isascii() and text.islower() else text) == ()


@pytest.mark.parametrize(("term", "written"), _EVASIONS)
def test_a_disguised_term_is_found_once(term: str, written: str) -> None:
    (match,) = find_terms(written)
    assert match.term == term


@pytest.mark.parametrize(("term", "written"), _EVASIONS)
def test_a_disguised_term_is_found_within_a_sentence_with_emoji(term: str, written: str) -> None:
    text = f"😀 well, {written} they said 🙃"
    (match,) = find_terms(text)
    assert match.term == term
    assert text[match.start : match.end] in written


def test_the_bench_is_as_large_as_the_docs_say() -> None:
    assert len(set(_INNOCENTS)) == len(_INNOCENTS) >= 300
    assert len(set(_EVASIONS)) == len(_EVASIONS) >= 200
