"""Golden items over HTTP: the list, making one, retiring one. Administrators only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openmoderator.errors import OpenModeratorError
from openmoderator.quality import making
from openmoderator.quality.listing import golden_items
from openmoderator.quality.models import GoldenItem
from openmoderator.reviews.buttons import buttons, team_tags
from openmoderator.reviews.models import Review
from openmoderator.reviews.tagging import TagChoice, choices
from openmoderator.web.access import for_admins
from openmoderator.web.quality.forms import GoldenForm
from openmoderator.web.quality.items import marks, of_review
from openmoderator.web.quality.paging import cursor, following
from openmoderator.web.quality.wording import percent
from openmoderator.web.team import MemberRequest


@require_safe
@for_admins
def items(request: MemberRequest) -> HttpResponse:
    """Every golden item with how it was answered."""
    page = golden_items(request.team, cursor(request, UUID))
    context = {
        "place": "quality",
        "part": "golden",
        "rows": [
            (listed.item, marks(listed.item.tags), listed.right.n, percent(listed.right))
            for listed in page.rows
        ],
        "more": following(page.after),
    }
    return render(request, "quality/golden.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: MemberRequest) -> HttpResponse:
    """The form; from a completed review where the address names one."""
    asked = (request.POST.get("review") or request.GET.get("review", "")).strip()
    review = making.usable(request.team, asked) if asked else None
    if asked and review is None:
        messages.error(request, _("The team has no completed review of that id."), extra_tags="bad")
        return redirect("golden-new")
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GoldenForm(_tags(request, review), review is not None, *posted)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, review)
    try:
        _make(request, form, review)
    except OpenModeratorError as error:
        form.add_error("picture" if form.cleaned_data["picture"] else "text", str(error))
        return _form(request, form, review)
    messages.success(
        request, _("The golden item is made. It will be mixed into queues."), extra_tags="good"
    )
    return redirect("golden")


@require_POST
@for_admins
def retire_item(request: MemberRequest, item: UUID) -> HttpResponse:
    """Ask nobody any more."""
    try:
        making.retire(request.team, request.user, item)
    except making.NoSuchGoldenItem as error:
        raise Http404 from error
    messages.success(
        request, _("The item is retired: nobody is asked any more."), extra_tags="good"
    )
    return redirect("golden")


def _tags(request: MemberRequest, review: Review | None) -> tuple[TagChoice, ...]:
    known = team_tags(request.team)
    if review is None:
        return choices(known, [])
    return buttons(review, known, {str(code): bool(on) for code, on in review.result_tags})


def _make(request: MemberRequest, form: GoldenForm, review: Review | None) -> GoldenItem:
    team, user, why = request.team, request.user, form.cleaned_data["why"]
    picture = form.cleaned_data["picture"]
    if review is not None:
        return making.from_review(team, user, review, form.answer(), why)
    if picture:
        return making.from_picture(team, user, picture.read(), form.answer(), why)
    return making.from_text(team, user, form.cleaned_data["text"], form.answer(), why)


def _form(request: MemberRequest, form: GoldenForm, review: Review | None) -> HttpResponse:
    context = {
        "place": "quality",
        "part": "golden",
        "form": form,
        "review": review,
        "item": of_review(review) if review else None,
    }
    return render(request, "quality/new.html", context)
