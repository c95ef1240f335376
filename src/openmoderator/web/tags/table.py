"""The table of tags as its form shows and sends it.

A form carries every row: an id for each in the order wanted, and its fields named after the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from openmoderator.tags.errors import Problem
from openmoderator.tags.models import Tag
from openmoderator.tags.tags import TagChange
from openmoderator.web.tags.palette import Swatch, swatch


@dataclass(frozen=True)
class Line:
    """One tag in the table, with what was typed and what is wrong with it."""

    tag: Tag
    change: TagChange
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def swatch(self) -> Swatch:
        """Of the colour chosen."""
        return swatch(self.change.colour)


@dataclass(frozen=True)
class NewTag:
    """The form for another tag: what was typed and what is wrong with it."""

    code: str = ""
    name: str = ""
    description: str = ""
    colour: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


def stored_lines(tags: Iterable[Tag]) -> list[Line]:
    """The table as it is."""
    return [Line(tag, _as_stored(tag)) for tag in tags]


def typed_lines(
    tags: Iterable[Tag], changes: Sequence[TagChange], problems: Iterable[Problem]
) -> list[Line]:
    """The table as it was sent, each problem with its row."""
    by_id = {tag.pk: tag for tag in tags}
    found = list(problems)
    return [
        Line(by_id[change.id], change, _by_field(p for p in found if p.tag == change.id))
        for change in changes
    ]


def read_changes(sent: QueryDict, tags: Sequence[Tag]) -> list[TagChange]:
    """What the form asks for, in its order; a tag it does not know of stays as it is, last."""
    by_id = {str(tag.pk): tag for tag in tags}
    wanted = [by_id[id_] for id_ in dict.fromkeys(sent.getlist("tag")) if id_ in by_id]
    read = [_read(sent, tag) for tag in wanted]
    return [*_moved(read, sent.get("move", "")), *(_as_stored(t) for t in tags if t not in wanted)]


def read_new(sent: QueryDict, problems: Iterable[Problem]) -> NewTag:
    """The form for another tag as it was sent."""
    return NewTag(
        sent.get("code", ""),
        sent.get("name", ""),
        sent.get("description", ""),
        sent.get("colour", ""),
        _by_field(problems),
    )


def _read(sent: QueryDict, tag: Tag) -> TagChange:
    return TagChange(
        tag.pk,
        sent.get(f"name.{tag.pk}", tag.name),
        sent.get(f"description.{tag.pk}", tag.description),
        sent.get(f"colour.{tag.pk}", tag.colour),
        f"visible.{tag.pk}" in sent,
    )


def _as_stored(tag: Tag) -> TagChange:
    return TagChange(tag.pk, tag.name, tag.description, tag.colour, tag.visible)


def _moved(changes: list[TagChange], move: str) -> list[TagChange]:
    """The rows after a press of a button such as ``12 up``; as they were for anything else."""
    id_, _, way = move.partition(" ")
    places = {str(change.id): place for place, change in enumerate(changes)}
    step = {"up": -1, "down": 1}.get(way, 0)
    if id_ not in places or not 0 <= places[id_] + step < len(changes):
        return changes
    moved = list(changes)
    moved.insert(places[id_] + step, moved.pop(places[id_]))
    return moved


def _by_field(problems: Iterable[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, problem.message)
    return found
