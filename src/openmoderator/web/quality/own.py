"""A person's own figures and what they answered wrong. There is no such page about others."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openmoderator.accounts.models import Role
from openmoderator.clock import database_now
from openmoderator.quality.figures import own
from openmoderator.quality.listing import may_see, mistakes
from openmoderator.web.access import for_members
from openmoderator.web.quality.items import marks, of_golden
from openmoderator.web.quality.paging import cursor, following
from openmoderator.web.quality.wording import coefficient, percent
from openmoderator.web.review.content import harmless
from openmoderator.web.team import MemberRequest

DAYS = 90


@require_safe
@for_members
def mine(request: MemberRequest) -> HttpResponse:
    """My figures of the last 90 days and my wrong answers."""
    since = database_now() - timedelta(days=DAYS)
    found = own(request.team, request.user, since)
    page = mistakes(request.team, request.user, cursor(request, int))
    context = {
        "days": DAYS,
        "pairs": found.agreed.n,
        "agreed": percent(found.agreed),
        "kappa": coefficient(found.kappa),
        "answers": found.golden.n,
        "right": percent(found.golden),
        "rows": [
            (
                row,
                of_golden(row.golden),
                marks(row.golden.tags),
                marks(row.decision.tags, row.golden.tags) if row.decision else (),
            )
            for row in page.rows
        ],
        "more": following(page.after),
    }
    return render(request, "quality/mine.html", context)


@require_safe
@for_members
def picture(request: MemberRequest, item: UUID) -> HttpResponse:
    """The picture of a golden item, for administrators and for whoever has answered it."""
    is_admin = request.membership.role == Role.ADMIN
    golden = may_see(request.team, request.user, item, is_admin)
    if golden is None or golden.stored.object_name is None:
        raise Http404
    try:
        return harmless(golden.stored, str(golden.pk))
    except FileNotFoundError as error:
        raise Http404 from error
