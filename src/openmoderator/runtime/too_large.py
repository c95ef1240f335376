"""The page for a form that was larger than the server takes; the body is gone by then.

The cap itself is kept by `chunked`, which answers programs.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openmoderator.runtime.chunked import REFUSED


class TooLargeForms:
    """Middleware: 413 with a page that says how much may be sent at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """No view sees such a request: what was typed is not in it."""
        cap = request.META.get(REFUSED)
        if cap is None:
            return self._get_response(request)
        return render(request, "413.html", {"cap": cap}, status=413)
