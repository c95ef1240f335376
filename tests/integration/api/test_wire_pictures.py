"""Evaluate, FindFaces and OCR over HTTP, with the real models."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from skimage import data as skimage_data

from openmoderator.accounts.models import Team
from openmoderator.demo.pictures import quote_picture

PHOTOGRAPHS: Any = skimage_data

Call = Callable[..., Any]
SetUp = Callable[..., None]
EVALUATE, FACES, OCR = "/ProcessImage/Evaluate", "/ProcessImage/FindFaces", "/ProcessImage/OCR"
STATUS = {"Code": 3000, "Description": "OK", "Exception": None}
TRACKING = re.compile(r"OM_[0-9a-f]{32}_ContentModerator\.\w+_[0-9a-f-]{36}")


def encoded(image: Image.Image, kind: str = "PNG") -> bytes:
    """The file of a picture."""
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def grey(width: int = 160, height: int = 160) -> bytes:
    """A picture without anything in it."""
    return encoded(Image.new("RGB", (width, height), "grey"))


@pytest.fixture
def hosted(tmp_path: Path, set_up: SetUp) -> Callable[[str, bytes], str]:
    """Puts a file behind an address; returns the address."""
    set_up(url_map=(("https://pictures.example/", tmp_path),))

    def put(name: str, data: bytes) -> str:
        (tmp_path / name).write_bytes(data)
        return f"https://pictures.example/{name}"

    return put


def by_url(url: str, **more: str) -> str:
    """The JSON body that names a picture."""
    return json.dumps({"DataRepresentation": "URL", "Value": url, **more})


def test_evaluate_answers_the_recorded_names_in_their_order(moderate: Call) -> None:
    shown = moderate(EVALUATE, grey(), "image/gif").json()
    assert list(shown) == [
        "AdultClassificationScore",
        "IsImageAdultClassified",
        "RacyClassificationScore",
        "IsImageRacyClassified",
        "AdvancedInfo",
        "Result",
        "Status",
        "TrackingId",
    ]
    assert 0 <= shown["AdultClassificationScore"] <= shown["RacyClassificationScore"] <= 1
    assert shown["Status"] == STATUS
    assert shown["AdvancedInfo"] == []
    assert TRACKING.fullmatch(shown["TrackingId"])


def test_the_flags_follow_the_thresholds_of_the_settings(moderate: Call, set_up: SetUp) -> None:
    set_up(adult_threshold=1.01, racy_threshold=0.0)
    shown = moderate(EVALUATE, grey()).json()
    assert (shown["IsImageAdultClassified"], shown["IsImageRacyClassified"]) == (False, True)
    assert shown["Result"] is True
    set_up(racy_threshold=1.01)
    assert moderate(EVALUATE, grey()).json()["Result"] is False


@pytest.mark.parametrize("path", [EVALUATE, FACES, OCR])
def test_a_picture_behind_an_address_is_told_with_time_and_size(
    moderate: Call, hosted: Callable[[str, bytes], str], path: str
) -> None:
    data = grey()
    shown = moderate(path, by_url(hosted("grey.png", data)), "application/json").json()
    info = shown["Metadata" if path == OCR else "AdvancedInfo"]
    assert [pair["Key"] for pair in info] == ["ImageDownloadTimeInMs", "ImageSizeInBytes"]
    assert info[0]["Value"].isdigit()
    assert info[1]["Value"] == str(len(data))


@pytest.mark.parametrize("spelling", ["Url", "url", "URL", ""])
def test_an_address_may_be_announced_in_any_case_and_named_in_any_case(
    moderate: Call, hosted: Callable[[str, bytes], str], spelling: str
) -> None:
    body = {"dataRepresentation": spelling, "value": hosted("grey.png", grey())}
    assert moderate(EVALUATE, json.dumps(body)).status_code == 200


def test_an_inline_picture_is_read_as_one_that_was_uploaded(moderate: Call) -> None:
    inline = base64.b64encode(grey()).decode()
    for value in (inline, f"data:image/png;base64,{inline}"):
        body = json.dumps({"DataRepresentation": "Inline", "Value": value})
        shown = moderate(EVALUATE, body, "application/json; charset=utf-8").json()
        assert shown["AdvancedInfo"] == []


def test_faces_are_boxes_of_the_picture_as_it_was_sent(moderate: Call) -> None:
    person = Image.fromarray(PHOTOGRAPHS.astronaut())
    shown = moderate(FACES, encoded(person, "JPEG")).json()
    assert list(shown) == ["Faces", "Count", "AdvancedInfo", "Result", "Status", "TrackingId"]
    assert (shown["Count"], shown["Result"]) == (1, True)
    (face,) = shown["Faces"]
    assert list(face) == ["Left", "Top", "Right", "Bottom"]
    assert 150 < face["Left"] < face["Right"] < 300
    assert 50 < face["Top"] < face["Bottom"] < 220


def test_no_face_is_an_empty_array(moderate: Call) -> None:
    shown = moderate(FACES, grey()).json()
    assert (shown["Faces"], shown["Count"], shown["Result"]) == ([], 0, False)


def test_boxes_of_a_picture_that_was_scaled_up_are_those_of_the_one_that_was_sent(
    moderate: Call, set_up: SetUp
) -> None:
    set_up(min_picture_side=512, scale_small_pictures=True)
    face = Image.fromarray(PHOTOGRAPHS.astronaut()).crop((130, 0, 330, 200)).resize((100, 100))
    shown = moderate(FACES, encoded(face)).json()
    assert shown["Count"] == 1
    assert 0 <= shown["Faces"][0]["Left"] < shown["Faces"][0]["Right"] <= 100


def test_text_is_read_line_by_line_without_candidates(moderate: Call) -> None:
    shown = moderate(OCR + "?language=eng", quote_picture()).json()
    assert list(shown) == ["Metadata", "Language", "Text", "Candidates", "Status", "TrackingId"]
    assert shown["Text"].startswith("IF WE DID \r\nALL \r\nTHE THINGS \r\n")
    assert (shown["Language"], shown["Candidates"], shown["Metadata"]) == ("eng", [], [])


def test_enhanced_gives_a_candidate_for_each_line_at_least(moderate: Call) -> None:
    shown = moderate(OCR + "?language=en&enhanced=True", quote_picture()).json()
    lines = shown["Text"].split(" \r\n")[:-1]
    texts = [candidate["Text"] for candidate in shown["Candidates"]]
    assert set(lines) <= set(texts)
    assert all(candidate["Confidence"] > 0 for candidate in shown["Candidates"])


def test_a_picture_without_text_has_an_empty_text(moderate: Call) -> None:
    assert moderate(OCR, grey()).json()["Text"] == ""


@pytest.mark.parametrize(("asked", "answered"), [("", "eng"), ("de", "deu"), ("fr-CA", "fra")])
def test_the_language_of_ocr_is_english_unless_named(
    moderate: Call, asked: str, answered: str
) -> None:
    assert moderate(f"{OCR}?language={asked}", grey()).json()["Language"] == answered


def test_an_unknown_language_is_refused(moderate: Call) -> None:
    response = moderate(OCR + "?language=klingon", grey())
    assert response.status_code == 400
    assert "klingon" in response.json()["Message"]


@pytest.mark.parametrize("path", [EVALUATE, FACES, OCR])
def test_a_small_picture_is_refused_as_recorded(moderate: Call, path: str) -> None:
    response = moderate(path, grey(200, 127))
    shown = response.json()
    assert response.status_code == 400
    assert shown["Message"] == "Image Size Error"
    assert shown["Error"] == {"Code": "InvalidImageSize", "Message": "Image Size Error"}
    assert shown["Errors"] == [
        {
            "Title": "Image Size Error",
            "Message": "The image is smaller than 128 pixels on a side.",
        }
    ]


def test_a_file_of_too_many_bytes_is_refused_as_recorded(moderate: Call, set_up: SetUp) -> None:
    set_up(max_picture_bytes=100)
    shown = moderate(EVALUATE, grey()).json()
    assert shown["Error"]["Code"] == "InvalidImageSize"
    assert "at most 100" in shown["Errors"][0]["Message"]


def test_a_file_of_too_many_bytes_behind_an_address_is_refused_as_recorded(
    moderate: Call, set_up: SetUp, hosted: Callable[[str, bytes], str]
) -> None:
    url = hosted("grey.png", grey())
    set_up(max_picture_bytes=100)
    assert moderate(EVALUATE, by_url(url)).json()["Message"] == "Image Size Error"


def test_what_is_no_picture_is_refused_with_the_recorded_title(moderate: Call) -> None:
    response = moderate(EVALUATE, b"hello", "image/jpeg")
    assert response.status_code == 400
    assert response.json()["Message"] == "Image Size Error"
    assert "not a picture" in response.json()["Errors"][0]["Message"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"),
    [
        ("", "", 400, "The body is missing"),
        ("{", "", 400, "is not JSON"),
        ("[]", "application/json", 400, "must be an object"),
        ('"https://a.example/1.png"', "text/json", 400, "must be an object"),
        ("{}", "", 400, "Value is missing"),
        ('{"Value":" "}', "", 400, "Value is empty"),
        ('{"DataRepresentation":"Raw","Value":"x"}', "", 400, "must be URL or Inline"),
        ('{"DataRepresentation":"Inline","Value":"%%"}', "", 400, "not base64"),
        ('{"DataRepresentation":"Inline","Value":"aGVsbG8"}', "", 400, "Image Size Error"),
        ('{"Value":"no address"}', "", 400, "cannot be fetched"),
        ('{"Value":"ftp://a.example/1.png"}', "", 400, "only http and https"),
        ('{"Value":"http://127.0.0.1:1/1.png"}', "", 400, "cannot be fetched"),
        ("--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415, "multipart"),
    ],
)
def test_a_body_that_leads_to_no_picture_is_refused_with_the_reason(
    moderate: Call, body: str, kind: str, status: int, said: str
) -> None:
    response = moderate(EVALUATE, body, kind)
    assert response.status_code == status, response.content
    assert said in response.json()["Message"]


def test_a_flag_that_is_neither_true_nor_false_is_refused(moderate: Call) -> None:
    response = moderate(EVALUATE + "?CacheImage=perhaps", grey())
    assert response.status_code == 400
    assert "CacheImage is 'perhaps'" in response.json()["Message"]


def test_paths_work_in_any_case_with_and_without_a_slash(moderate: Call) -> None:
    for path in ("/processimage/evaluate", "/PROCESSIMAGE/Evaluate/", "//ProcessImage//Evaluate"):
        assert moderate(path, grey()).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Ocp-Apim-Subscription-Key": "0" * 32}])
def test_without_a_key_nothing_is_answered(client: Any, db: None, headers: Any) -> None:
    path = "/contentmoderator/moderate/v1.0/ProcessImage/Evaluate"
    response = client.post(path, grey(), content_type="image/png", headers=headers)
    assert response.status_code == 401
    assert "subscription key" in response.json()["Message"]


def test_a_key_in_the_query_names_the_team_as_well(client: Any, key: str) -> None:
    path = f"/contentmoderator/moderate/v1.0/ProcessImage/Evaluate?Subscription-Key={key}"
    assert client.post(path, grey(), content_type="image/png").status_code == 200


def test_thresholds_of_the_team_come_before_those_of_the_settings(
    moderate: Call, set_up: SetUp, team: Team
) -> None:
    set_up(adult_threshold=1.0, racy_threshold=1.0)
    team.adult_threshold, team.racy_threshold = 0.0, None
    team.save()
    shown = moderate(EVALUATE, grey(), "image/gif").json()
    assert shown["IsImageAdultClassified"] is True
    assert shown["IsImageRacyClassified"] is False
