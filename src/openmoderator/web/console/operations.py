"""The operations of our OpenAPI document as the console shows them. Pure but for `operations`,
which asks this server for the document once a process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.urls import reverse

from openmoderator.web.console.dispatch import send
from openmoderator.web.console.names import GROUPS, NAMES
from openmoderator.web.console.samples import sample

_HERE: Final = {
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "HTTP_HOST": "localhost",
    "wsgi.url_scheme": "http",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter: `where` is ``path``, ``query`` or ``header``; `options` where few values
    are possible; `many` where it may be repeated."""

    name: str
    where: str
    required: bool
    description: str
    sample: str
    options: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class Body:
    """One media type that the operation takes; `sample` is None for the bytes of a file."""

    media_type: str
    sample: str | None


@dataclass(frozen=True)
class Sample:
    """An answer of the operation: status, what it is called, and an example of its body."""

    status: str
    description: str
    body: str


@dataclass(frozen=True)
class Operation:
    """One operation of the API."""

    id: str
    group: str
    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    body_help: str
    body_needed: bool
    answers: tuple[Sample, ...]

    @property
    def takes_file(self) -> bool:
        """Whether the bytes of a file can be its body."""
        return any(body.sample is None for body in self.bodies)


@cache
def operations() -> dict[str, Operation]:
    """Every operation by its id, in the order of the groups and of the document."""
    answer = send(_HERE, "GET", reverse("api-description"), {})
    return {each.id: each for each in read(json.loads(answer.body))}


def groups() -> list[tuple[str, list[Operation]]]:
    """The operations under the names of their groups."""
    found: dict[str, list[Operation]] = {}
    for each in operations().values():
        found.setdefault(each.group, []).append(each)
    return list(found.items())


def read(document: Mapping[str, Any]) -> list[Operation]:
    """The operations of a document, grouped by their first tags."""
    order = {name: place for place, name in enumerate(GROUPS.values())}
    found = list(_all(document))
    return sorted(found, key=lambda each: order.get(each.group, len(order)))


def _all(document: Mapping[str, Any]) -> Iterator[Operation]:
    shapes = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, given in methods.items():
            yield _operation(path, method.upper(), given, shapes)


def _operation(
    path: str, method: str, given: Mapping[str, Any], shapes: Mapping[str, Any]
) -> Operation:
    tag, body = given["tags"][0], given.get("requestBody", {})
    return Operation(
        id=given["operationId"],
        group=GROUPS.get(tag, tag),
        name=NAMES.get(given["operationId"], given["summary"]),
        method=method,
        path=path,
        summary=given["summary"],
        description=given.get("description", ""),
        parameters=tuple(_parameter(each, shapes) for each in given.get("parameters", ())),
        bodies=tuple(_body(kind, it, shapes) for kind, it in body.get("content", {}).items()),
        body_help=body.get("description", ""),
        body_needed=bool(body.get("required")),
        answers=tuple(
            _answer(status, it, shapes) for status, it in sorted(given["responses"].items())
        ),
    )


def _parameter(given: Mapping[str, Any], shapes: Mapping[str, Any]) -> Parameter:
    schema = given["schema"]
    known = {**schema, **given} if given.get("example") or given.get("examples") else schema
    needed = bool(given.get("required"))
    value = known.get("example") or next(iter(known.get("examples") or ()), None)
    if value is None and needed:
        value = sample(schema, shapes)
    return Parameter(
        name=given["name"],
        where=given["in"],
        required=needed,
        description=given.get("description", ""),
        sample="" if value is None else str(value),
        options=_options(schema),
        many=schema.get("type") == "array",
    )


def _options(schema: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = [schema, *schema.get("anyOf", ())]
    if any(kind.get("type") == "boolean" for kind in kinds):
        return ("true", "false")
    return tuple(str(each) for each in schema.get("enum", ()))


def _body(kind: str, given: Mapping[str, Any], shapes: Mapping[str, Any]) -> Body:
    if given["schema"].get("format") == "binary":
        return Body(kind, None)
    value = given.get("example", sample(given["schema"], shapes))
    return Body(kind, value if isinstance(value, str) else pretty(value))


def _answer(status: str, given: Mapping[str, Any], shapes: Mapping[str, Any]) -> Sample:
    content = next(iter(given.get("content", {}).values()), None)
    body = "" if content is None else pretty(sample(content["schema"], shapes))
    return Sample(str(status), given.get("description", ""), body)


def pretty(value: Any) -> str:
    """JSON for reading."""
    return json.dumps(value, indent=2, ensure_ascii=False)
