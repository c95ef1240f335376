"""The form of an operation: filled with samples at first, then with what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openmoderator.lists.models import ImageList, TermList
from openmoderator.web.console.composing import Filled, field_name, missing
from openmoderator.web.console.operations import Operation, Parameter
from openmoderator.web.team import MemberRequest

CHANGING = frozenset({"PUT", "DELETE"})
"""Calls that overwrite or delete: they are never filled with a thing that the team has."""
NEW_WORKFLOW = "pictures-with-text"
MAX_FIELD = 2_000
"""Characters of a value in an address that are taken over from a link."""


@dataclass(frozen=True)
class Field:
    """One parameter with what stands in its field and what is wrong with it."""

    parameter: Parameter
    name: str
    value: str
    error: str = ""


def prefilled(request: MemberRequest, operation: Operation) -> Filled:
    """Samples, the team's own values where they are known, and what a link brings along."""
    own = _own_values(request, operation)
    values = {field_name(each): own.get(each.name, each.sample) for each in operation.parameters}
    for each in operation.parameters:
        if each.name in request.GET:
            values[field_name(each)] = request.GET[each.name][:MAX_FIELD]
    first = operation.bodies[0] if operation.bodies else None
    return Filled(values, first.media_type if first else "", (first and first.sample) or "")


def typed(request: MemberRequest, operation: Operation) -> Filled:
    """What the form was sent with. `file` is the name of the chosen file."""
    values = {
        field_name(each): request.POST.get(field_name(each), "") for each in operation.parameters
    }
    known = [body.media_type for body in operation.bodies]
    media_type = request.POST.get("media_type", "")
    media_type = media_type if media_type in known else next(iter(known), "")
    upload = request.FILES.get("file")
    name = (upload.name if upload else request.POST.get("file_name", "")) or None
    kind = (upload.content_type if upload else request.POST.get("file_type", "")) or ""
    if name and operation.takes_file:
        media_type = kind if kind.startswith("image/") else media_type
    return Filled(values, media_type, _lines(request.POST.get("body", "")), name)


def fields_of(operation: Operation, filled: Filled, judge: bool) -> list[Field]:
    """The fields in the order of the document; with `judge` what is missing is said."""
    lacking = missing(operation, filled) if judge else []
    error = _("The address needs a value here.")
    return [
        Field(each, name := field_name(each), filled.values[name], error if name in lacking else "")
        for each in operation.parameters
    ]


def _own_values(request: MemberRequest, operation: Operation) -> Mapping[str, str]:
    """Values of the team by the names of parameters."""
    return dict(_own(request, operation))


def _own(request: MemberRequest, operation: Operation) -> Iterator[tuple[str, str]]:
    yield "teamName", request.team.public_id
    # Ids of samples are nobody's; better none than one that cannot be found.
    yield from ((name, "") for name in ("JobId", "reviewId", "ImageId", "listId"))
    is_changing = operation.method in CHANGING
    yield "workflowName", NEW_WORKFLOW if is_changing else "default"
    yield "language", "eng"
    if not is_changing and any(
        each.name == "listId" and each.where == "path" for each in operation.parameters
    ):
        model = TermList if operation.group == "Term lists" else ImageList
        row = model.objects.filter(team=request.team).order_by("pk").first()
        yield "listId", str(row.pk) if row else ""


def _lines(text: str) -> str:
    """Forms send every line break as CR LF; what was typed is LF."""
    return text.replace("\r\n", "\n")
