"""The team's page: what it shows, and showing it again with what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from openmoderator.accounts import invitations, members, subteams
from openmoderator.accounts.models import Membership, Role, Subteam, User
from openmoderator.web.people.forms import ROLES, InviteForm, NewSubteamForm, SubteamForm
from openmoderator.web.people.inviting import shown
from openmoderator.web.team import MemberRequest


@dataclass(frozen=True)
class Row:
    """One member as the table shows them."""

    membership: Membership
    is_last_admin: bool
    gets_link: bool
    subteams: tuple[Subteam, ...]


def team_page(
    request: MemberRequest,
    *,
    invite: forms.Form | None = None,
    new_subteam: forms.Form | None = None,
    subteam: forms.Form | None = None,
    chosen: int | None = None,
) -> HttpResponse:
    """Members, invitations and subteams. A form that is given is shown with its errors."""
    rows = members.members(request.team)
    groups = subteams.with_members(request.team)
    current = _current(request, groups, chosen)
    is_wrong = any(form is not None and form.errors for form in (invite, new_subteam, subteam))
    context = {
        "place": "people",
        "rows": _rows(request.user, rows, groups),
        "roles": ROLES,
        "invite": invite or InviteForm(),
        "invitations": shown(request, invitations.pending(request.team)),
        "mails": settings.MAILS,
        "subteams": groups,
        "new_subteam": new_subteam or NewSubteamForm(prefix="new"),
        "current": current,
        "subteam": subteam or _form(current),
        "outside": _outside(rows, current),
    }
    return render(request, "people/people.html", context, status=422 if is_wrong else 200)


def by_member(groups: list[Subteam]) -> dict[int, list[Subteam]]:
    """The subteams that each person is a member of, by the person's id."""
    works_in: dict[int, list[Subteam]] = {}
    for group in groups:
        for member in group.members.all():
            works_in.setdefault(member.user_id, []).append(group)
    return works_in


def _rows(user: User, rows: list[Membership], groups: list[Subteam]) -> list[Row]:
    gets_link = members.linkable(user, [row.user_id for row in rows])
    admins = [row for row in rows if row.role == Role.ADMIN]
    works_in = by_member(groups)
    return [
        Row(
            row,
            row.role == Role.ADMIN and len(admins) == 1,
            row.user_id in gets_link,
            tuple(works_in.get(row.user_id, ())),
        )
        for row in rows
    ]


def _current(request: MemberRequest, groups: list[Subteam], chosen: int | None) -> Subteam | None:
    wanted = str(chosen) if chosen is not None else request.GET.get("subteam", "")
    return next((row for row in groups if str(row.pk) == wanted), groups[0] if groups else None)


def _form(current: Subteam | None) -> SubteamForm | None:
    if current is None:
        return None
    return SubteamForm(
        initial={
            "name": current.name,
            "target_minutes": current.target_minutes,
            "notify_at": current.notify_at,
        }
    )


def _outside(rows: list[Membership], current: Subteam | None) -> list[User]:
    """Members of the team who do not work in the subteam."""
    inside = {row.user_id for row in current.members.all()} if current else set()
    return [row.user for row in rows if row.user_id not in inside]
