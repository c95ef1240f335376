"""Screened texts have the recorded names, order, nulls and offsets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from openmoderator.api.azure import moderation_examples as examples
from openmoderator.api.azure import picture_schema, text_schema
from openmoderator.api.azure.text_shapes import classification, pii, screen
from openmoderator.api.native.text_results import spans, text_result
from openmoderator.api.native.texts import BATCH, CHARACTERS, batches
from openmoderator.detect.text.categories import Classification
from openmoderator.detect.text.pii import (
    Address,
    CreditCard,
    Email,
    Iban,
    IpAddress,
    Phone,
    PiiFindings,
    Ssn,
)
from openmoderator.detect.text.screened import Screened, ScreenedTerm, ScreenOptions

EVEN = (0.5, 0.5, 0.5)
FACE = "\U0001f600"


def screened(**more: Any) -> Screened:
    """A text in which nothing was found, but for what is said."""
    fields: dict[str, Any] = {
        "original": "hello",
        "normalized": "hello",
        "autocorrected": None,
        "language": "eng",
        "terms": (),
        "pii": None,
        "classification": None,
    }
    return Screened(**fields | more)


def test_the_smallest_answer_is_as_recorded() -> None:
    assert json.dumps(screen(screened(), ScreenOptions(), EVEN), separators=(",", ":")) == (
        '{"OriginalText":"hello","NormalizedText":"hello","Misrepresentation":null,'
        '"Language":"eng","Terms":null}'
    )


def test_what_was_asked_for_is_there_though_nothing_was_found() -> None:
    options = ScreenOptions(autocorrect=True, pii=True, classify=True)
    found = screened(pii=PiiFindings(), autocorrected="hello")
    assert list(screen(found, options, EVEN).items()) == [
        ("OriginalText", "hello"),
        ("NormalizedText", "hello"),
        ("AutoCorrectedText", "hello"),
        ("Misrepresentation", None),
        ("PII", {"Email": [], "IPA": [], "Phone": [], "Address": [], "SSN": []}),
        ("Classification", None),
        ("Language", "eng"),
        ("Terms", None),
    ]


def test_a_term_has_its_places_in_both_texts_in_utf_16() -> None:
    term = ScreenedTerm("crap", original_index=3, index=2, length=4, severity=1)
    found = screened(original=f"{FACE}<>crap", normalized=f"{FACE} crap", terms=(term,))
    shown = screen(found, ScreenOptions(), EVEN)["Terms"]
    assert shown == [{"Index": 3, "OriginalIndex": 4, "ListId": 0, "Term": "crap"}]
    assert list(shown[0]) == ["Index", "OriginalIndex", "ListId", "Term"]


def test_each_kind_of_personal_data_has_its_recorded_names_in_order() -> None:
    found = PiiFindings(
        emails=(Email("a at b.test", 1, "a@b.test", "Suspected"),),
        phones=(Phone("4255550111", 20, "US"),),
        addresses=(Address("1 Main Street", 40),),
        ip_addresses=(IpAddress("255.255.255.255", 60, "IPV4"),),
        ssns=(Ssn("544-56-7788", 80),),
    )
    assert [(kind, list(one[0].items())) for kind, one in pii(FACE + " " * 100, found).items()] == [
        (
            "Email",
            [
                ("Detected", "a@b.test"),
                ("SubType", "Suspected"),
                ("Text", "a at b.test"),
                ("Index", 2),
            ],
        ),
        ("IPA", [("SubType", "IPV4"), ("Text", "255.255.255.255"), ("Index", 61)]),
        ("Phone", [("CountryCode", "US"), ("Text", "4255550111"), ("Index", 21)]),
        ("Address", [("Text", "1 Main Street"), ("Index", 41)]),
        ("SSN", [("Text", "544-56-7788"), ("Index", 81)]),
    ]


@pytest.mark.parametrize(
    ("scores", "thresholds", "recommended"),
    [
        ((0.1, 0.2, 0.3), EVEN, False),
        ((0.5, 0.0, 0.0), EVEN, True),
        ((0.0, 0.5, 0.0), EVEN, True),
        ((0.0, 0.0, 0.5), EVEN, True),
        ((0.6, 0.6, 0.6), (0.7, 0.7, 0.7), False),
    ],
)
def test_a_review_is_recommended_from_the_threshold_of_any_category(
    scores: tuple[float, ...], thresholds: tuple[float, float, float], recommended: bool
) -> None:
    assert classification(Classification(*scores), thresholds) == {
        "ReviewRecommended": recommended,
        "Category1": {"Score": scores[0]},
        "Category2": {"Score": scores[1]},
        "Category3": {"Score": scores[2]},
    }


@pytest.mark.parametrize(
    ("model", "example"),
    [
        (picture_schema.Evaluation, examples.EVALUATION),
        (picture_schema.FoundFaces, examples.FOUND_FACES),
        (picture_schema.Ocr, examples.OCR),
        (picture_schema.MatchResponse, examples.MATCHED),
        (text_schema.Screen, examples.SCREENED),
        (text_schema.DetectedLanguage, examples.DETECTED),
    ],
)
def test_an_example_fits_its_schema(model: type[BaseModel], example: dict[str, Any]) -> None:
    assert model.model_validate(example).model_dump() == example
    assert list(model.model_fields) == list(example)


@given(st.text(), st.data())
def test_the_span_of_a_place_cuts_out_the_same_text_in_either_unit(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    ((first, length),) = spans(text, [(start, end)], "codepoint")
    assert text[first : first + length] == text[start:end]
    ((first, length),) = spans(text, [(start, end)], "utf16")
    units = text.encode("utf-16-le", "surrogatepass")
    cut = units[2 * first : 2 * (first + length)].decode("utf-16-le", "surrogatepass")
    assert cut == text[start:end].encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )


@given(st.lists(st.integers(0, 60_000), max_size=200))
def test_batches_hold_every_text_once_in_order_and_not_too_many(lengths: list[int]) -> None:
    texts = [str(number % 10) * length for number, length in enumerate(lengths)]
    made = list(batches(texts))
    assert [text for batch in made for text in batch] == texts
    for batch in made:
        assert len(batch) <= BATCH
        assert len(batch) <= 1 or sum(map(len, batch)) <= CHARACTERS


def test_an_iban_and_a_card_have_names_of_their_own_only_where_one_was_found() -> None:
    found = PiiFindings(ibans=(Iban("DE89", 0),), credit_cards=(CreditCard("4111", 9),))
    shown = pii("DE89 and 4111", found)
    assert list(shown) == ["Email", "IPA", "Phone", "Address", "SSN", "IBAN", "CreditCard"]
    assert shown["IBAN"] == [{"Text": "DE89", "Index": 0}]
    assert shown["CreditCard"] == [{"Text": "4111", "Index": 9}]


def test_the_native_answer_counts_code_points_and_lists_personal_data_in_order() -> None:
    found = screened(
        original=f"{FACE} crap 4255550111 a@b.test",
        normalized=f"{FACE} crap",
        terms=(ScreenedTerm("crap", 2, 2, 4, 2, 67),),
        pii=PiiFindings(
            emails=(Email("a@b.test", 18, "a@b.test", "Regular"),),
            phones=(Phone("4255550111", 7, "US"),),
        ),
    )
    shown = text_result(found, "codepoint", EVEN)
    (term,) = shown.terms
    assert (term.start, term.length, term.normalized_start) == (2, 4, 2)
    assert (term.severity, term.list_id) == (2, 67)
    assert shown.pii is not None
    assert [(one.kind, one.start, one.details) for one in shown.pii] == [
        ("phone", 7, {"country_code": "US"}),
        ("email", 18, {"detected": "a@b.test", "sub_type": "Regular"}),
    ]
    assert text_result(found, "utf16", EVEN).terms[0].start == 3
