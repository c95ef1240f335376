"""From lists to the answers of the wire: names, order and empties as recorded (contract 5, 6).

Which ids are strings and which are numbers differs from call to call, as it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpResponse

from openmoderator.api.azure.answers import ok_status
from openmoderator.api.azure.shapes import Json, pairs
from openmoderator.lists.errors import SnapshotUnavailable
from openmoderator.lists.models import NamedList
from openmoderator.lists.refresh import Refreshed
from openmoderator.lists.terms import Page

RESET: Final = "Reset Successful."
REFRESHED: Final = "RefreshIndex successfully completed."


def empty(status: int) -> HttpResponse:
    """201 and 204 have neither body nor Content-Type (contract 1.4)."""
    response = HttpResponse(status=status)
    del response.headers["Content-Type"]
    return response


def one_list(row: NamedList) -> Json:
    """ImageList and TermList alike."""
    return {
        "Id": row.pk,
        "Name": row.name,
        "Description": row.description,
        "Metadata": row.metadata,
    }


def refreshed(list_id: int, state: Refreshed, tracking: str) -> Json:
    """RefreshIndex. Raises `SnapshotUnavailable` where the build failed."""
    if state.problem:
        message = f"The index of list {list_id} could not be built: {state.problem}. Try again."
        raise SnapshotUnavailable(message)
    return {
        "ContentSourceId": str(list_id),
        "IsUpdateSuccess": state.in_force,
        "AdvancedInfo": [],
        "Status": ok_status(REFRESHED if state.in_force else _being_built(state)),
        "TrackingId": tracking,
    }


def added_image(
    list_id: int, content_id: int, info: Iterable[Sequence[str]], tracking: str
) -> Json:
    """Add Image; the content id is a string here."""
    return {
        "ContentId": str(content_id),
        "AdditionalInfo": pairs([("Source", str(list_id)), *info]),
        "Status": ok_status(),
        "TrackingId": tracking,
    }


def image_ids(list_id: int, ids: list[int], tracking: str) -> Json:
    """Get Image Ids; the content ids are numbers here."""
    return {
        "ContentSource": str(list_id),
        "ContentIds": ids,
        "Status": ok_status(),
        "TrackingId": tracking,
    }


def terms(page: Page, tracking: str) -> Json:
    """Get Terms."""
    data: dict[str, Any] = {
        "Language": page.language,
        "Terms": [{"Term": text} for text in page.terms],
        "Status": ok_status(),
        "TrackingId": tracking,
    }
    paging = {
        "Total": page.total,
        "Limit": page.limit,
        "Offset": page.offset,
        "Returned": len(page.terms),
    }
    return {"Data": data, "Paging": paging}


def _being_built(state: Refreshed) -> str:
    return (
        f"The index is being built: {state.done} of {state.total} entries are done. Until then"
        " the one before stays in force."
    )
