"""Looking through a list a page at a time, by the place of the last entry seen, never by offset;
and removing what was chosen there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet

from openmoderator.accounts.models import Team
from openmoderator.lists.catalogue import locked
from openmoderator.lists.entries import changed
from openmoderator.lists.errors import ImageNotFound
from openmoderator.lists.models import ImageList, ListedImage, Term, TermList
from openmoderator.lists.pictures import delete
from openmoderator.lists.terms import storable

Row = TypeVar("Row", Term, ListedImage)
PAGE: Final = 50
MAX_PLACE: Final = 2**63 - 1


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Entries in the order of adding; `more` is the place to go on from, None at the end."""

    rows: tuple[Row, ...]
    more: int | None


def terms_after(row: TermList, language: str, beginning: str, place: int = 0) -> Slice[Term]:
    """Terms in the language (ISO 639-3) that begin so, in any case, after that place."""
    found = Term.objects.filter(term_list=row, language=language)
    if beginning:
        found = found.filter(text__istartswith=storable(beginning))
    return _slice(found, place)


def images_after(row: ImageList, beginning: str, place: int = 0) -> Slice[ListedImage]:
    """Entries whose label begins so, in any case, after that place."""
    found = ListedImage.objects.filter(image_list=row, removal__isnull=True)
    if beginning:
        found = found.filter(label__istartswith=storable(beginning))
    return _slice(found, place)


def _slice(found: QuerySet[Row], place: int) -> Slice[Row]:
    rows = list(found.filter(pk__gt=min(max(place, 0), MAX_PLACE)).order_by("pk")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return Slice(tuple(rows[:PAGE]), more)


def remove_terms(team: Team, list_id: int, ids: Iterable[int]) -> int:
    """Take the terms of these rows out; how many were there. Raises `ListNotFound`."""
    wanted = [pk for pk in ids if 0 < pk <= MAX_PLACE]
    with transaction.atomic():
        row = locked(TermList, team, list_id)
        found = list(Term.objects.filter(term_list=row, pk__in=wanted))
        Term.objects.filter(pk__in=[term.pk for term in found]).delete()
        for term in found:
            detail: dict[str, object] = {"language": term.language, "term": term.text}
            changed(row, -1, "term_deleted", detail, term.language)
    return len(found)


def remove_images(team: Team, list_id: int, ids: Iterable[int]) -> int:
    """Take these entries out; how many were there. Raises `ListNotFound`."""
    gone = 0
    for content_id in ids:
        try:
            delete(team, list_id, content_id)
        except ImageNotFound:
            continue
        gone += 1
    return gone


_LANGUAGES: Final = """
WITH RECURSIVE known AS (
  (SELECT l.id AS list_id, (SELECT min(t.language) FROM lists_term t WHERE t.term_list_id = l.id)
     AS language FROM lists_termlist l WHERE l.id = ANY(%s))
  UNION ALL
  SELECT k.list_id, (SELECT min(t.language) FROM lists_term t
    WHERE t.term_list_id = k.list_id AND t.language > k.language)
  FROM known k WHERE k.language IS NOT NULL
)
SELECT list_id, language FROM known WHERE language IS NOT NULL ORDER BY list_id, language
"""


def languages(list_ids: Iterable[int]) -> dict[int, list[str]]:
    """The languages in which each term list has terms. Skips from one language to the next in
    the index, so that it costs no count of the terms."""
    found: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LANGUAGES, [list(list_ids)])
        for list_id, language in cursor.fetchall():
            found.setdefault(list_id, []).append(language)
    return found
