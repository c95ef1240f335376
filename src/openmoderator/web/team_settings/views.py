"""Settings of the team: one form, one Save, errors beside their fields."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.accounts.team_settings import BadSettings, change_settings, settings_of
from openmoderator.web.access import for_admins
from openmoderator.web.team import MemberRequest
from openmoderator.web.team_settings.form import Lists, SettingsForm, lists_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def page(request: MemberRequest) -> HttpResponse:
    """The form with what is set; a POST sets what it says, all of it or nothing."""
    lists = lists_of(request.team)
    initial = asdict(settings_of(request.team))
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(sent, initial, lists)
    if sent is not None and form.is_valid() and _stored(request, form, lists):
        return redirect("team-settings")
    context = {"place": "settings", "form": form, "public_id": request.team.public_id}
    return render(request, "team_settings/settings.html", context)


def _stored(request: MemberRequest, form: SettingsForm, lists: Lists) -> bool:
    """Whether it could be stored; if not, the form says why."""
    try:
        changed = change_settings(
            request.team, request.user, form.wanted(), lists.terms.keys(), lists.images.keys()
        )
    except BadSettings as error:
        for problem in error.problems:
            form.add_error(problem.field, problem.message)
        return False
    said = _("The settings are saved.") if changed else _("Nothing was different.")
    messages.success(request, said, extra_tags="good")
    return True
