"""Small requests of the frame itself: badges, theme and team."""

from __future__ import annotations

import json
from hashlib import sha256

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from openmoderator.accounts.models import Team
from openmoderator.reviews.queue import release_all
from openmoderator.web import assets
from openmoderator.web.access import for_members
from openmoderator.web.live.others import others
from openmoderator.web.team import SESSION_KEY, MemberRequest, waiting
from openmoderator.web.templatetags.screens import capped

THEMES = ("system", "light", "dark")


@require_GET
@for_members
def counts(request: MemberRequest) -> HttpResponse:
    """The badges' figures and who else is at work, as JSON; 304 while they are those of
    ``If-None-Match``.
    """
    figures: dict[str, object] = {
        kind: {"number": number, "text": capped(number)}
        for kind, number in waiting(request.team).items()
    }
    figures["others"] = others(request.team, request.user)
    body = json.dumps(figures).encode()
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)


@require_POST
@for_members
def switch_team(request: MemberRequest) -> HttpResponse:
    """Work in another team from now on; what the person holds in the one they leave goes back."""
    mine = Team.objects.filter(memberships__user=request.user)
    team = get_object_or_404(mine, public_id=request.POST.get("team", ""))
    if team != request.team:
        release_all(request.team, request.user)
    request.session[SESSION_KEY] = team.pk
    return redirect("dashboard")


@require_GET
@for_members
def fresh_token(request: MemberRequest) -> HttpResponse:
    """``{"token": ...}`` against forgery, for a page whose own one was replaced by signing in."""
    return JsonResponse({"token": get_token(request)})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme with the person and go back to where they were."""
    chosen = request.POST.get("theme")
    if request.user.is_authenticated and chosen in THEMES:
        request.user.theme = chosen
        request.user.save(update_fields=["theme"])
    return HttpResponseRedirect(safe_next(request, request.POST.get("next")))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language with the person and go back to where they were."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return HttpResponseRedirect(safe_next(request, request.POST.get("next")))


@require_GET
def favicon(_request: HttpRequest) -> HttpResponse:
    """For browsers that ask for the old name."""
    return HttpResponseRedirect(assets.address("frame/favicon.svg"))


def safe_next(request: HttpRequest, target: str | None) -> str:
    """`target` if it stays on this host, else the first page."""
    if target and url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    ):
        return target
    return "/"
