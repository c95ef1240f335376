"""The entries of an image list: adding pictures, removing and reading ids.

Keeps hashes only, never a picture. An entry that is removed leaves the list at once, and the
database once a snapshot without it is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from openmoderator.accounts.models import Team
from openmoderator.clock import DatabaseNow
from openmoderator.detect.image.hashes import fingerprint
from openmoderator.detect.image.picture import Picture
from openmoderator.lists.catalogue import find, locked
from openmoderator.lists.entries import changed, require_room
from openmoderator.lists.errors import ImageNotFound, SamePicture, UnusableEntry
from openmoderator.lists.fingerprints import distinct_pdq
from openmoderator.lists.models import ImageList, Kind, ListedImage

MAX_LABEL: Final = 1_000
MAX_TAGS: Final = 100
MAX_TAG: Final = 2**63 - 1


def add(
    team: Team,
    list_id: int,
    picture: Picture,
    data: bytes,
    tags: Sequence[int] = (),
    label: str | None = None,
) -> int:
    """Store what the picture is found by; the content id.

    `data` is the file of the picture. Raises `ListNotFound`, `LimitReached`, `UnusableEntry`,
    or `SamePicture` for the same file, or for one whose PDQ is the same and of good quality.
    """
    _judge(tags, label)
    made = fingerprint(picture, data)
    image = ListedImage(
        image_list_id=list_id,
        kind=Kind.PICTURE,
        tags=list(tags),
        label=label,
        md5=made.md5,
        sha256=made.sha256,
        pdq=distinct_pdq(made),
        fingerprint=made.to_bytes(),
        added_at=DatabaseNow(),
    )
    with transaction.atomic():
        row = locked(ImageList, team, list_id)
        require_room(row)
        _store(image)
        changed(row, 1, "image_added", {"image": image.pk})
    return image.pk


def require_addable(team: Team, list_id: int) -> None:
    """Raise what `add` would raise for the list itself, before a picture is fetched for it."""
    require_room(find(ImageList, team, list_id))


def ids(team: Team, list_id: int) -> list[int]:
    """The content ids in the list, in the order of adding. Raises `ListNotFound`."""
    row = find(ImageList, team, list_id)
    return list(_present(row).order_by("id").values_list("id", flat=True))


def delete(team: Team, list_id: int, content_id: int) -> None:
    """Take one entry out. Raises `ListNotFound` or `ImageNotFound`."""
    with transaction.atomic():
        row = locked(ImageList, team, list_id)
        if not (0 <= content_id <= MAX_TAG and _remove(row, _present(row).filter(pk=content_id))):
            message = f"The list {list_id} has no image with the id {content_id}."
            raise ImageNotFound(message)
        changed(row, -1, "image_deleted", {"image": content_id})


def clear(team: Team, list_id: int) -> int:
    """Take everything out; how much that was. Raises `ListNotFound`."""
    with transaction.atomic():
        row = locked(ImageList, team, list_id)
        gone = _remove(row, _present(row))
        changed(row, -gone, "cleared", {"count": gone})
    return gone


def _present(row: ImageList) -> QuerySet[ListedImage]:
    return ListedImage.objects.filter(image_list=row, removal__isnull=True)


def _remove(row: ImageList, which: QuerySet[ListedImage]) -> int:
    """Number the removal; what the number says is settled by the lock on the list's row."""
    gone = which.update(removal=row.removals + 1)
    if gone:
        ImageList.objects.filter(pk=row.pk).update(removals=F("removals") + 1)
    return gone


def _store(image: ListedImage) -> None:
    try:
        with transaction.atomic():
            image.save()
    except IntegrityError:
        message = (
            f"The picture is in the list {image.image_list_id} already. Delete it there first to"
            " give it other tags or another label."
        )
        raise SamePicture(message) from None


def _judge(tags: Sequence[int], label: str | None) -> None:
    if len(tags) > MAX_TAGS or any(abs(tag) > MAX_TAG for tag in tags):
        message = f"An image has at most {MAX_TAGS} tags, each a whole number of 64 bits."
        raise UnusableEntry(message)
    if label is not None and len(label) > MAX_LABEL:
        message = f"The label has {len(label)} characters; at most {MAX_LABEL} are kept."
        raise UnusableEntry(message)
