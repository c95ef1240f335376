"""The native operations put together: the keys, the reader and the errors of the wire."""

from __future__ import annotations

from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from openmoderator import __version__
from openmoderator.api.azure.keys import SubscriptionKey, SubscriptionKeyInQuery
from openmoderator.api.azure.reading import LenientParser
from openmoderator.api.azure.service import on_exception
from openmoderator.api.native import key, pictures, texts

service = NinjaAPI(
    title="OpenModerator, native calls",
    version=__version__,
    urls_namespace="native",
    openapi_url=None,
    docs_url=None,
    auth=[SubscriptionKey(), SubscriptionKeyInQuery()],
    parser=LenientParser(),
)
for _room in (texts, pictures, key):
    service.add_router("", _room.router)
for _kind in (Exception, Http404, HttpError, ValidationError):
    service.add_exception_handler(_kind, on_exception)
