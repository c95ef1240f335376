"""Looking at lists: all of a kind, one of them, how far it is published, and what it finds."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openmoderator.errors import OpenModeratorError
from openmoderator.lists import catalogue
from openmoderator.lists.acting import acting
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.standing import standings
from openmoderator.web.access import for_admins
from openmoderator.web.lists.kinds import Kind
from openmoderator.web.lists.page import chosen_language, found, show
from openmoderator.web.lists.testing import try_picture, try_text
from openmoderator.web.team import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def overview(request: MemberRequest, kind: Kind) -> HttpResponse:
    """The team's lists of a kind; a POST makes one."""
    error = _created(request, kind) if request.method == "POST" else ""
    if isinstance(error, HttpResponse):
        return error
    context = {
        "place": kind.overview,
        "kind": kind,
        "all_lists": standings(kind.model, request.team),
        "error": error,
        "typed": request.POST,
    }
    return render(request, "lists/overview.html", context, status=422 if error else 200)


def _created(request: MemberRequest, kind: Kind) -> HttpResponse | str:
    """Where the new list is, or what is wrong with its name."""
    name = request.POST.get("name", "").strip()
    if not name:
        return _("Give the list a name.")
    description = request.POST.get("description", "").strip()
    fields = ListFields(name, description, negative="negative" in request.POST)
    try:
        with acting(request.user):
            made = catalogue.create(kind.model, request.team, fields)
    except OpenModeratorError as problem:
        return str(problem)
    messages.success(request, _("The list is there. Now fill it."), extra_tags="good")
    return redirect(kind.page, made.pk)


@require_safe
@for_admins
def one_list(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """One list."""
    return show(request, kind, found(request, kind, list_id))


@require_safe
@for_admins
def state(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """How far the list is published, as a piece of its page; 304 while nothing changed."""
    listed = found(request, kind, list_id)
    language = chosen_language(request, kind, listed)
    context = {"kind": kind, "row": listed.row, "standing": listed.of(language)}
    body = render_to_string("lists/state.html", context, request).encode()
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, headers=headers)


@require_POST
@for_admins
def test(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """What the published list finds in a text or a picture. Keeps neither."""
    listed = found(request, kind, list_id)
    if not listed.of(chosen_language(request, kind, listed)).is_published:
        error = _("Nothing of this list is published yet. Press Refresh first.")
        return show(request, kind, listed, {"test": error})
    try:
        result: Any = _tried(request, kind, listed)
    except OpenModeratorError as problem:
        return show(request, kind, listed, {"test": str(problem)})
    return show(request, kind, listed, tested=result)


def _tried(request: MemberRequest, kind: Kind, listed: Any) -> Any:
    if kind.is_terms:
        language = chosen_language(request, kind, listed)
        return try_text(request.team, listed.row, language, request.POST.get("text", ""))
    return try_picture(request.team, listed.row, request.FILES.get("picture"))
