"""What a team's lists hold and what of them is published, for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from openmoderator.accounts.models import Team
from openmoderator.lists.catalogue import everyone
from openmoderator.lists.models import ImageList, Snapshot, TermList


@dataclass(frozen=True)
class Published:
    """A snapshot: entries in force, and how far a newer one is."""

    language: str
    entries: int
    built_at: datetime | None
    building: bool
    done: int
    total: int
    problem: str

    def __str__(self) -> str:
        when = f"{self.built_at:%Y-%m-%d %H:%M:%S}Z" if self.built_at else "never"
        known = f"{self.language} " if self.language else ""
        text = f"{known}published {when} with {self.entries} entries"
        if self.building:
            text += f", building {self.done} of {self.total}"
        return text + (f", failed: {self.problem}" if self.problem else "")


@dataclass(frozen=True)
class ListRow:
    """One list."""

    kind: str
    id: int
    name: str
    entries: int
    negative: bool
    published: tuple[Published, ...]

    def as_dict(self) -> dict[str, object]:
        """For JSON; times in ISO form."""
        found = asdict(self)
        for one in found["published"]:
            one["built_at"] = one["built_at"].isoformat() if one["built_at"] else None
        return found

    def __str__(self) -> str:
        name = f"{self.id}  {'negative ' if self.negative else ''}{self.kind} list {self.name}"
        state = "; ".join(map(str, self.published)) or "not published"
        return f"{name}: {self.entries} entries; {state}"


def overview(team: Team) -> list[ListRow]:
    """Term lists, then image lists, each by id."""
    terms = [_row("term", row, False, row.snapshot_set.all()) for row in everyone(TermList, team)]
    images = [
        _row("image", row, row.negative, row.snapshot_set.all())
        for row in everyone(ImageList, team)
    ]
    return [*terms, *images]


def _row(
    kind: str, row: TermList | ImageList, negative: bool, snapshots: Iterable[Snapshot]
) -> ListRow:
    ordered = sorted(snapshots, key=lambda one: one.language)
    return ListRow(kind, row.pk, row.name, row.entries, negative, tuple(map(_published, ordered)))


def _published(row: Snapshot) -> Published:
    building = row.wanted > row.built
    return Published(
        row.language, row.entries, row.built_at, building, row.progress, row.total, row.problem
    )
