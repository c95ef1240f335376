"""Screen and DetectLanguage over HTTP, with the real detectors and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Call = Callable[..., Any]
SetUp = Callable[..., None]
SCREEN, LANGUAGE = "/ProcessText/Screen", "/ProcessText/DetectLanguage"
STATUS = {"Code": 3000, "Description": "OK", "Exception": None}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FACE = "\U0001f600"


def utf16(text: str, start: int, length: int) -> str:
    """What a client cuts out that counts UTF-16 code units."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


@pytest.mark.parametrize("path", [SCREEN, SCREEN + "/", "/processtext/SCREEN"])
def test_the_smallest_answer_is_as_recorded(moderate: Call, path: str) -> None:
    response = moderate(path, "hello", "text/plain")
    shown = response.json()
    assert GUID.fullmatch(shown.pop("TrackingId"))
    assert list(shown.items()) == [
        ("OriginalText", "hello"),
        ("NormalizedText", "hello"),
        ("Misrepresentation", None),
        ("Language", shown["Language"]),
        ("Terms", None),
        ("Status", STATUS),
    ]


def test_a_term_is_told_with_the_built_in_lists_number(moderate: Call) -> None:
    shown = moderate(SCREEN + "?language=eng", "What a CRAP phone", "text/plain").json()
    assert shown["Terms"] == [{"Index": 7, "OriginalIndex": 7, "ListId": 0, "Term": "crap"}]
    assert shown["Language"] == "eng"


@pytest.mark.parametrize("before", [FACE * 3, "e\u0301" * 2, "\u200d\ufe0f", "日本"])
def test_offsets_cut_out_the_word_where_utf_16_counts(moderate: Call, before: str) -> None:
    text = f"{before} crap"
    (term,) = moderate(SCREEN + "?language=eng", text.encode(), "text/plain").json()["Terms"]
    assert utf16(text, term["OriginalIndex"], 4) == "crap"


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.text(max_size=40), st.text(max_size=40))
def test_offsets_always_cut_out_what_is_reported(moderate: Call, before: str, after: str) -> None:
    clean = "".join(c for c in f"{before} crap {after}" if not "\ud800" <= c <= "\udfff")
    response = moderate(SCREEN + "?language=eng&PII=true", clean.encode(), "text/plain")
    shown = response.json()
    original = shown["OriginalText"]
    assert original == clean.replace("\0", "\ufffd").removeprefix("\ufeff")
    places = [term["OriginalIndex"] for term in shown["Terms"] or [] if term["Term"] == "crap"]
    assert any(utf16(original, place, 4).lower() == "crap" for place in places)
    for found in [one for kind in shown["PII"].values() for one in kind]:
        length = len(found["Text"].encode("utf-16-le")) // 2
        assert utf16(original, found["Index"], length) == found["Text"]


def test_personal_data_has_all_five_kinds(moderate: Call) -> None:
    text = f"{FACE} Write to name@site.test or 425 555 0111."
    shown = moderate(SCREEN + "?pii=True", text.encode(), "text/plain").json()["PII"]
    assert list(shown)[:5] == ["Email", "IPA", "Phone", "Address", "SSN"]
    assert shown["Email"] == [
        {
            "Detected": "name@site.test",
            "SubType": "Regular",
            "Text": "name@site.test",
            "Index": 12,
        }
    ]
    assert (shown["IPA"], shown["Address"], shown["SSN"]) == ([], [], [])


def test_what_was_not_asked_for_is_left_out(moderate: Call) -> None:
    path = SCREEN + "?autocorrect=false&PII=False&classify=&Pll=true&listId="
    shown = moderate(path, "hello", "text/plain").json()
    assert not {"AutoCorrectedText", "PII", "Classification"} & set(shown)


def test_the_classifier_answers_three_scores_for_english(moderate: Call) -> None:
    path = SCREEN + "?classify=true&language=eng"
    shown = moderate(path, "What a lovely day it is", "text/plain").json()["Classification"]
    assert list(shown) == ["ReviewRecommended", "Category1", "Category2", "Category3"]
    assert all(0 <= shown[f"Category{number}"]["Score"] <= 1 for number in (1, 2, 3))


def test_a_language_without_a_classifier_has_none(moderate: Call) -> None:
    shown = moderate(SCREEN + "?classify=true&language=fra", "Bonjour", "text/plain").json()
    assert shown["Classification"] is None


def test_the_thresholds_of_the_settings_recommend_a_review(moderate: Call, set_up: SetUp) -> None:
    path = SCREEN + "?classify=true&language=eng"
    set_up(category1_threshold=0.0)
    shown = moderate(path, "hello there", "text/plain").json()["Classification"]
    assert shown["ReviewRecommended"] is True
    set_up(category1_threshold=1.01, category2_threshold=1.01, category3_threshold=1.01)
    shown = moderate(path, "hello there", "text/plain").json()["Classification"]
    assert shown["ReviewRecommended"] is False


def test_a_corrected_text_is_given_on_request(moderate: Call) -> None:
    shown = moderate(SCREEN + "?autocorrect=true&language=eng", "hello", "text/plain").json()
    assert shown["AutoCorrectedText"] == "hello"


def test_a_page_is_screened_without_its_markup(moderate: Call) -> None:
    page = f"<p class='crap'>{FACE} cr<b>ap</b> &amp; more</p>"
    shown = moderate(SCREEN + "?language=eng", page.encode(), "text/html; charset=utf-8").json()
    (term,) = shown["Terms"]
    assert utf16(page, term["OriginalIndex"], 9) == "cr<b>ap</"[:9]
    assert shown["OriginalText"] == page


@pytest.mark.parametrize(
    ("path", "body", "kind", "status", "said"),
    [
        (SCREEN, b"", "text/plain", 400, "The body is missing"),
        (SCREEN, b"abc\xff", "text/plain", 400, "byte 3"),
        (SCREEN, b"x" * 1025, "text/plain", 400, "at most 1024"),
        (SCREEN, ("x" + FACE * 512).encode(), "text/plain", 400, "has 1025 characters"),
        (SCREEN, b"x", "image/png", 415, "image/png"),
        (SCREEN, b"x", "text/plain; charset=klingon", 415, "charset"),
        (SCREEN + "?language=klingon", b"x", "text/plain", 400, "klingon"),
        (SCREEN + "?listId=4,x", b"x", "text/plain", 400, "whole number"),
        (SCREEN + "?listId=4711", b"x", "text/plain", 404, "4711"),
        (SCREEN + "?PII=maybe", b"x", "text/plain", 400, "PII is 'maybe'"),
        (LANGUAGE, b"", "text/plain", 400, "The body is missing"),
        (LANGUAGE, b"\xff", "", 400, "not UTF-8"),
        (LANGUAGE, b"x" * 1025, "text/plain", 400, "at most 1024"),
    ],
)
def test_what_cannot_be_screened_is_refused_with_the_reason(
    moderate: Call, path: str, body: bytes, kind: str, status: int, said: str
) -> None:
    response = moderate(path, body, kind)
    assert response.status_code == status, response.content
    assert said in response.json()["Message"]


def test_exactly_the_limit_is_screened(moderate: Call) -> None:
    assert moderate(SCREEN, (FACE * 512).encode(), "text/plain").status_code == 200


def test_the_limit_is_a_setting(moderate: Call, set_up: SetUp) -> None:
    set_up(max_screen_text=100_000)
    assert moderate(SCREEN, b"x " * 40_000, "text/plain").status_code == 200


@pytest.mark.parametrize(
    ("text", "language"),
    [("Questo è un testo scritto in italiano.", "ita"), ("12345 !?", "und")],
)
def test_the_language_of_a_text_is_told(moderate: Call, text: str, language: str) -> None:
    shown = moderate(LANGUAGE, text.encode(), "").json()
    assert list(shown) == ["DetectedLanguage", "Status", "TrackingId"]
    assert shown["DetectedLanguage"] == language
    assert GUID.fullmatch(shown["TrackingId"])


def test_text_in_utf_16_is_read_where_it_says_so(moderate: Call) -> None:
    body = "What a crap phone".encode("utf-16")
    shown = moderate(SCREEN + "?language=en", body, "text/plain; charset=utf-16").json()
    assert shown["OriginalText"] == "What a crap phone"
    assert shown["Terms"][0]["OriginalIndex"] == 7
