"""How the team's lists stand: what of each is published, what is not yet, what is being built.

What changed since the last refresh is read from the audit record, which every change writes
while it holds the row of its list: so the order of its entries is that of the changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic

from django.conf import settings
from django.db import connection

from openmoderator.accounts.models import Team
from openmoderator.lists.browsing import languages
from openmoderator.lists.catalogue import AnyList
from openmoderator.lists.models import Snapshot, TermList

CHANGES: Final = (
    "term_added",
    "term_deleted",
    "image_added",
    "image_deleted",
    "cleared",
    "imported",
)
_PENDING: Final = """
SELECT s.id, (
  SELECT COALESCE(SUM(COALESCE((a.detail->>'count')::bigint, 1)), 0)::bigint FROM audit_auditentry a
  WHERE a.subject_type = %(kind)s AND a.subject_id = s.{owner}_id::text
    AND a.action = ANY(%(changes)s) AND COALESCE(a.detail->>'language', '') = s.language
    AND a.id > COALESCE((
      SELECT r.id FROM audit_auditentry r
      WHERE r.subject_type = %(kind)s AND r.subject_id = s.{owner}_id::text
        AND r.action = %(refreshed)s AND COALESCE(r.detail->>'language', '') = s.language
      ORDER BY r.id DESC LIMIT 1), 0)
)
FROM lists_snapshot s WHERE s.{owner}_id = ANY(%(lists)s)
"""


@dataclass(frozen=True)
class Standing:
    """One snapshot of a list (of a term list: in one language, else `language` is empty).

    `pending` counts changes since the last refresh; None where there was none yet.
    """

    language: str
    entries: int = 0
    built_at: datetime | None = None
    building: bool = False
    done: int = 0
    total: int = 0
    problem: str = ""
    pending: int | None = None

    @property
    def is_published(self) -> bool:
        """Whether anything of it is in force."""
        return self.built_at is not None

    @property
    def is_current(self) -> bool:
        """Whether what is in force is the list as it is."""
        return self.is_published and not self.building and not self.pending and not self.problem


@dataclass(frozen=True)
class Listed(Generic[AnyList]):
    """A list with its snapshots, by language."""

    row: AnyList
    standings: tuple[Standing, ...]

    def of(self, language: str = "") -> Standing:
        """How it stands in that language."""
        found = (each for each in self.standings if each.language == language)
        return next(found, Standing(language))


def standings(
    model: type[AnyList], team: Team, list_id: int | None = None
) -> list[Listed[AnyList]]:
    """The team's lists by id, or the one, each with how it stands. A fixed number of queries."""
    rows = model.objects.filter(team=team).order_by("pk")
    found = list(rows if list_id is None else rows.filter(pk=list_id))
    ids = [row.pk for row in found]
    owner = "term_list" if model is TermList else "image_list"
    pending = _pending(owner, ids)
    known: dict[int, dict[str, Standing]] = {pk: {} for pk in ids}
    if model is TermList:
        known |= {
            pk: {code: Standing(code) for code in codes} for pk, codes in languages(ids).items()
        }
    for snapshot in Snapshot.objects.filter(**{f"{owner}__in": ids}):
        made = _standing(snapshot, pending[snapshot.pk])
        known[getattr(snapshot, f"{owner}_id")][made.language] = made
    return [Listed(row, _ordered(known[row.pk])) for row in found]


def _ordered(by_language: dict[str, Standing]) -> tuple[Standing, ...]:
    return tuple(by_language[code] for code in sorted(by_language))


def _standing(row: Snapshot, pending: int) -> Standing:
    building = row.wanted > row.built
    # Where changes count at once, each of them asks for its own snapshot.
    left = 0 if settings.OPENMODERATOR.lists_at_once else pending
    return Standing(
        language=row.language,
        entries=row.entries,
        built_at=row.built_at,
        building=building and not row.problem,
        done=row.progress,
        total=row.total,
        problem=row.problem,
        pending=left if row.built else None,
    )


def _pending(owner: str, ids: Sequence[int]) -> dict[int, int]:
    """Changes since the last refresh by the ids of snapshots."""
    kind = owner.replace("_", "")
    with connection.cursor() as cursor:
        cursor.execute(
            _PENDING.format(owner=owner),
            {
                "kind": kind,
                "changes": [f"{kind}.{act}" for act in CHANGES],
                "refreshed": f"{kind}.refreshed",
                "lists": list(ids),
            },
        )
        return dict(cursor.fetchall())
