"""Reading query and body whatever the headers say (contract 1.1, 1.3).

JSON under any or no Content-Type, with or without byte order mark; names in any ASCII case;
NUL characters and lone surrogates become U+FFFD, one for one, so that offsets stay. Knows no
field of any operation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from openmoderator.api.azure.errors import TooLarge, UnsupportedMedia
from openmoderator.callbacks.storable import storable
from openmoderator.errors import BadInput
from openmoderator.workflows.grammar.bounded import loads_bounded

THE_BODY = "The body"


class CaseBlindDict(dict[str, Any]):
    """A dict whose `get` finds a name in any ASCII case: the exact one first, else the last."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of that name."""
        if key in self:
            return self[key]
        wanted = key.lower()
        found = [value for name, value in self.items() if _lower(name) == wanted]
        return found[-1] if found else default


class LenientParser(Parser):
    """Ninja's way to query and body, with the leniency of the wire."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON value of the body. Raises `BadInput`, `TooLarge` or `UnsupportedMedia`."""
        return read_json(body_of(request), request.content_type or "")

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Query values by name in any case; an empty value counts as not given."""
        return query_of(data)


def query_of(data: Mapping[str, Any]) -> CaseBlindDict:
    """The query's last value of each name, the empty ones left out."""
    return CaseBlindDict({name: storable(data[name]) for name in data if data[name]})


def body_of(request: HttpRequest) -> bytes:
    """The bytes of the body. Raises `TooLarge` above ``OPENMODERATOR_MAX_BODY_BYTES``."""
    body = request.body
    limit = settings.OPENMODERATOR.max_body_bytes
    if len(body) > limit:
        message = f"The request body is larger than {limit} bytes."
        raise TooLarge(message)
    return body


def read_json(body: bytes, media_type: str) -> Any:
    """The cleaned JSON value. A multipart body that is none raises `UnsupportedMedia`."""
    try:
        return _cleaned(loads_bounded(body, THE_BODY))
    except BadInput as error:
        if media_type.startswith("multipart/"):
            message = f"A body of type {media_type} cannot be read here: send JSON."
            raise UnsupportedMedia(message) from None
        # Not the workflow's error: this body may have nothing to do with one.
        raise BadInput(str(error)) from None


def fold_keys(data: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """`data` with each known field under its exact name; where spellings collide, the exact
    one wins, else the last. Other keys are left out."""
    blind = CaseBlindDict(data)
    missing = object()
    found = {name: blind.get(name, missing) for name in known}
    return {name: value for name, value in found.items() if value is not missing}


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else text


def _cleaned(value: Any) -> Any:
    """As deep as the reader of the JSON allowed."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and not math.isfinite(value):
        message = f"{THE_BODY} holds {value}, which is no number of JSON: leave it out."
        raise BadInput(message)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): _cleaned(item) for key, item in value.items()}
    return value
