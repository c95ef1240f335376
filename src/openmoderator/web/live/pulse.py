"""The question that every open page repeats: has anything changed in my team?

Answered before session, person and team are looked up, so that hundreds of open tabs cost next
to nothing: the page was given a signed token when it was drawn. The answer tells that something
changed, never what; what it is, the page then asks with its session.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from openmoderator.accounts.models import Team
from openmoderator.web.live.fingerprint import fingerprint

PATH = "/live/pulse"
SALT = "openmoderator.web.live"
_signer = signing.Signer(salt=SALT)


def token(team: Team) -> str:
    """What a page of `team` asks with. It never runs out: a tab may be open for days."""
    return _signer.sign(str(team.pk))


class Pulse:
    """Middleware that answers ``GET /live/pulse?of=<token>``: 304, or 204 with a new ETag."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a pulse; pass everything else on."""
        if request.path != PATH:
            return self._get_response(request)
        try:
            team = int(_signer.unsign(request.GET.get("of", "")))
        except (signing.BadSignature, ValueError):
            return HttpResponse("No such page.\n", status=404, content_type="text/plain")
        return _answer(request, f'"{fingerprint(team)}"')


def _answer(request: HttpRequest, etag: str) -> HttpResponse:
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(status=204, headers=headers)
