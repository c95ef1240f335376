"""Every built-in list as data: well formed, without contradiction, each line of use."""

from collections import defaultdict
from functools import cache

import pytest

from openmoderator.detect.text.inflections import forms
from openmoderator.detect.text.lexicon import Entry, listed_languages, read_entries
from openmoderator.detect.text.matching import TermIndex

_FLAGS = {"x", "name", "inside"}


@cache
def _index(language: str) -> TermIndex:
    return TermIndex(read_entries(language))


def _id(entry: Entry) -> str:
    return f"{entry.language}-{entry.term}"


_ENTRIES = [
    pytest.param(entry, id=_id(entry))
    for language in listed_languages()
    for entry in read_entries(language)
]
_LANGUAGES = pytest.mark.parametrize("language", listed_languages())


@_LANGUAGES
def test_every_entry_has_its_term_once(language: str) -> None:
    terms = [entry.term for entry in read_entries(language)]
    assert sorted(terms) == sorted(set(terms))


@_LANGUAGES
def test_every_severity_is_used(language: str) -> None:
    assert {entry.severity for entry in read_entries(language)} == {1, 2, 3}


@_LANGUAGES
def test_no_form_has_two_severities(language: str) -> None:
    severities: dict[str, set[int]] = defaultdict(set)
    for entry in read_entries(language):
        for form in entry.forms():
            severities[form].add(entry.severity)
    assert [form for form, found in severities.items() if len(found) > 1] == []


@pytest.mark.parametrize("entry", _ENTRIES)
def test_every_rule_of_an_entry_makes_a_form(entry: Entry) -> None:
    assert entry.rules
    for rule in entry.rules - _FLAGS:
        assert set(forms(entry.term, [rule], entry.language)), rule


@pytest.mark.parametrize("entry", _ENTRIES)
def test_every_form_is_found_as_it_stands(entry: Entry) -> None:
    for form in entry.forms():
        found = _index(entry.language).find(form)
        assert found, form
        assert (found[0].start, found[-1].end) == (0, len(form)), form


@pytest.mark.parametrize("entry", _ENTRIES)
def test_no_innocent_phrase_is_found(entry: Entry) -> None:
    for phrase in entry.innocent:
        assert _index(entry.language).find(phrase) == (), phrase
        assert _index(entry.language).find(phrase.upper()) == (), phrase
