"""Metadata of the Content Moderator connector: the keys, order and texts of contract 9.4."""

import json

import pytest

from openmoderator.detect.image.faces import Face
from openmoderator.detect.image.nudity import NudityScores
from openmoderator.detect.image.ocr import OcrResult
from openmoderator.detect.text.pii import Address, Email, IpAddress, Phone, PiiFindings, Ssn
from openmoderator.detect.text.values import TermMatch
from openmoderator.workflows.connectors.moderator import entries
from openmoderator.workflows.connectors.moderator.outputs import OUTPUTS
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds

FACE = Face(0, 0, 10, 10, 0.9)


def test_four_outputs_share_one_call_of_nudity() -> None:
    answers = entries.of_nudity(NudityScores(0.0161, 0.75), Thresholds())
    assert list(answers) == ["adultScore", "isAdult", "racyScore", "isRacy"]
    assert {answer.metadata for answer in answers.values()} == {
        (("adultScore", "0.016"), ("isAdult", "False"), ("racyScore", "0.750"), ("isRacy", "True"))
    }
    assert [answer.value for answer in answers.values()] == [0.016, False, 0.75, True]


@pytest.mark.parametrize(
    ("score", "shown", "flag"), [(0.3996, "0.400", True), (0.3994, "0.399", False)]
)
def test_flags_and_comparisons_use_the_score_that_is_shown(
    score: float, shown: str, flag: bool
) -> None:
    answer = entries.of_nudity(NudityScores(score, score), Thresholds(adult=0.4))["isAdult"]
    assert (dict(answer.metadata)["adultScore"], answer.value) == (shown, flag)


def test_ocr_text_keeps_its_line_ends() -> None:
    answers = entries.of_ocr(OcrResult("SOME TEXT \r\n", ()))
    assert answers["hasText"].metadata == (("hasText", "True"), ("ocrText", "SOME TEXT \r\n"))
    assert answers["ocrText"].value == "SOME TEXT \r\n"


@pytest.mark.parametrize("text", ["", " \r\n"])
def test_no_text_and_blank_text_are_no_text(text: str) -> None:
    assert entries.of_ocr(OcrResult(text, ()))["hasText"].value is False


@pytest.mark.parametrize(
    ("faces", "has", "count"), [((), "False", "0"), ((FACE, FACE), "True", "2")]
)
def test_faces_are_counted_in_whole_numbers(faces: tuple[Face, ...], has: str, count: str) -> None:
    answers = entries.of_faces(faces)
    assert answers["faceCount"].metadata == (("hasFaces", has), ("faceCount", count))
    assert answers["faceCount"].value == len(faces)


def test_matched_terms_are_the_recorded_json_with_offsets_in_utf16_units() -> None:
    text = "\U0001f600 what a crappy day"
    answer = entries.of_terms(text, [TermMatch("crappy", 9, 15, 1)])["text.HasProfanity"]
    assert answer.value is True
    assert answer.metadata == (
        ("text.HasProfanity", "True"),
        ("matchTerms", '[{"Term":"crappy","Index":10,"ListId":"0","OriginalIndex":"10"}]'),
    )


def test_a_clean_text_has_an_empty_list_of_terms() -> None:
    answer = entries.of_terms("fine", [])["text.HasProfanity"]
    assert answer.metadata == (("text.HasProfanity", "False"), ("matchTerms", "[]"))


def test_personal_data_is_listed_by_kind_in_the_shapes_of_screen() -> None:
    text = "\U0001f600 ..."
    found = PiiFindings(
        emails=(Email("me at x.test", 2, "me@x.test", "Suspected"),),
        phones=(Phone("4255550111", 4, "US"),),
        addresses=(Address("1 Main Street", 5),),
        ip_addresses=(IpAddress("192.0.2.1", 3, "IPV4"),),
        ssns=(Ssn("123-45-6789", 2),),
    )
    answer = entries.of_pii(text, found)["text.HasPII"]
    items = [
        (key, value if key == "text.HasPII" else json.loads(value)[0])
        for key, value in answer.metadata
    ]
    assert items == [
        ("text.HasPII", "True"),
        (
            "text.detectedEmail",
            {"Detected": "me@x.test", "SubType": "Suspected", "Text": "me at x.test", "Index": 3},
        ),
        ("text.detectedPhoneNumber", {"CountryCode": "US", "Text": "4255550111", "Index": 5}),
        ("text.detectedAddress", {"Text": "1 Main Street", "Index": 6}),
        ("text.detectedIPAddress", {"SubType": "IPV4", "Text": "192.0.2.1", "Index": 4}),
        ("text.detectedSSN", {"Text": "123-45-6789", "Index": 3}),
    ]


def test_kinds_that_were_not_found_are_left_out() -> None:
    answer = entries.of_pii("fine", PiiFindings())["text.HasPII"]
    assert answer.metadata == (("text.HasPII", "False"),)


def test_the_language_is_its_own_entry() -> None:
    answer = entries.of_language("eng")["text.Language"]
    assert (answer.value, answer.metadata) == ("eng", (("text.Language", "eng"),))


def test_the_outputs_are_those_of_the_contract_that_the_detectors_can_answer() -> None:
    assert [(spec.name, spec.type.value, *spec.content) for spec in OUTPUTS] == [
        ("isAdult", "boolean", "Image"),
        ("adultScore", "number", "Image"),
        ("isRacy", "boolean", "Image"),
        ("racyScore", "number", "Image"),
        ("hasText", "boolean", "Image"),
        ("ocrText", "string", "Image"),
        ("hasFaces", "boolean", "Image"),
        ("faceCount", "number", "Image"),
        ("hasMatch", "boolean", "Image"),
        ("matchIds", "string", "Image"),
        ("text.HasProfanity", "boolean", "Text"),
        ("text.HasPII", "boolean", "Text"),
        ("text.Language", "string", "Text"),
        ("text.ReviewRecommended", "boolean", "Text"),
        ("text.Category1Score", "number", "Text"),
        ("text.Category2Score", "number", "Text"),
        ("text.Category3Score", "number", "Text"),
    ]
