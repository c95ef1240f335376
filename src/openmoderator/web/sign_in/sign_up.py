"""Signing up, further teams, and the page after: what a new team has to know once."""

from __future__ import annotations

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from openmoderator.accounts import invitations, joining, sealing
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.accounts.teams import CreatedTeam
from openmoderator.web.people.inviting import ShownInvitation, invite_all, shown
from openmoderator.web.sign_in.forms import FirstForm, SignUpForm, TeamForm, blame, too_many
from openmoderator.web.team import SESSION_KEY

MADE = "made_team"
"""Where the session keeps what the next page shows once; the key in it is sealed."""


@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form for the first person, or for strangers where that is open."""
    if request.user.is_authenticated:
        return redirect("dashboard")
    is_first = joining.waits_for_first_person()
    if not is_first and not settings.OPENMODERATOR.open_signup:
        return render(request, "sign_in/by_invitation.html")
    form_class = FirstForm if is_first else SignUpForm
    if request.method != "POST":
        form = form_class(initial={"token": request.GET.get("token", "")})
        return render(request, "sign_in/sign_up.html", {"form": form, "is_first": is_first})
    if not ratelimit.consume(request, action="signup"):
        return too_many(request)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            done = _signed_up(form)
        except BadField as error:
            blame(form, error)
        else:
            return _welcome(request, done, form.cleaned_data["invite"])
    context = {"form": form, "is_first": is_first}
    return render(request, "sign_in/sign_up.html", context, status=422)


@never_cache
@login_required
def new_team(request: HttpRequest) -> HttpResponse:
    """A further team for somebody who is signed in and may make one."""
    assert isinstance(request.user, User)
    if not joining.may_make_team(request.user):
        return render(request, "sign_in/no_new_team.html", status=403)
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            created = joining.make_team(request.user, form.team())
        except BadField as error:
            blame(form, error)
        else:
            _keep_once(request, created, request.user, form.cleaned_data["invite"])
            return redirect("team-made")
    status = 422 if form.errors else 200
    return render(request, "sign_in/new_team.html", {"form": form}, status=status)


@never_cache
@login_required
def team_made(request: HttpRequest) -> HttpResponse:
    """The first key of a team just made; asked for again, it is gone."""
    kept = request.session.pop(MADE, None)
    mine = Membership.objects.filter(user=request.user.pk, role=Role.ADMIN)
    team = Team.objects.filter(memberships__in=mine, pk=kept["team"]).first() if kept else None
    if kept is None or team is None:
        return redirect("dashboard")
    rows: list[ShownInvitation] = shown(request, invitations.pending(team))
    context = {
        "made": team,
        "key": sealing.unseal(kept["key"].encode()),
        "problems": kept["problems"],
        "invitations": rows,
        "place": "people",
    }
    return render(request, "sign_in/team_made.html", context)


def _signed_up(form: SignUpForm) -> joining.SignedUp:
    if isinstance(form, FirstForm):
        return joining.sign_up_first(form.cleaned_data["token"], form.person(), form.team())
    return joining.sign_up(form.person(), form.team())


def _welcome(request: HttpRequest, done: joining.SignedUp, addresses: str) -> HttpResponse:
    _keep_once(request, done.created, done.user, addresses)
    target = reverse("team-made")
    response: HttpResponse = perform_login(
        request, done.user, email_verification="none", redirect_url=target
    )
    return response


def _keep_once(request: HttpRequest, created: CreatedTeam, user: User, addresses: str) -> None:
    """Ask the others in, and keep what the next page shows."""
    problems = invite_all(request, created.team, user, addresses, Role.REVIEWER)
    request.session[SESSION_KEY] = created.team.pk
    request.session[MADE] = {
        "team": created.team.pk,
        "key": sealing.seal(created.key).decode(),
        "problems": list(problems),
    }
