"""Many texts or pictures in one native call, each item answered for itself."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from openmoderator.accounts.models import Team
from openmoderator.api.native import items
from openmoderator.demo.pictures import quote_picture

Native = Callable[..., Any]
SetUp = Callable[..., None]
FACE = "\U0001f600"


@pytest.fixture
def native(key: str) -> Native:
    """Posts JSON to a native call; the answer."""

    def send(path: str, body: object, **headers: str) -> Any:
        given = {"Ocp-Apim-Subscription-Key": key} | headers
        return Client().post(
            f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=given
        )

    return send


@pytest.fixture
def pictures(tmp_path: Path, set_up: SetUp) -> str:
    """The address of a folder with a quote, a grey picture, a small one and one that is none."""
    (tmp_path / "quote.png").write_bytes(quote_picture())
    Image.new("RGB", (300, 200), "grey").save(tmp_path / "grey.png")
    Image.new("RGB", (30, 20), "grey").save(tmp_path / "small.png")
    (tmp_path / "none.png").write_bytes(b"hello")
    set_up(url_map=(("https://pictures.example/", tmp_path),))
    return "https://pictures.example/"


def test_texts_are_answered_in_order_with_their_ids(native: Native) -> None:
    body = {"texts": ["hello", {"id": "b", "text": "What a crap phone"}, {"text": ""}]}
    response = native("texts", body | {"options": {"language": "en"}})
    shown = response.json()
    assert response.status_code == 200, shown
    assert list(shown) == ["offset_unit", "results", "tracking_id"]
    assert [one["id"] for one in shown["results"]] == [None, "b", None]
    assert [one["error"] for one in shown["results"]] == [None] * 3
    assert [len(one["result"]["terms"]) for one in shown["results"]] == [0, 1, 0]
    assert shown["tracking_id"] == response["apim-request-id"]


@pytest.mark.parametrize(
    ("query", "unit", "start"),
    [
        ("", "codepoint", 2),
        ("?offsetUnit=codepoint", "codepoint", 2),
        ("?offsetunit=utf16", "utf16", 3),
    ],
)
def test_offsets_count_the_unit_that_was_asked_for(
    native: Native, query: str, unit: str, start: int
) -> None:
    body = {"texts": [f"{FACE} crap"], "options": {"language": "eng"}}
    shown = native("texts" + query, body).json()
    (term,) = shown["results"][0]["result"]["terms"]
    assert (shown["offset_unit"], term["start"], term["length"]) == (unit, start, 4)
    assert list(term) == ["term", "start", "length", "normalized_start", "severity", "list_id"]


def test_what_was_not_asked_for_is_null(native: Native) -> None:
    result = native("texts", {"texts": ["hello"]}).json()["results"][0]["result"]
    assert (result["autocorrected_text"], result["pii"], result["classification"]) == (
        None,
        None,
        None,
    )


def test_personal_data_and_categories_are_given_on_request(native: Native) -> None:
    options = {"language": "eng", "pii": True, "classify": True, "autocorrect": True}
    body = {"texts": ["Write to name@site.test", "Bonjour"], "options": options}
    first, _ = native("texts", body).json()["results"]
    assert first["result"]["pii"] == [
        {
            "kind": "email",
            "text": "name@site.test",
            "start": 9,
            "length": 14,
            "details": {"detected": "name@site.test", "sub_type": "Regular"},
        }
    ]
    assert set(first["result"]["classification"]) == {
        "sexual",
        "suggestive",
        "offensive",
        "review_recommended",
    }


def test_categories_of_many_texts_are_those_of_each_alone(native: Native) -> None:
    texts = ["hello there", "you are a damn fool", "", "what a nice day " * 40]
    options = {"language": "eng", "classify": True}
    together = native("texts", {"texts": texts, "options": options}).json()["results"]
    for text, one in zip(texts, together, strict=True):
        alone = native("texts", {"texts": [text], "options": options}).json()["results"][0]
        for name in ("sexual", "suggestive", "offensive"):
            scores = (entry["result"]["classification"][name] for entry in (one, alone))
            assert next(scores) == pytest.approx(next(scores), abs=0.02)


def test_one_text_that_is_too_long_spoils_no_other(native: Native) -> None:
    shown = native("texts", {"texts": ["x" * 100_001, "hello"]}).json()["results"]
    assert shown[0]["result"] is None
    assert shown[0]["error"]["code"] == "TextTooLong"
    assert shown[0]["error"]["retryable"] is False
    assert shown[1]["error"] is None


def test_a_thousand_texts_are_taken_and_one_more_is_not(native: Native) -> None:
    assert len(native("texts", {"texts": ["hi"] * 1000}).json()["results"]) == 1000
    response = native("texts", {"texts": ["hi"] * 1001})
    assert response.status_code == 400
    assert "texts" in response.json()["Message"]


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("texts", {}, 400, "texts is missing"),
        ("texts", {"texts": []}, 400, "texts"),
        ("texts", {"texts": [1]}, 400, "texts[0] must be an object"),
        ("texts", {"texts": ["x"], "options": {"pi": True}}, 400, "options.pi"),
        ("texts", {"texts": ["x"], "options": {"language": "klingon"}}, 400, "klingon"),
        ("texts", {"texts": ["x"], "options": {"list_ids": [4711]}}, 404, "4711"),
        ("texts?offsetUnit=byte", {"texts": ["x"]}, 400, "offsetUnit"),
        ("pictures", {"pictures": []}, 400, "pictures"),
        ("pictures", {"pictures": ["x"] * 101}, 400, "pictures"),
        (
            "pictures",
            {"pictures": ["x"], "options": {"match": True, "list_id": 4711}},
            404,
            "4711",
        ),
        ("nothing", {}, 404, "Resource not found"),
    ],
)
def test_a_call_that_cannot_be_read_is_refused_as_a_whole(
    native: Native, path: str, body: object, status: int, said: str
) -> None:
    response = native(path, body)
    assert response.status_code == status, response.content
    assert list(response.json()) == ["Error", "Message", "TrackingId", "Errors"]
    assert said in response.json()["Message"]


def test_pictures_are_answered_in_order_each_with_its_result_or_error(
    native: Native, pictures: str
) -> None:
    names = ["grey.png", "none.png", "small.png", "missing.png"]
    asked = [{"id": name, "url": pictures + name} for name in names]
    shown = native("pictures", {"pictures": [*asked, "no address"]}).json()["results"]
    assert [one["id"] for one in shown] == [*names, None]
    assert [one["error"] and one["error"]["code"] for one in shown] == [
        None,
        "InvalidImage",
        "InvalidImageSize",
        "InvalidImageUrl",
        "InvalidImageUrl",
    ]
    assert "smaller than 128" in shown[2]["error"]["message"]
    result = shown[0]["result"]
    assert (result["media_type"], result["width"], result["height"]) == ("image/png", 300, 200)
    assert set(result["evaluation"]) == {"adult_score", "is_adult", "racy_score", "is_racy"}
    assert (result["faces"], result["ocr"], result["matches"]) == (None, None, None)


def test_every_detector_can_be_asked_for(native: Native, pictures: str) -> None:
    options = {"evaluate": False, "faces": True, "ocr": True, "match": True, "enhanced": True}
    body = {"pictures": [pictures + "quote.png"], "options": options}
    result = native("pictures", body).json()["results"][0]["result"]
    assert result["evaluation"] is None
    assert result["faces"] == []
    assert result["ocr"]["text"].startswith("IF WE DID")
    assert result["ocr"]["candidates"]
    assert result["matches"] == []


def test_what_is_not_done_in_time_is_told_so_item_by_item(
    native: Native, pictures: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "TOTAL_SECONDS", 0.0)
    shown = native("pictures", {"pictures": [pictures + "grey.png"] * 3}).json()["results"]
    assert [one["error"]["code"] for one in shown] == ["NotInTime"] * 3
    assert all(one["error"]["retryable"] for one in shown)
    assert native("texts", {"texts": ["hi"]}).json()["results"][0]["error"]["code"] == "NotInTime"


def test_a_key_can_be_tried(key: str, client: Client) -> None:
    headers = {"Ocp-Apim-Subscription-Key": key}
    assert client.get("/api/v1/team", headers=headers).json() == {
        "id": "testteam",
        "name": "Test Team",
    }


def test_without_a_key_or_with_a_wrong_method_the_one_error_shape_answers(
    native: Native, client: Client, db: None
) -> None:
    assert (
        native("texts", {"texts": ["x"]}, **{"Ocp-Apim-Subscription-Key": "x"}).status_code == 401
    )
    response = client.get("/api/v1/texts")
    assert response.status_code == 405
    assert response.json()["Error"]["Code"] == "MethodNotAllowed"
    assert io.BytesIO(response.content).read(1) == b"{"


def test_pictures_are_flagged_by_the_thresholds_of_the_team(
    native: Native, pictures: str, team: Team
) -> None:
    team.adult_threshold, team.racy_threshold = 0.0, 1.0
    team.save()
    shown = native("pictures", {"pictures": [f"{pictures}grey.png"]}).json()
    evaluation = shown["results"][0]["result"]["evaluation"]
    assert (evaluation["is_adult"], evaluation["is_racy"]) == (True, False)
