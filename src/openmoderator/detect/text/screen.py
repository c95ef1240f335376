"""Screens one text: what it says without its markup, in which language, with which terms,
personal data and categories (contract 4.1).

Puts together what the finders of this room find and turns their places into those of the text
as it was sent. Knows no wire, no team and no threshold.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import TypeVar

from openmoderator.detect.text.autocorrect import (
    CORRECTED_LANGUAGES,
    Correction,
    corrected,
    find_corrections,
)
from openmoderator.detect.text.categories import classify_many
from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.language import detect_language, load_language_model
from openmoderator.detect.text.language_codes import UNDETERMINED, UnknownLanguage, parse_language
from openmoderator.detect.text.listed import ApplyingLists
from openmoderator.detect.text.markup import extract_text
from openmoderator.detect.text.normalised import Normalised, normalise
from openmoderator.detect.text.pii import Finding, PiiFindings, find_pii
from openmoderator.detect.text.screened import Screened, ScreenedTerm, ScreenOptions
from openmoderator.detect.text.terms import TermMatch, built_in_terms, find_terms
from openmoderator.detect.text.values import TermFinder

_Kind = TypeVar("_Kind", bound=Finding)

__all__ = [
    "ScreenOptions",
    "Screened",
    "ScreenedTerm",
    "TextDetectors",
    "language_of",
    "screen",
    "screen_many",
    "text_detectors",
]


def screen(text: str, options: ScreenOptions, custom: Sequence[TermFinder] = ()) -> Screened:
    """Return what was found in `text`; all offsets count code points of it.

    Which lists apply is told by `listed.ApplyingLists`. With `autocorrect`, terms are looked up
    in the corrected text as well; their place is that of what was written.
    Raises UnknownLanguage for a language that `parse_language` does not know.
    """
    return screen_many([text], options, custom)[0]


def screen_many(
    texts: Sequence[str], options: ScreenOptions, custom: Sequence[TermFinder] = ()
) -> tuple[Screened, ...]:
    """Return what `screen` returns for each text; faster with `classify`."""
    read = [_read(text, options, custom) for text in texts]
    if not options.classify:
        return tuple(found for found, _ in read)
    languages = [found.language for found, _ in read]
    scores = classify_many([extract.text for _, extract in read], languages)
    return tuple(
        replace(found, classification=score) for (found, _), score in zip(read, scores, strict=True)
    )


def language_of(text: str, media_type: str) -> str:
    """Return the language of what a body says, without its markup; see `detect_language`."""
    return detect_language(extract_text(text, media_type).text)


def _read(
    text: str, options: ScreenOptions, custom: Sequence[TermFinder]
) -> tuple[Screened, Extract]:
    """Everything but the classification, and the text to classify."""
    extract = extract_text(text, options.media_type)
    given = _given(options.language)
    language = given or detect_language(extract.text)
    lists = ApplyingLists(language, custom, given=given is not None)
    normal = normalise(extract.text)
    matches = lists.find(extract.text)
    corrections: tuple[Correction, ...] = ()
    if options.autocorrect and language in CORRECTED_LANGUAGES:
        corrections = find_corrections(extract.text, [(one.start, one.end) for one in matches])
        matches = lists.find_again(extract.text, corrections, matches)
    found = Screened(
        original=text,
        normalized=normal.text,
        autocorrected=_corrected(normal, corrections) if options.autocorrect else None,
        language=language,
        terms=tuple(_placed(matches, extract, normal)),
        pii=_pii(text, extract) if options.pii else None,
    )
    return found, extract


def _given(language: str | None) -> str | None:
    """The code of the language that the caller named; `und` says as little as none."""
    if not language:
        return None
    code = parse_language(language)
    if code is None:
        raise UnknownLanguage(language)
    return None if code == UNDETERMINED else code


def _corrected(normal: Normalised, corrections: Iterable[Correction]) -> str:
    """The normalized text with the corrections that were found in the extract."""
    placed = [
        Correction(normal.index(one.start), normal.index(one.end - 1) + 1, one.text)
        for one in corrections
    ]
    return corrected(normal.text, placed)


def _placed(
    matches: Iterable[TermMatch], extract: Extract, normal: Normalised
) -> Iterator[ScreenedTerm]:
    for match in matches:
        start, end = extract.span(match.start, match.end)
        place = normal.index(match.start)
        yield ScreenedTerm(match.term, start, place, end - start, match.severity, match.list_id)


def _pii(original: str, extract: Extract) -> PiiFindings:
    """Personal data of the extract, with starts and texts of the original."""
    found = find_pii(extract.text)
    if extract.is_whole:
        return found
    return replace(
        found,
        **{
            field.name: tuple(
                _as_sent(finding, original, extract) for finding in getattr(found, field.name)
            )
            for field in fields(found)
        },
    )


def _as_sent(finding: _Kind, original: str, extract: Extract) -> _Kind:
    start, end = extract.span(finding.start, finding.end)
    return replace(finding, text=original[start:end], start=start)


class TextDetectors:
    """What a text is asked: its terms, its personal data, its language."""

    def warm(self) -> None:
        """Load list and models, and run each detector once, so that no request pays for it."""
        built_in_terms()
        load_language_model()
        sample = "Is this 1 text? Write to name@site.test or 425 555 0111."
        self.terms(sample)
        self.pii(sample)
        self.language(sample)

    def terms(self, text: str) -> tuple[TermMatch, ...]:
        """Return the offensive terms; see `terms.find_terms`."""
        return find_terms(text)

    def pii(self, text: str) -> PiiFindings:
        """Return the personal data; see `pii.find_pii`."""
        return find_pii(text)

    def language(self, text: str) -> str:
        """Return the ISO 639-3 code; see `language.detect_language`."""
        return detect_language(text)


@cache
def text_detectors() -> TextDetectors:
    """Return the detectors of this process. Loads nothing by itself: that is `warm`."""
    return TextDetectors()
