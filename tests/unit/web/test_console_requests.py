"""Composing requests and samples from an OpenAPI document; what an answer leads to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.web.console.composing import Filled, compose, missing
from openmoderator.web.console.found import Found, found_in, shown
from openmoderator.web.console.operations import Body, Operation, Parameter, read
from openmoderator.web.console.samples import sample

TERM = Operation(
    id="add_term",
    group="Term lists",
    name="Term - Add",
    method="POST",
    path="/lists/{list_id}/terms/{term}",
    summary="",
    description="",
    parameters=(
        Parameter("list_id", "path", True, "", "1"),
        Parameter("term", "path", True, "", "spam"),
        Parameter("language", "query", True, "", "eng"),
        Parameter("tag", "query", False, "", "", many=True),
        Parameter("UrlContentType", "header", False, "", ""),
    ),
    bodies=(),
    body_help="",
    body_needed=False,
    answers=(),
)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(words.map(str.strip).filter(bool), words)
def test_values_come_out_of_the_address_as_they_were_typed(term: str, language: str) -> None:
    values = {"path.list_id": "7", "path.term": term, "query.language": language}
    made = compose(TERM, "http://here", Filled(values))
    path, _, query = made.address.partition("?")
    assert [unquote(part) for part in path.split("/")] == ["", "lists", "7", "terms", term]
    assert parse_qsl(query) == ([("language", language)] if language.strip() else [])
    assert urlsplit(made.url).netloc == "here"


def test_what_is_missing_in_the_path_stays_as_its_placeholder() -> None:
    filled = Filled({"path.list_id": " ", "path.term": "x"})
    assert compose(TERM, "", filled).address == "/lists/{list_id}/terms/x"
    assert missing(TERM, filled) == ["path.list_id"]


def test_several_values_are_sent_each_by_itself() -> None:
    filled = Filled({"path.list_id": "1", "path.term": "x", "query.tag": "7, 8,,"})
    assert compose(TERM, "", filled).address.endswith("?tag=7&tag=8")


def test_a_header_is_sent_on_one_line_and_only_when_there_is_one() -> None:
    known = {"path.list_id": "1", "path.term": "x"}
    assert compose(TERM, "", Filled(known)).headers == ()
    made = compose(TERM, "", Filled(known | {"header.UrlContentType": "a\r\nX: b"}))
    assert made.headers == (("UrlContentType", "a X: b"),)


def test_a_file_replaces_the_text_only_where_files_are_taken() -> None:
    from dataclasses import replace

    text = replace(TERM, bodies=(Body("application/json", "{}"),))
    both = replace(TERM, bodies=(Body("application/json", "{}"), Body("image/png", None)))
    filled = Filled({}, "image/png", "{}", "a.png")
    assert (compose(text, "", filled).body, compose(text, "", filled).file) == ("{}", None)
    assert (compose(both, "", filled).body, compose(both, "", filled).file) == (None, "a.png")


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "example": "x"}, "x"),
        ({"type": "integer", "examples": [7, 8]}, 7),
        ({"enum": ["Image", "Text"]}, "Image"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Pair"}}, [{"Key": "string"}]),
        ({"anyOf": [{"type": "boolean"}, {"type": "null"}]}, False),
        ({"type": "object"}, {}),
    ],
)
def test_a_sample_is_the_schemas_own_example_or_made_of_its_parts(
    schema: dict[str, Any], expected: object
) -> None:
    shapes = {"Pair": {"type": "object", "properties": {"Key": {"type": "string"}}}}
    assert sample(schema, shapes) == expected


def test_a_schema_that_holds_itself_ends() -> None:
    shapes = {"Tree": {"properties": {"below": {"$ref": "#/components/schemas/Tree"}}}}
    assert sample({"$ref": "#/components/schemas/Tree"}, shapes)["below"] is not None


def test_operations_are_read_in_the_order_of_the_groups() -> None:
    def described(name: str, tag: str) -> dict[str, Any]:
        return {"operationId": name, "summary": name, "tags": [tag], "responses": {}}

    document = {
        "components": {"schemas": {}},
        "paths": {
            "/x": {"get": described("odd", "Odd things")},
            "/lists": {"get": described("get_term_lists", "Term lists")},
            "/jobs": {"post": described("create_job", "Jobs")},
        },
    }
    found = read(document)
    assert [(each.group, each.name) for each in found] == [
        ("Job", "Job - Create"),
        ("Term lists", "Term Lists - Get All"),
        ("Odd things", "odd"),
    ]


@pytest.mark.parametrize(
    ("operation_id", "body", "expected"),
    [
        ("create_job", b'{"JobId": "j1"}', [Found("job", "j1")]),
        ("get_job_details", b'{"Id": "j1", "ReviewId": ""}', []),
        ("get_job_details", b'{"Id": "j1", "ReviewId": "r1"}', [Found("review", "r1")]),
        ("create_reviews", b'["r1", "r2"]', [Found("review", "r1"), Found("review", "r2")]),
        ("get_image_ids", b'["r1"]', []),
        ("create_job", b"no JSON", []),
        ("create_job", b'{"JobId": 7}', []),
    ],
)
def test_jobs_and_reviews_are_found_in_answers(
    operation_id: str, body: bytes, expected: list[Found]
) -> None:
    assert found_in(operation_id, body) == expected


def test_an_answer_that_is_no_json_is_shown_as_it_is() -> None:
    assert shown(b"plain \xff") == "plain \ufffd"
    assert shown(b'{"a":1}') == '{\n  "a": 1\n}'
