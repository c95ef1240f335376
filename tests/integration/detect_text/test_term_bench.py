"""The labelled bench of the built-in list: every evasion found, no innocent text called profane."""

from pathlib import Path

import pytest

from openmoderator.detect.text.terms import find_terms

_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    return [line for line in (_HERE / name).read_text(encoding="utf-8").split("\n") if line]


_INNOCENTS = _lines("innocents.txt")
_FLAGGED = _lines("innocents_flagged.txt")
_EVASIONS = [tuple(line.split("\t")) for line in _lines("evasions.tsv")]
_MISSED = [tuple(line.split("\t")) for line in _lines("evasions_missed.tsv")]


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


@pytest.mark.parametrize(("term", "written"), _MISSED)
def test_a_disguise_that_the_docs_call_missed_is_missed(term: str, written: str) -> None:
    assert term not in [match.term for match in find_terms(written)]


@pytest.mark.parametrize("text", _FLAGGED)
def test_an_innocent_text_that_the_docs_call_flagged_is_flagged(text: str) -> None:
    assert find_terms(text)


def test_the_bench_is_as_large_as_the_docs_say() -> None:
    assert len({*_INNOCENTS, *_FLAGGED}) == len(_INNOCENTS) + len(_FLAGGED) >= 500
    assert len({*_EVASIONS, *_MISSED}) == len(_EVASIONS) + len(_MISSED) >= 500
