"""Which engine reads a language, and what is said where none does."""

import pytest

from openmoderator.detect.image.ocr.languages import (
    LETTERS,
    LanguageNotReadable,
    needed_packs,
    ocr_code,
)
from openmoderator.detect.text.language_codes import UnknownLanguage

PACKS = frozenset({"eng", "rus", "srp", "srp_latn"})


@pytest.mark.parametrize(
    ("given", "code"),
    [(None, "eng"), ("", "eng"), ("und", "eng"), ("de", "deu"), ("en-US", "eng"), ("rus", "rus")],
)
def test_codes_of_all_kinds_are_understood_and_english_is_the_default(
    given: str | None, code: str
) -> None:
    assert ocr_code(given) == code


def test_a_code_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="klingon"):
        ocr_code("klingon")


@pytest.mark.parametrize("code", ["eng", "deu", "pol", "tur", "zho", "jpn"])
def test_the_models_read_what_they_can_even_where_tesseract_could(code: str) -> None:
    assert needed_packs(code, frozenset({code, "chi_sim"})) == ()


def test_other_languages_are_for_tesseract_with_their_data() -> None:
    assert needed_packs("rus", PACKS) == ("rus",)
    assert needed_packs("srp", PACKS) == ("srp", "srp_latn")
    assert needed_packs("srp", frozenset({"srp_latn"})) == ("srp_latn",)


def test_a_language_that_nothing_reads_is_refused_with_what_helps() -> None:
    with pytest.raises(LanguageNotReadable) as refusal:
        needed_packs("ell", PACKS)
    said = str(refusal.value)
    assert "ell cannot be read" in said
    assert "deu, eng" in said
    assert "Tesseract here eng, rus" in said
    assert "tesseract-ocr-ell" in said
    assert (refusal.value.status, refusal.value.retryable) == (400, False)


def test_without_tesseract_the_refusal_does_not_speak_of_what_it_reads_here() -> None:
    with pytest.raises(LanguageNotReadable) as refusal:
        needed_packs("rus", frozenset())
    assert "Tesseract here" not in str(refusal.value)
    assert "install tesseract-ocr tesseract-ocr-rus" in str(refusal.value)


def test_languages_in_other_letters_are_not_claimed() -> None:
    assert not {"rus", "ell", "kor", "ara", "hin", "heb", "tha", "vie", "srp"} & set(LETTERS)
