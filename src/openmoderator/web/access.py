"""Who may open the screens: signed-in members of a team, everybody else is led away.

Scripts are told and never led away: the page that asks may hold what nobody has sent yet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Role
from openmoderator.web.team import PAGE_KEY, MemberRequest, enter_team_of_page, named_team

P = ParamSpec("P")
MemberView = Callable[Concatenate[MemberRequest, P], HttpResponse]


def for_members(view: MemberView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let members through, into the team that their page names; strangers have to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if getattr(request, "team", None) is None:
            return render(request, "frame/no_team.html", status=403)
        enter_team_of_page(request)
        response = view(cast("MemberRequest", request), *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def for_admins(view: MemberView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let administrators of the team through; other members are told so with 403."""

    @wraps(view)
    def guarded(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.membership.role != Role.ADMIN:
            return render(request, "frame/admins_only.html", status=403)
        return view(request, *args, **kwargs)

    return for_members(guarded)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(_("Your session ended."), status=401, content_type="text/plain")
    return redirect_to_login(
        request.get_full_path() if request.method == "GET" else _page_of(request)
    )


def _page_of(request: HttpRequest) -> str:
    """A POST cannot be repeated after signing in: lead to the screen it came from."""
    query = request.GET.copy()
    if team := named_team(request):
        query[PAGE_KEY] = team
    path = request.path.rpartition("/")[0] or "/"
    return f"{path}?{query.urlencode()}" if query else path
