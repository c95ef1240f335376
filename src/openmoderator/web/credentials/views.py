"""Credentials (review-tool 11): addresses, team id, and the keys of the team.

A new key is shown once, in the answer to the very POST that makes it: so it never rests in a
session or an address. The form names its press with `once`; the same press sent again (a reload)
makes no second key.
"""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.accounts.keys import CreatedKey, create_key, keys_of, revoke_key
from openmoderator.accounts.models import ApiKey
from openmoderator.lists.models import ImageList, TermList
from openmoderator.web.access import for_admins
from openmoderator.web.credentials.endpoints import endpoints
from openmoderator.web.credentials.form import KeyForm
from openmoderator.web.team import MemberRequest

PRESSES = "keys_made"
"""In the session: the presses that made a key, the latest last."""
MOST_PRESSES = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def credentials(request: MemberRequest) -> HttpResponse:
    """The page; a POST makes a key and shows it."""
    if request.method != "POST":
        return _page(request, KeyForm())
    form = KeyForm(request.POST)
    once = request.POST.get("once", "")[:64]
    if once in request.session.get(PRESSES, ()):
        messages.error(
            request,
            _("This key was made already and is not shown again. Revoke it if it was lost."),
            extra_tags="bad",
        )
        return redirect("credentials")
    if not form.is_valid():
        return _page(request, form, status=422)
    made = create_key(
        request.team,
        form.cleaned_data["name"],
        created_by=request.user,
        expires_at=form.cleaned_data["expires"],
    )
    request.session[PRESSES] = [*request.session.get(PRESSES, ()), once][-MOST_PRESSES:]
    return _page(request, KeyForm(), made)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def revoke(request: MemberRequest, key: int) -> HttpResponse:
    """Ask whether to revoke a key; a POST does it."""
    listed = ApiKey.objects.filter(team=request.team, for_console=False)
    row = get_object_or_404(listed.select_related("created_by"), pk=key)
    if request.method != "POST":
        return render(request, "credentials/revoke.html", {"place": "credentials", "key": row})
    if revoke_key(request.team, request.user, row.pk):
        messages.success(request, _("The key is revoked. It opens nothing."), extra_tags="good")
    return redirect("credentials")


def _page(
    request: MemberRequest, form: KeyForm, made: CreatedKey | None = None, status: int = 200
) -> HttpResponse:
    team, now = request.team, timezone.now()
    keys = keys_of(team)
    context = {
        "place": "credentials",
        "form": form,
        "made": made,
        "once": secrets.token_urlsafe(18),
        "endpoints": endpoints(request),
        "live": [key for key in keys if _is_live(key)],
        "shut": [key for key in keys if not _is_live(key)],
        "term_list": TermList.objects.filter(team=team, pk=team.term_list or 0).first(),
        "image_list": ImageList.objects.filter(team=team, pk=team.image_list or 0).first(),
        "today": now.date().isoformat(),
    }
    return render(request, "credentials/credentials.html", context, status=status)


def _is_live(key: ApiKey) -> bool:
    over = key.expires_at is not None and key.expires_at <= timezone.now()
    return key.revoked_at is None and not over
