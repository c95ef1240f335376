"""Callers that are older than the SDK: what they send is read, and errors reach them."""

from __future__ import annotations

import http.client
import io
import json
import uuid
from collections.abc import Iterator

import pytest
from tests.acceptance.calling import TeamOnIt, Wire, direct
from tests.acceptance.running import Installation, installation

from openmoderator.demo.pictures import quote_picture

RUDE = "This crap phone broke. Write to name@site.test."
OCR = {
    "type": "Image",
    "expression": {
        "connectorName": "moderator",
        "outputName": "hasText",
        "operator": "eq",
        "value": True,
    },
}


@pytest.fixture(scope="module")
def served() -> Iterator[Installation]:
    """An installation for these tests."""
    with installation() as made:
        yield made


@pytest.fixture(scope="module")
def team(served: Installation) -> TeamOnIt:
    """The callers' team."""
    return served.make_team("Old Callers")


@pytest.fixture(scope="module")
def wire(served: Installation, team: TeamOnIt) -> Wire:
    """The team's API, with a workflow as the oldest client writes one: camelCase, bare."""
    made = Wire(served.base, team)
    assert made.call("PUT", "workflows/OCR", json=OCR).json() is True
    return made


def test_a_chunked_body_is_read_whole(wire: Wire) -> None:
    text = "chunk " * 2000 + RUDE
    body = json.dumps({"ContentValue": text}).encode()
    pieces = (body[at : at + 700] for at in range(0, len(body), 700))
    answer = wire.call("POST", "jobs", params=text_job(), data=pieces)
    job = wire.ended(answer.json()["JobId"])
    assert wire.review(job["ReviewId"])["Content"] == text


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "text/json"}, {"ContentValue": RUDE}),
        ({"Content-Type": "application/json; charset=utf-8"}, {"contentValue": RUDE}),
        ({"Content-Type": ""}, {"contentvalue": RUDE}),
        ({"Content-Type": "image/jpeg"}, {"ContentValue": RUDE}),
    ],
)
def test_json_is_read_whatever_its_type_and_the_case_of_its_names(
    wire: Wire, headers: dict[str, str], body: dict[str, str]
) -> None:
    data = json.dumps(body).encode()
    answer = wire.call("POST", "jobs", params=text_job(), data=data, headers=headers)
    assert wire.ended(answer.json()["JobId"])["ReviewId"]


def test_a_byte_order_mark_before_the_json_is_passed_over(wire: Wire) -> None:
    data = b"\xef\xbb\xbf" + json.dumps({"ContentValue": RUDE}).encode()
    answer = wire.call("POST", "jobs", params=text_job(), data=data)
    assert wire.ended(answer.json()["JobId"])["ReviewId"]


def test_doubled_slashes_other_case_and_a_key_in_the_query_reach_the_same_job(
    served: Installation, team: TeamOnIt, wire: Wire
) -> None:
    made = wire.create_job("Text", "c", RUDE)
    path = f"//ContentModerator//Review/v1.0/Teams/{team.id.upper()}/Jobs/{made}/"
    answer = direct().get(f"{served.base}{path}?subscription-key={team.key}&", timeout=30)
    assert (answer.status_code, answer.json()["Id"]) == (200, made)


def test_raw_picture_bytes_of_the_old_client_are_a_picture_job(wire: Wire) -> None:
    asked = {"contenttype": "image", "contentid": "raw", "workflowname": "ocr"}
    headers = {"Content-Type": "image/jpeg"}
    answer = wire.call(
        "POST", "jobs", params=asked, data=io.BytesIO(quote_picture()), headers=headers
    )
    job = wire.ended(answer.json()["JobId"])
    assert job["Status"] == "Complete"
    assert "ASTOUND \r\nOURSELVES \r\n" in str(dict(map(pair, job["ResultMetaData"]))["ocrText"])


@pytest.mark.parametrize("chunked", [True, False])
def test_an_error_on_a_body_of_30_mb_is_read_and_no_reset(
    served: Installation, team: TeamOnIt, chunked: bool
) -> None:
    block = b"x" * 65536
    blocks = 30 * 1024 * 1024 // len(block)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    path = f"/contentmoderator/review/v1.0/teams/{team.id}/jobs?ContentType=Image&ContentId=big"
    length = {} if chunked else {"Content-Length": str(blocks * len(block))}
    headers = {"Ocp-Apim-Subscription-Key": team.key, "Content-Type": "image/png", **length}
    connection.request(
        "POST", path, (block for _ in range(blocks)), headers, encode_chunked=chunked
    )
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["Error"]["Code"] == "RequestTooLarge"
    connection.close()


def test_one_connection_serves_calls_before_and_after_an_error(
    served: Installation, team: TeamOnIt, wire: Wire
) -> None:
    made = wire.create_job("Text", "c", RUDE)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    base = f"/contentmoderator/review/v1.0/teams/{team.id}"
    headers = {"Ocp-Apim-Subscription-Key": team.key}
    statuses = []
    for method, path, body in [
        ("GET", f"/jobs/{made}", None),
        ("POST", "/jobs?ContentType=Text&ContentId=c", b"{broken"),
        ("GET", f"/jobs/{made}", None),
    ]:
        connection.request(method, base + path, body, headers)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    assert statuses == [200, 400, 200]


def text_job() -> dict[str, str]:
    """The query of a text job."""
    return {"ContentType": "Text", "ContentId": uuid.uuid4().hex}


def pair(entry: dict[str, str]) -> tuple[str, str]:
    """Key and value."""
    return entry["Key"], entry["Value"]
