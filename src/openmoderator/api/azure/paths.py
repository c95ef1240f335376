"""The gate of the wire: folds paths on the way in, completes answers on the way out.

Contract 1.1: any letter case, doubled slashes, slash or none at the end. Only the fixed words
of a path are folded; team, workflow name, id and term keep their spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from openmoderator.api.azure.answers import finish

_WIRE: Final = re.compile(r"/+contentmoderator(?:/|\Z)", re.IGNORECASE | re.ASCII)
_NATIVE: Final = "/api/v1/"
_TERMS: Final = re.compile(
    r"(/+contentmoderator/+lists/+[^/]+/+termlists/+[^/]+/+terms)/(.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
"""A term may hold slashes, which arrive decoded: the whole tail is the term."""

_CALLERS_OWN: Final = {"review": frozenset({4, 6}), "lists": frozenset({4, 6})}
"""Which segments of ``contentmoderator/<area>/v1.0/...`` are names or ids, counted from 0."""


def is_wire(path: str) -> bool:
    """Whether the path belongs to the wire."""
    return _WIRE.match(path) is not None


def fold(path: str) -> str:
    """The one spelling of a path of the wire: fixed words in lower case, single slashes.

    A NUL, which no name or id can hold, becomes U+FFFD. Other paths come back as they are.
    """
    if not is_wire(path):
        return path
    path = path.replace("\0", "\ufffd")
    term = _TERMS.fullmatch(path)
    fixed, tail = (term[1], _term(term[2])) if term else (path, "")
    segments = [segment for segment in fixed.split("/") if segment]
    own = _CALLERS_OWN.get(segments[1].lower(), frozenset()) if len(segments) > 1 else frozenset()
    folded = [text if index in own else _lower(text) for index, text in enumerate(segments)]
    return "/" + "/".join([*folded, tail] if tail else folded)


def _term(tail: str) -> str:
    """The tail without one slash at its end; alone it is the term itself, not all terms."""
    return tail if tail == "/" else tail.removesuffix("/")


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else text


class CaseBlindPaths:
    """Middleware, first of all: what is no API passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give every path of the wire one spelling, and every answer of an API its headers."""
        if request.path_info.startswith(_NATIVE):
            return finish(request, self.get_response(request))
        if not is_wire(request.path_info):
            return self.get_response(request)
        folded = fold(request.path_info)
        request.path = request.path.removesuffix(request.path_info) + folded
        request.path_info = folded
        return finish(request, self.get_response(request))
