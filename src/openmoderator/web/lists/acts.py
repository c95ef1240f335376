"""Changing a list: its name, what is in it, and publishing it. Each act is recorded as done by
the person; what cannot be done is said beside its form, with everything that was typed.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from openmoderator.errors import BadInput, OpenModeratorError
from openmoderator.lists import catalogue, copying, pictures
from openmoderator.lists.acting import acting
from openmoderator.lists.browsing import remove_images, remove_terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.languages import language_of
from openmoderator.lists.refresh import refresh as publish
from openmoderator.web.access import for_admins
from openmoderator.web.lists.kinds import Kind
from openmoderator.web.lists.page import chosen_language, found, show
from openmoderator.web.lists.testing import read_picture
from openmoderator.web.team import MemberRequest

PATIENCE: Final = 0.5
"""Seconds that a press of Refresh waits; the page shows how far a longer one is."""
MOST_PICTURES: Final = 20
"""Pictures that are added at once."""
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,19}")


@require_POST
@for_admins
def change(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """Give the list another name, description or meaning."""
    listed = found(request, kind, list_id)
    name = request.POST.get("name", "").strip()
    if not name:
        return show(request, kind, listed, {"change": _("Give the list a name.")})
    negative = None if kind.is_terms else "negative" in request.POST
    fields = ListFields(name, request.POST.get("description", "").strip(), negative=negative)
    try:
        with acting(request.user):
            catalogue.update(kind.model, request.team, list_id, fields)
    except OpenModeratorError as problem:
        return show(request, kind, listed, {"change": str(problem)})
    messages.success(request, _("Saved."), extra_tags="good")
    return redirect(kind.page, list_id)


@require_POST
@for_admins
def delete(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """Delete the list with everything in it, when its name was typed."""
    listed = found(request, kind, list_id)
    wanted = listed.row.name.strip() or str(list_id)
    if request.POST.get("typed_name", "").strip() != wanted:
        error = _("Type the name exactly as it is written: %(name)s") % {"name": wanted}
        return show(request, kind, listed, {"delete": error})
    with acting(request.user):
        catalogue.delete(kind.model, request.team, list_id)
    said = _("The list “%(name)s” is deleted.") % {"name": wanted}
    messages.success(request, said, extra_tags="good")
    return redirect(kind.overview)


@require_POST
@for_admins
def add(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """Add terms, one a line, or pictures."""
    listed = found(request, kind, list_id)
    try:
        with acting(request.user):
            given, added = (_add_terms if kind.is_terms else _add_pictures)(request, list_id)
    except OpenModeratorError as problem:
        return show(request, kind, listed, {"add": str(problem)})
    _tell_added(request, given, added)
    return back(request, kind, list_id)


@require_POST
@for_admins
def remove(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """Take the chosen entries out."""
    listed = found(request, kind, list_id)
    wanted = [
        int(text) for text in request.POST.getlist("entry") if re.fullmatch(r"\d{1,19}", text)
    ]
    if not wanted:
        return show(request, kind, listed, {"remove": _("Choose what to remove first.")})
    take = remove_terms if kind.is_terms else remove_images
    with acting(request.user):
        gone = take(request.team, list_id, wanted)
    said = ngettext("%(n)d entry removed.", "%(n)d entries removed.", gone) % {"n": gone}
    messages.success(request, said, extra_tags="good")
    return back(request, kind, list_id)


@require_POST
@for_admins
def refresh(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """Publish the list as it is now; a large one goes on being built after the answer."""
    listed = found(request, kind, list_id)
    language = chosen_language(request, kind, listed)
    with acting(request.user):
        done = publish(kind.model, request.team, list_id, language, PATIENCE)
    if done.in_force:
        messages.success(request, _("Published. It counts from now on."), extra_tags="good")
    elif done.problem:
        said = _("It could not be published: %(why)s") % {"why": done.problem}
        messages.error(request, said, extra_tags="bad")
    return back(request, kind, list_id)


def back(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """To the list, in the language that the form named."""
    language = request.POST.get("language", "") if kind.is_terms else ""
    query = f"?{urlencode({'language': language})}" if language else ""
    return redirect(reverse(kind.page, args=[list_id]) + query)


def _add_terms(request: MemberRequest, list_id: int) -> tuple[int, int]:
    """How many were given and how many were new. Raises what adding raises."""
    language = language_of(request.POST.get("language", ""))
    lines = [line.strip() for line in request.POST.get("terms", "").splitlines()]
    terms = [line for line in lines if line]
    if not terms:
        raise BadInput(_("Write a term on each line."))
    done = copying.import_terms(request.team, list_id, language, terms)
    return done.given, done.added


def _add_pictures(request: MemberRequest, list_id: int) -> tuple[int, int]:
    """Each picture by itself: what is wrong with one does not keep the others out."""
    uploads = request.FILES.getlist("pictures")
    if not uploads:
        raise BadInput(_("Choose a picture."))
    if len(uploads) > MOST_PICTURES:
        raise BadInput(_("At most %(most)d pictures are added at once.") % {"most": MOST_PICTURES})
    label, tags = request.POST.get("label", "").strip() or None, _tags(request)
    problems = [_add_picture(request, list_id, upload, tags, label) for upload in uploads]
    for problem in filter(None, problems):
        messages.error(request, problem, extra_tags="bad")
    return len(uploads), problems.count("")


def _add_picture(
    request: MemberRequest,
    list_id: int,
    upload: UploadedFile[Any],
    tags: list[int],
    label: str | None,
) -> str:
    """What is wrong with it; empty when it is in the list now."""
    try:
        picture, data = read_picture(upload)
        pictures.add(request.team, list_id, picture, data, tags, label)
    except OpenModeratorError as problem:
        said = str(problem)
        return said if said.startswith(str(upload.name)) else f"{upload.name}: {said}"
    return ""


def _tags(request: MemberRequest) -> list[int]:
    parts = request.POST.get("tags", "").replace(",", " ").split()
    wrong = next((part for part in parts if not _NUMBER.fullmatch(part)), None)
    if wrong is not None:
        raise BadInput(_("The tag “%(tag)s” is no whole number.") % {"tag": wrong[:40]})
    return [int(part) for part in parts]


def _tell_added(request: Any, given: int, added: int) -> None:
    if not added and given:
        said = _("Nothing new was added.")
        messages.warning(request, said)
        return
    said = ngettext(
        "%(added)d of %(given)d is new in the list. Press Refresh to make it count.",
        "%(added)d of %(given)d are new in the list. Press Refresh to make them count.",
        added,
    ) % {"added": added, "given": given}
    messages.success(request, said, extra_tags="good")
