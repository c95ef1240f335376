"""Deleting the whole team: what goes is said, and its name has to be typed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.audit.erasure import erase_team
from openmoderator.reviews.models import Review
from openmoderator.web.access import for_admins
from openmoderator.web.people.forms import DeleteTeamForm
from openmoderator.web.team import SESSION_KEY, MemberRequest

COUNTED = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def delete_team(request: MemberRequest) -> HttpResponse:
    """Everything of the team, for good; people keep their accounts."""
    team = request.team
    posted = request.POST if request.method == "POST" else None
    form = DeleteTeamForm(posted, team_name=team.name)
    if posted is not None and form.is_valid():
        erase_team(team, request.user)
        if request.session.get(SESSION_KEY) == team.pk:
            del request.session[SESSION_KEY]
        said = _("%(team)s is deleted.") % {"team": team.name}
        messages.success(request, said, extra_tags="good")
        return redirect("account")
    context = {
        "place": "people",
        "form": form,
        "reviews": Review.objects.filter(team=team)[:COUNTED].count(),
        "members": team.memberships.count(),
        "keys": team.keys.filter(revoked_at=None, for_console=False).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "people/delete_team.html", context, status=status)
