"""A person's own counter and limits. There is no such page about anybody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openmoderator.clock import database_now
from openmoderator.web.access import for_members
from openmoderator.web.team import MemberRequest
from openmoderator.web.wellbeing.forms import OwnLimitsForm
from openmoderator.wellbeing.limits import own_limits, set_own_limits, state, take_break


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def wellbeing(request: MemberRequest) -> HttpResponse:
    """Today's counter and the form of my own limits."""
    form = OwnLimitsForm(request.team, request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        set_own_limits(request.team, request.user, form.own())
        messages.success(request, _("Your limits are kept."), extra_tags="good")
        return redirect("wellbeing")
    context = {"form": form, "today": state(request.team, request.user, database_now())}
    return render(request, "wellbeing/wellbeing.html", context)


@require_POST
@for_members
def begin_break(request: MemberRequest) -> HttpResponse:
    """The count towards the next reminder starts again."""
    take_break(request.user)
    messages.success(
        request, _("Take your time. The count towards a break starts again."), extra_tags="good"
    )
    return redirect("wellbeing")


def _initial(request: MemberRequest) -> dict[str, int | None]:
    own = own_limits(request.user)
    return {
        "break_after": own.break_after or None,
        "daily_severe_limit": own.daily_severe_limit or None,
    }
