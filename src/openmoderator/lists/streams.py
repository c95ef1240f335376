"""Reading a whole list row by row, for exporting it. Holds a transaction while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.lists.catalogue import find
from openmoderator.lists.exchange.values import HashKind, SharedHash
from openmoderator.lists.fingerprints import unpack
from openmoderator.lists.languages import language_of
from openmoderator.lists.models import ImageList, Kind, ListedImage, Term, TermList

_CHUNK: Final = 10_000


def terms(team: Team, list_id: int, language: str) -> Iterator[str]:
    """The terms of the language in the order of adding. Raises `ListNotFound`."""
    code = language_of(language)
    row = find(TermList, team, list_id)
    found = Term.objects.filter(term_list=row, language=code).order_by("id")
    with transaction.atomic():
        yield from found.values_list("text", flat=True).iterator(chunk_size=_CHUNK)


def hashes(team: Team, list_id: int) -> Iterator[SharedHash]:
    """The entries as others can use them, in the order of adding: PDQ, MD5 or SHA-256.

    A picture gives its PDQ where that tells pictures apart, and its MD5. Raises `ListNotFound`.
    """
    row = find(ImageList, team, list_id)
    found = ListedImage.objects.filter(image_list=row, removal__isnull=True).order_by("id")
    with transaction.atomic():
        for image in found.iterator(chunk_size=_CHUNK):
            yield from _shared(image)


def _shared(image: ListedImage) -> Iterator[SharedHash]:
    known = unpack(image.kind, image.fingerprint, image.pdq, image.md5, image.sha256)
    tags = tuple(image.shared_tags) or tuple(map(str, image.tags))
    pdq = known.pdq if image.pdq is not None else None
    sha256 = known.sha256 if image.kind == Kind.SHA256 else None
    given: tuple[tuple[HashKind, bytes | None], ...]
    given = (("pdq", pdq), ("md5", known.md5), ("sha256", sha256))
    for kind, value in given:
        if value is not None:
            yield SharedHash(kind, value.hex(), tags, image.added_at)
