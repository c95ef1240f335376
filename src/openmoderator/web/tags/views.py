"""Tags of the team: order, name, help, colour, visible; another one; away with one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openmoderator.errors import NotFound
from openmoderator.tags.errors import BadTags
from openmoderator.tags.tags import (
    FixedTag,
    all_tags,
    create_tag,
    find_tag,
    remove_tag,
    update_tags,
)
from openmoderator.web.access import for_admins
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.tags.palette import SWATCHES
from openmoderator.web.tags.table import (
    Line,
    NewTag,
    read_changes,
    read_new,
    stored_lines,
    typed_lines,
)
from openmoderator.web.team import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def page(request: MemberRequest) -> HttpResponse:
    """The table; a POST makes it what the form says, which a button that moves a row does too."""
    tags = all_tags(request.team)
    if request.method != "POST":
        return _show(request, stored_lines(tags))
    changes = read_changes(request.POST, tags)
    try:
        changed = update_tags(request.team, request.user, changes)
    except BadTags as error:
        return _show(request, typed_lines(tags, changes, error.problems))
    if changed and "move" not in request.POST:
        messages.success(request, _("The tags are saved."), extra_tags="good")
    return redirect("tags")


@require_POST
@for_admins
def add(request: MemberRequest) -> HttpResponse:
    """Another tag, at the end."""
    new = read_new(request.POST, ())
    try:
        made = create_tag(
            request.team, new.code, new.name, new.description, new.colour, request.user
        )
    except BadTags as error:
        lines = stored_lines(all_tags(request.team))
        return _show(request, lines, read_new(request.POST, error.problems))
    said = _("The tag %(code)s is there: reviewers have it from their next batch on.")
    messages.success(request, said % {"code": made.code}, extra_tags="good")
    return redirect("tags")


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Say what happens; a POST does it."""
    try:
        tag = find_tag(request.team, code)
        if request.method != "POST":
            if tag.built_in:
                raise FixedTag
            return render(request, "tags/remove.html", {"place": "tags", "tag": tag})
        remove_tag(request.team, request.user, code)
    except NotFound as error:
        raise Http404 from error
    except FixedTag:
        messages.error(request, _("This tag stays: it can only be hidden."), extra_tags="bad")
        return redirect("tags")
    said = _("The tag %(code)s is removed. Results keep it.") % {"code": code}
    messages.success(request, said, extra_tags="good")
    return redirect("tags")


@require_safe
@for_admins
def csv(request: MemberRequest) -> HttpResponse:
    """The table as a file."""
    rows = (
        (tag.code, tag.name, tag.description, tag.colour, "true" if tag.visible else "false")
        for tag in all_tags(request.team)
    )
    head = ("code", "name", "description", "colour", "visible")
    response = csv_response(f"tags-{request.team.public_id}", head, rows)
    return cast("HttpResponse", response)  # It streams, which the guard need not know.


def _show(request: MemberRequest, lines: list[Line], new: NewTag | None = None) -> HttpResponse:
    context = {
        "place": "tags",
        "lines": lines,
        "new": new or NewTag(),
        "swatches": SWATCHES,
        "wrong": any(line.problems for line in lines),
    }
    return render(request, "tags/tags.html", context)
