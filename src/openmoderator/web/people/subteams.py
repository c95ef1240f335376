"""Subteams on the team's page: their people, names and targets."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openmoderator.accounts import subteams
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Subteam
from openmoderator.errors import NotFound
from openmoderator.reviews.models import Review, State
from openmoderator.web.access import for_admins
from openmoderator.web.people.forms import NewSubteamForm, SubteamForm
from openmoderator.web.people.page import team_page
from openmoderator.web.sign_in.forms import blame
from openmoderator.web.team import MemberRequest


@require_POST
@for_admins
def create(request: MemberRequest) -> HttpResponse:
    """A new subteam without members, which is open to the whole team."""
    form = NewSubteamForm(request.POST, prefix="new")
    if form.is_valid():
        try:
            made = subteams.create_subteam(request.team, form.cleaned_data["name"], request.user)
        except BadField as error:
            blame(form, error)
        else:
            return _to(made.pk)
    return team_page(request, new_subteam=form)


@require_POST
@for_admins
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Its name, its target, and from when its members get a mail."""
    form = SubteamForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = subteams.change_subteam(
                request.team,
                request.user,
                pk,
                given["name"],
                given["target_minutes"],
                given["notify_at"],
            )
        except NotFound as error:
            raise Http404(str(error)) from error
        except BadField as error:
            blame(form, error)
        else:
            said = _("%(subteam)s is saved.") % {"subteam": row}
            messages.success(request, said, extra_tags="good")
            return _to(pk)
    return team_page(request, subteam=form, chosen=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first and say what becomes of its items; then remove it."""
    row = Subteam.objects.filter(team=request.team, pk=pk).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        open_ones = Review.objects.filter(team=request.team, subteam=row)
        waiting = open_ones.exclude(state=State.COMPLETE)[:10_000].count()
        context = {"place": "people", "subteam": row, "waiting": waiting}
        return render(request, "people/delete_subteam.html", context)
    name = subteams.delete_subteam(request.team, request.user, pk)
    said = _("%(subteam)s is deleted. What waited in it waits for the whole team.")
    messages.success(request, said % {"subteam": name}, extra_tags="good")
    return redirect("people")


@require_POST
@for_admins
def add_member(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a member of the team work in it."""
    person = request.POST.get("person", "")
    if not person.isdecimal() or len(person) > 18:
        return _to(pk)
    try:
        subteams.add_member(request.team, request.user, pk, int(person))
    except NotFound as error:
        raise Http404(str(error)) from error
    return _to(pk)


@require_POST
@for_admins
def remove_member(request: MemberRequest, pk: int, user_id: int) -> HttpResponse:
    """Take a person out of it."""
    try:
        subteams.remove_member(request.team, request.user, pk, user_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    return _to(pk)


def _to(pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('people')}?subteam={pk}#subteams")
