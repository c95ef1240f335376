"""The keyboard map over HTTP: a page of its own, and a dialog's inside for the script."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.web.access import for_members
from openmoderator.web.review.keymap import KeyTaken, change_key, keymap, reset_keys
from openmoderator.web.review.options import changed, remember, remembered
from openmoderator.web.team import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def keys(request: MemberRequest) -> HttpResponse:
    """Show the map; a POST gives an ``action`` another ``key``, resets, or turns places on."""
    if request.method != "POST":
        return _map(request)
    try:
        _change(request)
    except KeyTaken as error:
        return _map(request, str(error), 400)
    if request.headers.get("HX-Request"):
        return _map(request)
    messages.success(request, _("Your keys are kept."), extra_tags="good")
    return HttpResponseRedirect(reverse("review-keys"))


def _change(request: MemberRequest) -> None:
    if "reset" in request.POST:
        reset_keys(request.user)
    elif "action" in request.POST:
        change_key(request.user, request.POST["action"], request.POST.get("key", ""))
    else:
        remember(request.user, changed(remembered(request.user), request.POST.dict()))


def _map(request: MemberRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    inside = bool(request.headers.get("HX-Request"))
    return render(
        request,
        "review/keymap.html" if inside else "review/keys_page.html",
        {
            "place": "image",
            "keymap": keymap(request.user),
            "options": remembered(request.user),
            "wrong": wrong,
            "changed": request.POST.get("action", ""),
            "typed": request.POST.get("key", ""),
        },
        status=status,
    )
