"""Who may open the screens: signed-in members of a team, everybody else is led away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openmoderator.web.team import MemberRequest

P = ParamSpec("P")
MemberView = Callable[Concatenate[MemberRequest, P], HttpResponse]


def for_members(view: MemberView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let members through; send strangers to the sign-in page and back afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if getattr(request, "team", None) is None:
            return render(request, "frame/no_team.html", status=403)
        response = view(cast("MemberRequest", request), *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else _page_of(request)
    redirect = redirect_to_login(back)
    if request.headers.get("HX-Request"):
        # htmx would put the sign-in page into the middle of this one.
        return HttpResponse(status=204, headers={"HX-Redirect": redirect.url})
    return redirect


def _page_of(request: HttpRequest) -> str:
    """A POST cannot be repeated after signing in: lead to the screen it came from."""
    return request.path.rpartition("/")[0] or "/"
