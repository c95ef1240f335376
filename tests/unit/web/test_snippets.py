"""Code of the console: whatever stands in a request comes out of the code as it went in."""

from __future__ import annotations

import ast
import inspect
import json
import shlex
from typing import Any

import pytest
from azure.cognitiveservices.vision.contentmoderator import ContentModeratorClient
from hypothesis import given
from hypothesis import strategies as st
from msrest.authentication import CognitiveServicesCredentials

from openmoderator.web.console.composing import KEY_HEADER, Composed, Filled
from openmoderator.web.console.snippets import csharp, curl, node, python
from openmoderator.web.console.snippets.azure_sdk import CALLS, azure_sdk

ORIGIN = "https://moderation.example"
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
requests = st.builds(
    Composed,
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    origin=st.just(ORIGIN),
    address=st.just("/a/b%20c?x=%27%22%24%60"),
    headers=st.lists(st.tuples(st.just("Content-Type"), printable), max_size=1).map(tuple),
    body=st.none() | bodies,
)


def after(words: list[str], flag: str) -> list[str]:
    return [words[at + 1] for at, word in enumerate(words) if word == flag]


@given(requests, printable)
def test_a_shell_reads_the_parts_out_of_the_curl_line(request: Composed, key: str) -> None:
    words = shlex.split(curl(request, key or "k"))
    assert words[:4] == ["curl", "-X", request.method, request.url]
    headers = [(KEY_HEADER, key or "k"), *request.headers]
    assert after(words, "-H") == [f"{name}: {value}" for name, value in headers]
    empty = [""] if request.method in ("POST", "PUT") else []
    assert after(words, "--data-raw") == ([request.body] if request.body is not None else empty)


@given(requests)
def test_without_a_key_the_shell_fills_it_in_and_nothing_else(request: Composed) -> None:
    line = curl(request)
    assert f'"{KEY_HEADER}: $KEY"' in line
    # A quote within a quoted part is written between double quotes.
    quoted = line.replace(f'"{KEY_HEADER}: $KEY"', "").replace("'\"'\"'", "")
    outside = "".join(part for at, part in enumerate(quoted.split("'")) if at % 2 == 0)
    assert "$" not in outside
    assert "`" not in outside


def test_a_body_that_begins_with_an_at_sign_is_no_file() -> None:
    words = shlex.split(curl(Composed("POST", ORIGIN, "/", body="@/etc/passwd"), "k"))
    assert after(words, "--data-raw") == ["@/etc/passwd"]
    assert "--data-binary" not in words


def test_a_file_is_sent_as_its_bytes_in_every_language() -> None:
    request = Composed("POST", ORIGIN, "/", file="my 'picture'.png")
    assert after(shlex.split(curl(request, "k")), "--data-binary") == ["@my 'picture'.png"]
    assert "Path(\"my 'picture'.png\").read_bytes()" in python(request)
    assert "readFile(\"my 'picture'.png\")" in node(request)
    assert "ReadAllBytesAsync(\"my 'picture'.png\")" in csharp(request)


@given(requests, printable)
def test_the_python_compiles_and_calls_with_the_very_parts(request: Composed, key: str) -> None:
    asked: dict[str, Any] = {}
    program = python(request, key or "k").replace("import requests", "")
    answer = type("Answer", (), {"status_code": 200, "text": ""})

    class Requests:
        @staticmethod
        def request(method: str, url: str, **more: Any) -> Any:
            asked.update(more, method=method, url=url)
            return answer

    exec(compile(program, "shown.py", "exec"), {"requests": Requests, "print": lambda _text: None})
    assert (asked["method"], asked["url"]) == (request.method, request.url)
    assert asked["headers"] == {KEY_HEADER: key or "k", **dict(request.headers)}
    assert asked.get("data") == (None if request.body is None else request.body.encode())


def strings(code: str) -> list[str]:
    """String literals that JSON can read, in order: those of JavaScript and of C# here."""
    found, decoder, at = [], json.JSONDecoder(strict=True), 0
    while (start := code.find('"', at)) >= 0:
        value, at = decoder.raw_decode(code, start)
        found.append(value)
    return found


@given(requests, printable)
def test_the_literals_of_node_and_csharp_hold_the_very_parts(request: Composed, key: str) -> None:
    for write in (node, csharp):
        literals = strings(write(request, key or "k"))
        assert request.url in literals
        assert (key or "k") in literals
        if request.body is not None:
            assert request.body in literals
            assert all(value in literals for _, value in request.headers if value)


def filled(operation_id: str, file: str | None = None) -> Filled:
    """Every field of the call filled, and a body that fits."""
    values = dict.fromkeys(CALLS[operation_id].named, "7")
    bodies = {
        "create_job": {"ContentValue": 'it\'s "text"'},
        "create_reviews": [{"Type": "Text", "Content": "x", "ContentId": "c", "Metadata": []}],
        "create_term_list": {"Name": "n", "Metadata": {"Key One": "Acceptable"}},
    }
    body = bodies.get(operation_id, {"DataRepresentation": "URL", "Value": "https://x.example"})
    return Filled(values, "application/json", json.dumps(body), file)


@pytest.mark.parametrize("operation_id", CALLS)
@pytest.mark.parametrize("file", [None, "a.png"])
def test_the_call_is_one_that_the_sdk_has_with_those_arguments(
    operation_id: str, file: str | None
) -> None:
    takes_file = operation_id in ("evaluate", "find_faces", "ocr", "match", "add_image")
    given_file = file if takes_file else None
    program = azure_sdk(operation_id, ORIGIN, filled(operation_id, given_file), "k")
    assert program is not None
    make: Any = ContentModeratorClient
    client = make(ORIGIN, CognitiveServicesCredentials("k"))
    calls = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)]
    call = next(it for it in calls if ast.unparse(it.func).startswith("client."))
    method = eval(ast.unparse(call.func), {"client": client})
    named = {str(each.arg): ast.unparse(each.value) for each in call.keywords}
    bound = inspect.signature(method).bind(**named)
    known = set(inspect.signature(method).parameters)
    assert set(bound.kwargs) | set(bound.arguments) - {"operation_config"} <= known


@pytest.mark.parametrize("operation_id", ["get_workflows", "put_workflow", "moderate_texts"])
def test_what_the_sdk_does_not_have_is_not_shown(operation_id: str) -> None:
    assert azure_sdk(operation_id, ORIGIN, Filled({}), None) is None


def test_a_body_that_is_no_json_has_no_sdk_call() -> None:
    broken = Filled({"path.teamName": "t"}, "application/json", "{")
    assert azure_sdk("create_job", ORIGIN, broken, None) is None


def test_the_sdks_key_comes_from_the_environment_unless_it_is_given() -> None:
    hidden = azure_sdk("get_image_lists", ORIGIN, Filled({}), None)
    shown = azure_sdk("get_image_lists", ORIGIN, Filled({}), "secret")
    assert hidden is not None
    assert shown is not None
    assert 'os.environ["KEY"]' in hidden
    assert "'secret'" in shown
    assert "os.environ" not in shown
