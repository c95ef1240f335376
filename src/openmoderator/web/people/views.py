"""The team's page for administrators: members and invitations. The rules are in `accounts`."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openmoderator.accounts import invitations, members, subteams
from openmoderator.accounts.models import Role
from openmoderator.errors import BadInput, NotAllowed, NotFound
from openmoderator.web.access import for_admins
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.people.forms import InviteForm
from openmoderator.web.people.inviting import absolute, deliver
from openmoderator.web.people.page import by_member, team_page
from openmoderator.web.team import MemberRequest


@require_safe
@for_admins
def people(request: MemberRequest) -> HttpResponse:
    """Members, invitations, subteams."""
    return team_page(request)


@require_safe
@for_admins
def csv(request: MemberRequest) -> HttpResponse:
    """Everybody of the team as a file."""
    groups = by_member(subteams.with_members(request.team))

    def works_in(user_id: int) -> str:
        return ", ".join(str(group) for group in groups.get(user_id, ()))

    rows = (
        (str(each.user), each.user.email, each.role, works_in(each.user_id))
        for each in members.members(request.team)
    )
    head = ("name", "email", "role", "subteams")
    response = csv_response(f"people-{request.team.public_id}", head, rows)
    return cast("HttpResponse", response)  # It streams, which the guard need not know.


@require_POST
@for_admins
def invite(request: MemberRequest) -> HttpResponse:
    """Ask people in; addresses that cannot be invited stay in the form."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return team_page(request, invite=form)
    given = form.cleaned_data
    done = invitations.invite_all(request.team, request.user, given["addresses"], given["role"])
    for problem in deliver(request, done.invitations, request.user):
        messages.error(request, problem, extra_tags="bad")
    if count := len(done.invitations):
        said = ngettext("%(n)s person is invited.", "%(n)s people are invited.", count)
        messages.success(request, said % {"n": count}, extra_tags="good")
    if not done.problems:
        return redirect("people")
    for problem in done.problems:
        form.add_error("addresses", problem)
    return team_page(request, invite=form)


@require_POST
@for_admins
def send_again(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A new link in place of the old one, mailed where that can be."""
    try:
        row = invitations.again(request.team, request.user, pk)
    except NotFound as error:
        raise Http404(str(error)) from error
    problems = deliver(request, [row], request.user)
    for problem in problems:
        messages.error(request, problem, extra_tags="bad")
    if not problems:
        said = _("%(address)s has a new link; the old one is void.") % {"address": row.email}
        messages.success(request, said, extra_tags="good")
    return redirect("people")


@require_POST
@for_admins
def cancel(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    try:
        row = invitations.cancel(request.team, request.user, pk)
    except NotFound as error:
        raise Http404(str(error)) from error
    said = _("The invitation of %(address)s is cancelled.") % {"address": row.email}
    messages.success(request, said, extra_tags="good")
    return redirect("people")


@require_POST
@for_admins
def change_role(request: MemberRequest, user_id: int) -> HttpResponse:
    """Administrator or reviewer."""
    try:
        role = request.POST.get("role", "")
        row = members.change_role(request.team, request.user, user_id, role)
    except NotFound as error:
        raise Http404(str(error)) from error
    except BadInput as error:
        return _failed(request, error)
    name = {"person": row.user}
    is_admin = row.role == Role.ADMIN
    said = _("%(person)s is an administrator now.") if is_admin else _("%(person)s reviews now.")
    messages.success(request, said % name, extra_tags="good")
    return redirect("dashboard" if row.user == request.user and not is_admin else "people")


@require_POST
@for_admins
def remove(request: MemberRequest, user_id: int) -> HttpResponse:
    """Take somebody out of the team."""
    try:
        person = members.remove(request.team, request.user, user_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    except BadInput as error:
        return _failed(request, error)
    said = _("%(person)s is no member any more. What they decided stays.") % {"person": person}
    messages.success(request, said, extra_tags="good")
    return redirect("dashboard" if person == request.user else "people")


@require_POST
@for_admins
def make_link(request: MemberRequest, user_id: int) -> HttpResponse:
    """Show, once, a link on which the member sets a new password."""
    try:
        path = members.link_to_set_password(request.team, request.user, user_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    except NotAllowed as error:
        return _failed(request, error)
    row = next(row for row in members.members(request.team) if row.user_id == user_id)
    context = {"place": "people", "person": row.user, "link": absolute(request, path)}
    return render(request, "people/link.html", context)


def _failed(request: MemberRequest, error: Exception) -> HttpResponse:
    messages.error(request, str(error), extra_tags="bad")
    return redirect("people")
