"""The page of one list: what stands on it after whatever was asked or done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from openmoderator.lists.browsing import images_after, terms_after
from openmoderator.lists.copying import DIGITS
from openmoderator.lists.errors import UnknownLanguage
from openmoderator.lists.fingerprints import unpack
from openmoderator.lists.languages import language_of
from openmoderator.lists.models import ListedImage
from openmoderator.lists.standing import Listed, standings
from openmoderator.web.lists.kinds import Kind
from openmoderator.web.team import MemberRequest

DEFAULT_LANGUAGE = "eng"


def found(request: MemberRequest, kind: Kind, list_id: int) -> Listed[Any]:
    """The team's list of that id with how it stands, or 404."""
    listed = standings(kind.model, request.team, list_id)
    if not listed:
        raise Http404
    return listed[0]


def chosen_language(request: MemberRequest, kind: Kind, listed: Listed[Any]) -> str:
    """The language that the page or the form names, else the list's first; none for pictures."""
    if not kind.is_terms:
        return ""
    asked = request.POST.get("language") or request.GET.get("language", "")
    if asked:
        try:
            return language_of(asked)
        except UnknownLanguage:
            pass
    return listed.standings[0].language if listed.standings else DEFAULT_LANGUAGE


def show(
    request: MemberRequest,
    kind: Kind,
    listed: Listed[Any],
    errors: Mapping[str, str] | None = None,
    **more: object,
) -> HttpResponse:
    """The page; `errors` are said beside the forms of their names, and make it a 422."""
    language = chosen_language(request, kind, listed)
    beginning = request.GET.get("begins", "").strip()
    place = _number(request.GET.get("after", ""))
    if kind.is_terms:
        entries: Any = terms_after(listed.row, language, beginning, place)
    else:
        entries = images_after(listed.row, beginning, place)
    context = {
        "place": kind.overview,
        "kind": kind,
        "listed": listed,
        "row": listed.row,
        "code": language,
        "standing": listed.of(language),
        "entries": entries,
        "known_by": [] if kind.is_terms else [_known_by(row) for row in entries.rows],
        "begins": beginning,
        "after": place,
        "errors": errors or {},
        "typed": request.POST,
        **more,
    }
    return render(request, "lists/list.html", context, status=422 if errors else 200)


def _known_by(row: ListedImage) -> tuple[ListedImage, str]:
    """An entry with the hash that tells it from others."""
    kept = unpack(row.kind, row.fingerprint, row.pdq, row.md5, row.sha256)
    own = {"pdq": kept.pdq, "md5": kept.md5, "sha256": kept.sha256}
    value = own.get(row.kind) if row.kind in DIGITS else (kept.pdq if row.pdq else kept.md5)
    return row, value.hex() if value else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
