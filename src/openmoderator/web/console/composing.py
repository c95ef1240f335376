"""From a filled form to the request that it describes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from openmoderator.web.console.operations import Operation, Parameter

KEY_HEADER = "Ocp-Apim-Subscription-Key"


@dataclass(frozen=True)
class Composed:
    """A request ready to be sent. `headers` are without the key; `address` is path and query,
    percent-encoded; at most one of `body` (a text) and `file` (a name) is there."""

    method: str
    origin: str
    address: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    file: str | None = None

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.address


@dataclass(frozen=True)
class Filled:
    """What stands in the form: values by ``<where>.<name>``, media type and body."""

    values: Mapping[str, str]
    media_type: str = ""
    body: str = ""
    file: str | None = None


def field_name(parameter: Parameter) -> str:
    """The name of a parameter's field in the form."""
    return f"{parameter.where}.{parameter.name}"


def missing(operation: Operation, filled: Filled) -> list[str]:
    """The fields without which there is no address."""
    names = [field_name(each) for each in operation.parameters if each.where == "path"]
    return [name for name in names if not filled.values.get(name, "").strip()]


def compose(operation: Operation, origin: str, filled: Filled) -> Composed:
    """The request; what is empty in a path stays as its placeholder."""
    file = filled.file if operation.takes_file else None
    body = filled.body if operation.bodies and not file else None
    headers = [*_headers(operation, filled)]
    if operation.bodies:
        headers.append(("Content-Type", filled.media_type))
    return Composed(
        method=operation.method,
        origin=origin,
        address=_address(operation, filled),
        headers=tuple(headers),
        body=body,
        file=file,
    )


def _address(operation: Operation, filled: Filled) -> str:
    path = operation.path
    for each in operation.parameters:
        value = filled.values.get(field_name(each), "").strip()
        if each.where == "path" and value:
            path = path.replace(f"{{{each.name}}}", quote(value, safe=""))
    query = [
        (each.name, value)
        for each in operation.parameters
        if each.where == "query"
        for value in _values(each, filled.values.get(field_name(each), ""))
    ]
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path


def _values(parameter: Parameter, text: str) -> list[str]:
    """What is sent of a field: nothing where it is empty, each part of a repeated one."""
    parts = text.split(",") if parameter.many else [text]
    return [part.strip() if parameter.many else part for part in parts if part.strip()]


def _headers(operation: Operation, filled: Filled) -> list[tuple[str, str]]:
    named = [
        (each.name, " ".join(filled.values.get(field_name(each), "").split()))
        for each in operation.parameters
        if each.where == "header"
    ]
    return [(name, value) for name, value in named if value]
