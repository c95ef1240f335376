"""What a snapshot is built from: the rows of one list, streamed, as one moment saw them.

Called inside the transaction of the build. The count and the number of removals are read before
the rows, so that whatever they tell of is in what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openmoderator.detect.image import hashes
from openmoderator.detect.text import snapshot as terms
from openmoderator.lists.fingerprints import unpack
from openmoderator.lists.models import ImageList, ListedImage, Snapshot, Term

_CHUNK: Final = 10_000
"""Rows that the database hands over at a time."""
Write = Callable[[Path, Callable[[int], None]], None]


@dataclass(frozen=True)
class Contents:
    """`write` builds the file; `total` is for progress; `removals` is of an image list."""

    total: int
    write: Write
    removals: int = 0


def contents_of(row: Snapshot) -> Contents:
    """The rows that the snapshot is to hold."""
    if row.term_list_id is not None:
        return _terms(row.term_list_id, row.language)
    assert row.image_list_id is not None
    return _images(row.image_list_id)


def _terms(list_id: int, language: str) -> Contents:
    rows = Term.objects.filter(term_list_id=list_id, language=language)

    def write(target: Path, progress: Callable[[int], None]) -> None:
        texts = rows.order_by("id").values_list("text", flat=True)
        terms.build(texts.iterator(chunk_size=_CHUNK), target, progress, language=language)

    return Contents(rows.count(), write)


def _images(list_id: int) -> Contents:
    removals = ImageList.objects.values_list("removals", flat=True).get(pk=list_id)
    rows = ListedImage.objects.filter(image_list_id=list_id, removal__isnull=True)

    def entries() -> Iterator[hashes.HashEntry]:
        fields = rows.order_by("id").values_list(
            "id", "kind", "fingerprint", "pdq", "md5", "sha256"
        )
        for pk, kind, fingerprint, pdq, md5, sha256 in fields.iterator(chunk_size=_CHUNK):
            yield hashes.HashEntry(pk, unpack(kind, fingerprint, pdq, md5, sha256))

    def write(target: Path, progress: Callable[[int], None]) -> None:
        hashes.build(entries(), target, progress)

    return Contents(rows.count(), write, removals)
