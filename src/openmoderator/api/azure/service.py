"""The operations of the wire put together, with one reader, one guard and one error shape."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from openmoderator import __version__
from openmoderator.api.azure import (
    image_lists,
    jobs,
    matching,
    pictures,
    reviews,
    term_lists,
    texts,
    workflows,
)
from openmoderator.api.azure.answers import error_answer
from openmoderator.api.azure.errors import respond
from openmoderator.api.azure.keys import SubscriptionKey, SubscriptionKeyInQuery
from openmoderator.api.azure.reading import LenientParser

DESCRIPTION = """\
The wire of Azure Content Moderator v1.0: an application keeps its SDK and changes the endpoint
and the key. Paths and the names of queries and JSON fields are read in any letter case; answers
are spelled exactly as shown. Every error has the shape `WireError`.
"""

service = NinjaAPI(
    title="OpenModerator",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="wire",
    openapi_url=None,
    docs_url=None,
    auth=[SubscriptionKey(), SubscriptionKeyInQuery()],
    parser=LenientParser(),
)
for _room in (jobs, reviews, workflows, pictures, matching, texts, image_lists, term_lists):
    service.add_router("", _room.router)


def on_exception(request: HttpRequest, error: Any) -> HttpResponse:
    """Whatever goes wrong in an operation."""
    return respond(request, error)


# Ninja has handlers of its own for three of these; the wire has one shape for all.
for _kind in (Exception, Http404, HttpError, ValidationError):
    service.add_exception_handler(_kind, on_exception)


@csrf_exempt
def unknown_path(request: HttpRequest) -> HttpResponse:
    """Anything below ``/contentmoderator`` that is no operation."""
    message = "Resource not found: there is no such path. Check it against the list at /api/docs."
    return error_answer(request, 404, "NotFound", message)
