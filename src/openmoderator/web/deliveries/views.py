"""The callbacks of a team: the list, one with its attempts, replaying, and the secret."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openmoderator.audit.record import record
from openmoderator.callbacks import deliveries, listing
from openmoderator.callbacks.listing import DeliveryFilter, DeliveryNotFound
from openmoderator.callbacks.models import Kind, State
from openmoderator.errors import NotFound
from openmoderator.web.access import for_admins
from openmoderator.web.jobs.asked import next_page, one_of, plain
from openmoderator.web.team import MemberRequest


@require_safe
@for_admins
def callbacks(request: MemberRequest) -> HttpResponse:
    """The deliveries that fit the filters, newest first."""
    return _list(request)


@require_POST
@for_admins
def secret(request: MemberRequest) -> HttpResponse:
    """The list with the team's secret, for this once; that it was looked at is recorded."""
    record(request.team, request.user, "webhook_secret.shown", ("team", request.team.public_id))
    return _list(request, request.team.webhook_secret())


@require_safe
@for_admins
def callback(request: MemberRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery: what was posted, and how each attempt went."""
    try:
        delivery = listing.find(request.team, delivery_id)
    except DeliveryNotFound as error:
        raise Http404 from error
    context = {
        "place": "callbacks",
        "delivery": delivery,
        "attempts": delivery.attempts.order_by("-number"),
        "body": pretty(delivery.body),
    }
    return render(request, "deliveries/callback.html", context)


@require_POST
@for_admins
def replay(request: MemberRequest, delivery_id: UUID) -> HttpResponse:
    """Post one again."""
    try:
        deliveries.replay(delivery_id, request.team, request.user)
    except NotFound as error:
        raise Http404 from error
    messages.success(
        request, _("It is posted again as soon as a worker is free."), extra_tags="good"
    )
    return redirect("callback", delivery_id=delivery_id)


@require_POST
@for_admins
def replay_failed(request: MemberRequest) -> HttpResponse:
    """Post again what failed at one receiver."""
    receiver = plain(request.POST.get("receiver", ""))
    count = deliveries.replay_failed(request.team, receiver, request.user)
    if count:
        words = ngettext("%(n)d callback is posted again.", "%(n)d are posted again.", count)
        messages.success(request, words % {"n": count}, extra_tags="good")
    else:
        words = _("Nothing failed at “%(receiver)s”.")
        messages.error(request, words % {"receiver": receiver[:255]}, extra_tags="bad")
    return redirect(reverse("callbacks"))


def pretty(body: str) -> str:
    """The body with line breaks, for reading; as it is where it is no JSON."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def _list(request: MemberRequest, shown_secret: str = "") -> HttpResponse:
    wanted = DeliveryFilter(
        state=one_of(request.GET.get("state", ""), State.values),
        kind=one_of(request.GET.get("kind", ""), Kind.values),
        subject=plain(request.GET.get("id", "")).strip()[:64],
        receiver=plain(request.GET.get("receiver", "")).strip()[:255],
    )
    page = listing.page(request.team, wanted, _uuid(request.GET.get("after", "")))
    context = {
        "place": "callbacks",
        "deliveries": page.deliveries,
        "more": next_page(request.GET, page.after),
        "wanted": wanted,
        "states": State.values,
        "failed": listing.failed_receivers(request.team),
        "secret": shown_secret,
    }
    return render(request, "deliveries/callbacks.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
