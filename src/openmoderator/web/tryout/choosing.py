"""What both pages of results share: where a press sends which items, and what is said then."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openmoderator.accounts.models import Subteam
from openmoderator.accounts.subteams import find_subteam
from openmoderator.errors import BadInput, NotFound
from openmoderator.jobs.models import Job
from openmoderator.web.team import MemberRequest
from openmoderator.web.tryout import sending, trials
from openmoderator.web.tryout.trials import Item, Trial, TrialGone
from openmoderator.workflows import store


@dataclass(frozen=True)
class Press:
    """A press of a result's button: ``review`` or ``workflow``, and the items from 1."""

    act: str
    numbers: tuple[int, ...]


def found(request: MemberRequest, trial_id: UUID, kind: str) -> Trial:
    """The person's own trial; 404 for another one."""
    try:
        trial = trials.find(request.team, request.user, trial_id)
    except TrialGone as error:
        raise Http404 from error
    if trial.kind != kind:
        raise Http404
    return trial


def send(request: MemberRequest, trial: Trial) -> HttpResponse:
    """Do what was pressed, say so, and show the page again."""
    press = read_press(request.POST.get("act", ""), len(trial.items))
    try:
        if press.act == "review":
            _to_review(request, trial, press)
        else:
            _to_workflow(request, trial, press)
    except (BadInput, NotFound) as error:
        messages.error(request, str(error), extra_tags="bad")
    return redirect(request.path)


def read_press(act: str, count: int) -> Press:
    """``review-2`` is the second item, ``review-all`` every one. Raises Http404 for another."""
    what, _dash, which = act.partition("-")
    numbers = tuple(range(1, count + 1))
    if which != "all":
        numbers = tuple(number for number in numbers if str(number) == which)
    if what not in ("review", "workflow") or not numbers:
        raise Http404
    return Press(what, numbers)


def choices(request: MemberRequest, trial: Trial) -> dict[str, object]:
    """What the page offers: the team's subteams, its workflows of that type, the jobs so far."""
    jobs = Job.objects.filter(team=request.team, pk__in=[item.job for item in trial.items])
    return {
        "subteams": request.team.subteams.order_by("name"),
        "workflows": [one for one in store.newest(request.team) if one.content_type == trial.kind],
        "default_workflow": store.DEFAULT[trial.kind],
        "jobs": {job.pk: job for job in jobs},
        "trial": trial,
        "left": [number for number, item in enumerate(trial.items, 1) if not item.review],
    }


def _to_review(request: MemberRequest, trial: Trial, press: Press) -> None:
    subteam = find_subteam(request.team, request.POST.get("subteam", ""))
    team, user = request.team, request.user

    def act(item: Item) -> Item:
        return sending.to_review(team, user, item, subteam)

    after = trials.change(team, user, UUID(trial.id), act, press.numbers)
    count = _new([item.review for item in trial.items], [item.review for item in after.items])
    _say_sent(request, trial.kind, subteam, count)


def _say_sent(request: MemberRequest, kind: str, subteam: Subteam | None, count: int) -> None:
    words = ngettext(
        "%(n)d item was sent to review.", "%(n)d items were sent to review.", count
    ) % {"n": count}
    queue = reverse("review", kwargs={"kind": kind})
    queue += f"?subteam={subteam.pk}" if subteam else ""
    link = format_html('{} <a href="{}">{}</a>', words, queue, _("Open the queue"))
    messages.success(request, link, extra_tags="good")


def _to_workflow(request: MemberRequest, trial: Trial, press: Press) -> None:
    workflow = request.POST.get("workflow", "")
    team, user = request.team, request.user

    def act(item: Item) -> Item:
        return sending.to_workflow(team, user, item, workflow)

    after = trials.change(team, user, UUID(trial.id), act, press.numbers)
    count = _new([item.job for item in trial.items], [item.job for item in after.items])
    words = ngettext(
        "%(n)d item goes through the workflow.", "%(n)d items go through the workflow.", count
    ) % {"n": count}
    if request.membership.role == "admin":
        words = format_html('{} <a href="{}">{}</a>', words, reverse("jobs"), _("Open the jobs"))
    messages.success(request, words, extra_tags="good")


def _new(before: list[str], after: list[str]) -> int:
    return sum(1 for old, new in zip(before, after, strict=True) if new and not old)
