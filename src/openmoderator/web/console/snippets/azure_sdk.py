"""A request as a call of the Azure SDK for Python, where the SDK has one for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from openmoderator.web.console.composing import Filled

_JSON: Final = "application/json"
Arguments = list[tuple[str, str]]
"""Names and their values as Python."""


class NotPossible(Exception):
    """The SDK cannot send such a body."""


@dataclass(frozen=True)
class Call:
    """A method of the SDK's client; `named` are its arguments by the fields of the form."""

    method: str
    named: Mapping[str, str]
    body: Callable[[Filled], tuple[str, Arguments]] = lambda _filled: ("", [])


def azure_sdk(operation_id: str, origin: str, filled: Filled, key: str | None) -> str | None:
    """The program; None where the SDK has no such call."""
    call = CALLS.get(operation_id)
    if call is None:
        return None
    try:
        suffix, further = call.body(filled)
    except NotPossible:
        return None
    arguments = [*_named(call, filled), *further]
    name = f"client.{call.method}{suffix}"
    return "\n".join([*_head(origin, key, arguments), "", *_called(name, arguments), ""])


def _head(origin: str, key: str | None, arguments: Arguments) -> Iterator[str]:
    if any("io.BytesIO" in value for _, value in arguments):
        yield "import io"
    if key is None:
        yield "import os"
    if key is None or any("io.BytesIO" in value for _, value in arguments):
        yield ""
    yield "from azure.cognitiveservices.vision.contentmoderator import ContentModeratorClient"
    yield "from msrest.authentication import CognitiveServicesCredentials"
    yield ""
    credentials = 'os.environ["KEY"]' if key is None else repr(key)
    yield "client = ContentModeratorClient("
    yield f"    {origin!r}, CognitiveServicesCredentials({credentials})"
    yield ")"


def _called(name: str, arguments: Arguments) -> Iterator[str]:
    yield f"answer = {name}("
    yield from (f"    {argument}={value}," for argument, value in arguments)
    yield ")"
    yield "print(answer)"


def _named(call: Call, filled: Filled) -> Iterator[tuple[str, str]]:
    for field, argument in call.named.items():
        value = filled.values.get(field, "").strip()
        if value or field in _NEEDED:
            yield argument, _literal(field, value)


def _literal(field: str, value: str) -> str:
    """The value as Python: what the SDK wants as a number or a truth is one."""
    if value in ("true", "false"):
        return value.capitalize()
    if field in _NUMBERS and re.fullmatch(r"-?[0-9]+", value):
        return str(int(value))
    return repr(value)


def _json(filled: Filled) -> Any:
    try:
        return json.loads(filled.body)
    except ValueError:
        raise NotPossible from None


def _fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NotPossible
    return value


def _job(filled: Filled) -> tuple[str, Arguments]:
    if filled.file:
        raise NotPossible
    content = _fields(_json(filled)).get("ContentValue", "")
    return "", [("job_content_type", repr(_JSON)), ("content_value", repr(content))]


def _reviews(filled: Filled) -> tuple[str, Arguments]:
    given = _json(filled)
    items = [
        _python_names(_fields(each)) for each in (given if isinstance(given, list) else [given])
    ]
    return "", [("url_content_type", repr(_JSON)), ("create_review_body", repr(items))]


def _python_names(value: Any) -> Any:
    """Names as the SDK's models spell them."""
    if isinstance(value, list):
        return [_python_names(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): _python_names(each)
        for name, each in value.items()
    }


def _picture(filled: Filled) -> tuple[str, Arguments]:
    if filled.file:
        return "_file_input", [("image_stream", f'open({filled.file!r}, "rb")')]
    given = _fields(_json(filled))
    return "_url_input", [
        ("content_type", repr(_JSON)),
        ("data_representation", repr(given.get("DataRepresentation", "URL"))),
        ("value", repr(given.get("Value", ""))),
    ]


def _text(filled: Filled) -> tuple[str, Arguments]:
    stream = f"io.BytesIO({filled.body!r}.encode())"
    return "", [("text_content_type", repr(filled.media_type)), ("text_content", stream)]


def _list(filled: Filled) -> tuple[str, Arguments]:
    given = _fields(_json(filled))
    body = {name.lower(): value for name, value in given.items()}
    return "", [("content_type", repr(_JSON)), ("body", repr(body))]


_TEAM: Final = {"path.teamName": "team_name"}
_LIST: Final = {"path.listId": "list_id"}
_TERM: Final = {"path.term": "term"}
_LANGUAGE: Final = {"query.language": "language"}
_CACHE: Final = {"query.CacheImage": "cache_image"}
_NEEDED: Final = frozenset({"query.WorkflowName"})
"""Fields that may be empty, which the SDK wants all the same."""
_NUMBERS: Final = frozenset({"query.offset", "query.limit", "query.tag"})
_REVIEWS: Final = "reviews"
_IMAGE: Final = "image_moderation"
_IMAGES: Final = "list_management_image"
_IMAGE_LISTS: Final = "list_management_image_lists"
_TERMS: Final = "list_management_term"
_TERM_LISTS: Final = "list_management_term_lists"
CALLS: Final[Mapping[str, Call]] = {
    "create_job": Call(
        f"{_REVIEWS}.create_job",
        {
            **_TEAM,
            "query.ContentType": "content_type",
            "query.ContentId": "content_id",
            "query.WorkflowName": "workflow_name",
            "query.CallBackEndpoint": "call_back_endpoint",
        },
        _job,
    ),
    "get_job_details": Call(f"{_REVIEWS}.get_job_details", {**_TEAM, "path.JobId": "job_id"}),
    "create_reviews": Call(
        f"{_REVIEWS}.create_reviews", {**_TEAM, "query.subTeam": "sub_team"}, _reviews
    ),
    "get_review": Call(f"{_REVIEWS}.get_review", {**_TEAM, "path.reviewId": "review_id"}),
    "evaluate": Call(f"{_IMAGE}.evaluate", _CACHE, _picture),
    "find_faces": Call(f"{_IMAGE}.find_faces", _CACHE, _picture),
    "ocr": Call(f"{_IMAGE}.ocr", {**_LANGUAGE, **_CACHE, "query.enhanced": "enhanced"}, _picture),
    "match": Call(f"{_IMAGE}.match", {**_CACHE, "query.listId": "list_id"}, _picture),
    "screen_text": Call(
        "text_moderation.screen_text",
        {
            **_LANGUAGE,
            "query.autocorrect": "autocorrect",
            "query.PII": "pii",
            "query.listId": "list_id",
            "query.classify": "classify",
        },
        _text,
    ),
    "detect_language_of_text": Call("text_moderation.detect_language", {}, _text),
    "get_image_lists": Call(f"{_IMAGE_LISTS}.get_all_image_lists", {}),
    "create_image_list": Call(f"{_IMAGE_LISTS}.create", {}, _list),
    "get_image_list": Call(f"{_IMAGE_LISTS}.get_details", _LIST),
    "update_image_list": Call(f"{_IMAGE_LISTS}.update", _LIST, _list),
    "delete_image_list": Call(f"{_IMAGE_LISTS}.delete", _LIST),
    "refresh_image_list": Call(f"{_IMAGE_LISTS}.refresh_index_method", _LIST),
    "add_image": Call(
        f"{_IMAGES}.add_image",
        {**_LIST, "query.tag": "tag", "query.label": "label"},
        _picture,
    ),
    "get_image_ids": Call(f"{_IMAGES}.get_all_image_ids", _LIST),
    "delete_images": Call(f"{_IMAGES}.delete_all_images", _LIST),
    "delete_image": Call(f"{_IMAGES}.delete_image", {**_LIST, "path.ImageId": "image_id"}),
    "get_term_lists": Call(f"{_TERM_LISTS}.get_all_term_lists", {}),
    "create_term_list": Call(f"{_TERM_LISTS}.create", {}, _list),
    "get_term_list": Call(f"{_TERM_LISTS}.get_details", _LIST),
    "update_term_list": Call(f"{_TERM_LISTS}.update", _LIST, _list),
    "delete_term_list": Call(f"{_TERM_LISTS}.delete", _LIST),
    "refresh_term_list": Call(f"{_TERM_LISTS}.refresh_index_method", {**_LIST, **_LANGUAGE}),
    "add_term": Call(f"{_TERMS}.add_term", {**_LIST, **_TERM, **_LANGUAGE}),
    "delete_term": Call(f"{_TERMS}.delete_term", {**_LIST, **_TERM, **_LANGUAGE}),
    "get_terms": Call(
        f"{_TERMS}.get_all_terms",
        {**_LIST, **_LANGUAGE, "query.offset": "offset", "query.limit": "limit"},
    ),
    "delete_terms": Call(f"{_TERMS}.delete_all_terms", {**_LIST, **_LANGUAGE}),
}
"""The calls of the SDK by the ids of our operations. It has none for workflows."""
