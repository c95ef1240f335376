"""What no database can hold: the last net under every page.

Forms judge what is typed and say so beside the field. What passes them all the same, such as a
NUL character in an address made by hand, is a bad request and never an error of the server.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import bad_request, page_not_found

log = structlog.get_logger(__name__)


class Unstorable:
    """Middleware: 404 for a path with a NUL character, 400 where the database refuses a value."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is called anything with a NUL in it."""
        if "\0" in request.path_info:
            return page_not_found(request, Http404())
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a bad request for a value that no column takes."""
        if not isinstance(error, DataError):
            return None
        # Neither its text, which may hold what was typed, nor the path, which may be a secret link.
        route = request.resolver_match.route if request.resolver_match else ""
        log.warning("page.value_refused", route=route, error=type(error).__name__)
        return bad_request(request, error)
