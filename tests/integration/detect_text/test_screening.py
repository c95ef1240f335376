"""One text screened with the real lists and models: what is found, and that places are right."""

from dataclasses import dataclass, fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.text.language_codes import UnknownLanguage
from openmoderator.detect.text.markup import extract_text
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.screen import (
    Screened,
    ScreenOptions,
    language_of,
    screen,
    screen_many,
)
from openmoderator.detect.text.terms import BUILT_IN_LANGUAGES, built_in_terms
from openmoderator.detect.text.values import TermMatch

_FOUND = ["crap ", "c.r.a.p ", "sh1t", " bl\u0301oody", "Crap!", "name@site.test", "425 555 0111"]
_BETWEEN = [
    "10.0.0.1",
    "😀",
    "e\u0301",
    "\r\n",
    " ",
    ". ",
    "word.word",
    "teh ",
    "lzay ",
    "字",
    "\u200b",
]
_MARKUP = ["<b>", "</b>", "<p>", "&amp;", "&nbsp;", "&#64;", "*", "**", "> ", "\n\n"]
_PIECES = st.sampled_from(_FOUND + _BETWEEN + _MARKUP)
_BODIES = st.lists(_PIECES, max_size=20).map("".join) | st.text(st.characters(codec=None))
_KINDS = st.sampled_from(["text/plain", "text/html", "text/xml", "text/markdown"])


@dataclass(frozen=True)
class _OneWord:
    """A custom list of one word, found by the naive scanner."""

    word: str
    list_id: int
    language: str

    def find(self, prepared: Prepared) -> tuple[TermMatch, ...]:
        start = prepared.text.find(self.word)
        if start < 0:
            return ()
        return (TermMatch(self.word, start, start + len(self.word), 2, self.list_id),)


def _terms(found: Screened) -> list[tuple[str, int]]:
    return [(term.term, term.list_id) for term in found.terms]


def test_the_example_of_the_record_gives_the_recorded_answer() -> None:
    text = (
        "Is this a crap email name@site.test, phone: 4255550111, IP: 255.255.255.255, "
        "1 Main Street, Redmond, WA 98052."
    )
    found = screen(text, ScreenOptions(pii=True, autocorrect=True))
    assert (
        found.normalized
        == found.autocorrected
        == (
            "Is this a crap email name@ site. test, phone: 4255550111, IP: 255. 255. 255. 255, "
            "1 Main Street, Redmond, WA 98052."
        )
    )
    assert found.language == "eng"
    assert [(term.term, term.index, term.original_index) for term in found.terms] == [
        ("crap", 10, 10)
    ]
    assert found.pii is not None
    assert [email.start for email in found.pii.emails] == [21]
    assert [address.start for address in found.pii.addresses] == [77]


def test_what_was_not_asked_for_is_none() -> None:
    found = screen("hello", ScreenOptions())
    assert (found.autocorrected, found.pii, found.classification) == (None, None, None)
    assert (found.normalized, found.terms) == ("hello", ())


def test_the_two_places_of_a_term_are_those_of_the_two_texts() -> None:
    found = screen("mail a@b.test <i>cr</i>ap", ScreenOptions(media_type="text/html"))
    (term,) = found.terms
    assert found.normalized == "mail a@ b. test crap"
    assert found.normalized[term.index :] == "crap"
    assert found.original[term.original_index :][: term.length] == "cr</i>ap"


def test_personal_data_in_markup_is_reported_as_it_was_sent() -> None:
    found = screen("<p>name&#64;site.test</p>", ScreenOptions(media_type="text/html", pii=True))
    assert found.pii is not None
    (email,) = found.pii.emails
    assert (email.text, email.detected, email.start) == ("name&#64;site.test", "name@site.test", 3)


def test_paragraphs_part_words_and_telephone_numbers() -> None:
    body = "<td>425 555</td><td>0111</td><p>cr</p><p>ap</p>"
    found = screen(body, ScreenOptions(media_type="text/html", pii=True))
    assert not found.pii
    assert found.terms == ()


@pytest.mark.parametrize("language", ["en", "eng", "en-GB"])
def test_a_given_language_is_answered_as_iso_639_3(language: str) -> None:
    assert screen("¿Dónde está?", ScreenOptions(language=language)).language == "eng"


@pytest.mark.parametrize("language", [None, "", "und"])
def test_a_missing_language_is_detected(language: str | None) -> None:
    found = screen("¿Dónde está la biblioteca, por favor?", ScreenOptions(language=language))
    assert found.language == "spa"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="'klingon' is not known"):
        screen("hello", ScreenOptions(language="klingon"))


def test_the_english_list_applies_whatever_language_was_detected() -> None:
    found = screen("Das ist ein schöner Tag im Garten, you bastard", ScreenOptions())
    assert found.language == "deu"
    assert ("bastard", 0) in _terms(found)


def test_only_the_list_of_a_given_language_applies() -> None:
    assert _terms(screen("what a bastard", ScreenOptions(language="swa"))) == []
    assert _terms(screen("what a bastard", ScreenOptions(language="eng"))) == [("bastard", 0)]


@pytest.mark.parametrize("language", BUILT_IN_LANGUAGES)
def test_half_an_emoji_is_no_hindrance_in_any_language(language: str) -> None:
    text = "\ud83d a crap\ude42"
    places = {
        (term.original_index, term.length)
        for term in screen(text, ScreenOptions(language=language)).terms
    }
    assert places <= {(4, 4)}
    assert bool(places) is (language == "eng")


def test_a_custom_list_applies_to_its_language_and_to_texts_without_a_given_one() -> None:
    lists = [_OneWord("banana", 7, "eng"), _OneWord("banana", 8, "deu")]
    text = "a banana, crap"
    assert _terms(screen(text, ScreenOptions(), lists)) == [
        ("banana", 7), ("banana", 8), ("crap", 0)
    ]  # fmt: skip
    assert _terms(screen(text, ScreenOptions(language="de"), lists)) == [("banana", 8)]


def test_a_custom_term_is_reported_beside_a_built_in_one_in_its_place() -> None:
    found = screen("crap", ScreenOptions(), [_OneWord("crap", 9, "eng")])
    assert _terms(found) == [("crap", 0), ("crap", 9)]


def test_a_term_that_only_the_correction_shows_is_reported_where_it_was_written() -> None:
    word = "banana"
    text = "I ate a bannana, it was nice"
    without = screen(text, ScreenOptions(), [_OneWord(word, 7, "eng")])
    corrected = screen(text, ScreenOptions(autocorrect=True), [_OneWord(word, 7, "eng")])
    assert without.terms == ()
    assert corrected.autocorrected == "I ate a banana, it was nice"
    (term,) = corrected.terms
    assert text[term.original_index :][: term.length] == "bannana"


def test_terms_that_were_found_are_not_corrected() -> None:
    lists = [_OneWord("bannana", 7, "eng")]
    found = screen("teh bannana is crap", ScreenOptions(autocorrect=True), lists)
    assert found.autocorrected == "the bannana is crap"
    assert _terms(found) == [("bannana", 7), ("crap", 0)]


def test_other_languages_are_not_corrected() -> None:
    text = "Das ist ein schöner Tagg im Gartn.Morgen auch"
    found = screen(text, ScreenOptions(autocorrect=True))
    assert found.autocorrected == found.normalized


@settings(deadline=None, max_examples=200)
@given(_BODIES, _KINDS, st.booleans())
def test_places_cut_out_what_was_found(body: str, kind: str, autocorrect: bool) -> None:
    options = ScreenOptions(language="en", media_type=kind, pii=True, autocorrect=autocorrect)
    found = screen(body, options)
    for term in found.terms:
        assert 0 < term.length <= len(body) - term.original_index
        cut = body[term.original_index : term.original_index + term.length]
        shown = extract_text(cut, kind).text if kind != "text/plain" else cut
        first = shown.strip()[:1]
        assert found.normalized[term.index] == first or "&" in cut
    assert found.pii is not None
    for field in fields(found.pii):
        for one in getattr(found.pii, field.name):
            assert body[one.start : one.end] == one.text


@settings(deadline=None)
@given(_BODIES)
def test_a_plain_term_is_found_again_where_it_is_said_to_be(body: str) -> None:
    found = screen(body, ScreenOptions(language="en"))
    for term in found.terms:
        cut = body[term.original_index : term.original_index + term.length]
        assert term.term in {match.term for match in built_in_terms("eng").find(cut)}


def test_texts_are_classified_together_as_they_are_alone() -> None:
    options = ScreenOptions(classify=True, media_type="text/html")
    bodies = ["you are <b>stup</b>id", "a nice day in the garden", "¿Dónde está la biblioteca?", ""]
    together = screen_many(bodies, options)
    assert together == tuple(screen(body, options) for body in bodies)
    rude, nice, spanish, _ = (found.classification for found in together)
    assert rude is not None
    assert nice is not None
    assert rude.offensive > nice.offensive
    assert spanish is None


def test_tags_play_no_part_in_language_and_classification() -> None:
    body = "<p class='the english words'>Das ist <b>sehr</b> schönes Wetter</p>"
    assert language_of(body, "text/html") == "deu"
    plain = screen("you are stupid", ScreenOptions(classify=True))
    marked = screen("you <i>are</i> stupid", ScreenOptions(classify=True, media_type="text/html"))
    assert plain.classification == marked.classification
