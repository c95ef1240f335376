"""The built-in list as data: well formed, and of the size the docs give."""

from openmoderator.detect.text.lexicon import read_entries
from openmoderator.detect.text.matching import TermIndex
from openmoderator.detect.text.normalise import fold

_ENTRIES = read_entries("eng")


def test_every_entry_has_its_term_once() -> None:
    terms = [entry.term for entry in _ENTRIES]
    assert len(terms) == len(set(terms))
    assert 150 <= len(terms) <= 350


def test_every_severity_is_used() -> None:
    assert {entry.severity for entry in _ENTRIES} == {1, 2, 3}


def test_every_spelling_of_the_list_is_found_as_it_stands() -> None:
    index = TermIndex(_ENTRIES)
    for entry in _ENTRIES:
        for form in entry.forms():
            found = index.find(form)
            assert (found[0].start, found[-1].end) == (0, len(form)), form


def test_no_innocent_phrase_of_the_list_is_found() -> None:
    index = TermIndex(_ENTRIES)
    for entry in _ENTRIES:
        for phrase in entry.innocent:
            assert index.find(phrase) == (), phrase
            assert index.find(phrase.upper()) == (), phrase


def test_every_form_is_folded_already() -> None:
    forms = [form for entry in _ENTRIES for form in entry.forms()]
    assert [fold(form).text for form in forms] == forms
