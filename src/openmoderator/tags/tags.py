"""Making, changing, ordering and removing tags.

``a`` and ``r`` are there from the start and stay (contract 12; review-tool 11): they can be hidden
and never removed. A code never changes, because it stands in results and callbacks; results keep
the code of a tag that is gone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.signals import tell
from openmoderator.errors import NotAllowed, NotFound
from openmoderator.tags.colours import COLOURS
from openmoderator.tags.errors import BadTags, Problem
from openmoderator.tags.models import Tag

BUILT_IN = (("a", "isadult", "Adult Content"), ("r", "isracy", "Racy Content"))
MAX_NAME, MAX_DESCRIPTION = 80, 400
FIELDS = ("name", "description", "colour", "visible")


class FixedTag(NotAllowed):
    """A built-in tag, which can only be hidden."""


@dataclass(frozen=True)
class TagChange:
    """What one tag is to be from now on."""

    id: int
    name: str
    description: str
    colour: str
    visible: bool


def add_builtin(team: Team, **_signal: object) -> None:
    """Give a new team the tags that cannot be deleted."""
    for position, (code, name, description) in enumerate(BUILT_IN):
        Tag.objects.create(
            team=team,
            code=code,
            name=name,
            description=description,
            position=position,
            built_in=True,
        )


def create_tag(
    team: Team,
    code: str,
    name: str,
    description: str = "",
    colour: str = "",
    actor: User | None = None,
) -> Tag:
    """Store a tag at the end of the team's order. Raises `BadTags` for a bad or taken code."""
    code = code.strip().lower()
    change = _tidied(TagChange(0, name, description, colour, visible=True))
    problems = [*_wrong_code(code), *_wrong(change, None)]
    if problems:
        raise BadTags(problems)
    last = Tag.objects.filter(team=team).aggregate(last=Max("position"))["last"]
    try:
        with transaction.atomic():
            made = Tag.objects.create(
                team=team,
                code=code,
                name=change.name,
                description=change.description,
                colour=change.colour,
                position=0 if last is None else last + 1,
            )
            tell(team, actor, "tag.created", ("tag", code), {"name": made.name})
    except IntegrityError as error:
        taken = _("The team already has a tag '%(code)s'.") % {"code": code}
        raise BadTags([Problem("code", taken)]) from error
    return made


def update_tags(team: Team, actor: User | None, changes: Sequence[TagChange]) -> list[str]:
    """Make the team's tags what `changes` says, in its order. Returns the codes that changed.

    Ids of other teams or of tags that are gone are passed over; tags that are not named keep
    their fields and stand last. Raises `BadTags` with every problem, and changes nothing then.
    """
    wanted = {change.id: _tidied(change) for change in changes}
    with transaction.atomic():
        rows = _locked(team)
        known = {row.pk: row for row in rows}
        problems = [
            problem
            for id_, change in wanted.items()
            if id_ in known
            for problem in _wrong(change, id_)
        ]
        if problems:
            raise BadTags(problems)
        before = [row.code for row in rows]
        detail = {row.code: _apply(row, wanted[row.pk]) for row in rows if row.pk in wanted}
        named = [known[id_] for id_ in wanted if id_ in known]
        ordered = [*named, *(row for row in rows if row.pk not in wanted)]
        changed = {code: fields for code, fields in detail.items() if fields}
        _store(team, actor, ordered, changed, before)
    moved = {
        code for code, old in zip((row.code for row in ordered), before, strict=True) if code != old
    }
    return [row.code for row in ordered if row.code in changed or row.code in moved]


def reorder(team: Team, actor: User | None, codes: Sequence[str]) -> list[str]:
    """Put the tags into the order of `codes`; those not named stand last. Returns all codes."""
    with transaction.atomic():
        rows = _locked(team)
        known = {row.code: row for row in rows}
        named = [known[code] for code in dict.fromkeys(codes) if code in known]
        ordered = [*named, *(row for row in rows if row not in named)]
        _store(team, actor, ordered, {}, [row.code for row in rows])
    return [row.code for row in ordered]


def remove_tag(team: Team, actor: User | None, code: str) -> Tag:
    """Remove a tag; results keep its code. Raises `NotFound`, and `FixedTag` for ``a``, ``r``."""
    with transaction.atomic():
        row = find_tag(team, code)
        if row.built_in:
            raise FixedTag(_("The tag '%(code)s' stays: it can only be hidden.") % {"code": code})
        Tag.objects.filter(pk=row.pk).delete()
        tell(team, actor, "tag.removed", ("tag", code), {"name": row.name})
    return row


def find_tag(team: Team, code: str) -> Tag:
    """The team's tag of that code. Raises `NotFound`."""
    row = Tag.objects.filter(team=team, code=code).first() if _is_code(code) else None
    if row is None:
        raise NotFound(_("The team has no such tag."))
    return row


def all_tags(team: Team) -> list[Tag]:
    """Every tag in the team's order, hidden ones too."""
    return list(Tag.objects.filter(team=team))


def visible_tags(team: Team) -> list[Tag]:
    """The tags offered during reviews, in order."""
    return list(Tag.objects.filter(team=team, visible=True))


def _is_code(code: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{1,2}", code))


def _locked(team: Team) -> list[Tag]:
    return list(Tag.objects.select_for_update().filter(team=team))


def _tidied(change: TagChange) -> TagChange:
    return TagChange(
        change.id,
        change.name.strip(),
        change.description.strip(),
        change.colour.strip(),
        change.visible,
    )


def _apply(row: Tag, change: TagChange) -> dict[str, list[object]]:
    """Set the fields; (old, new) of those that are different."""
    different: dict[str, list[object]] = {}
    for field in FIELDS:
        old, new = getattr(row, field), getattr(change, field)
        if old != new:
            different[field] = [old, new]
            setattr(row, field, new)
    return different


def _store(
    team: Team,
    actor: User | None,
    ordered: Sequence[Tag],
    changed: dict[str, dict[str, list[object]]],
    before: Sequence[str],
) -> None:
    """Write the rows in their order, and the record where anything is different."""
    for position, row in enumerate(ordered):
        row.position = position
    Tag.objects.bulk_update(ordered, [*FIELDS, "position"])
    detail: dict[str, object] = {"changed": changed} if changed else {}
    order = [row.code for row in ordered]
    if order != list(before):
        detail["order"] = order
    if detail:
        tell(team, actor, "tags.changed", ("team", team.public_id), detail)


def _wrong_code(code: str) -> Iterable[Problem]:
    if not _is_code(code):
        message = _("'%(code)s' is no tag code. Use one or two letters from a to z.")
        yield Problem("code", message % {"code": code[:20]})


def _wrong(change: TagChange, tag: int | None) -> Iterable[Problem]:
    if not change.name:
        yield Problem("name", _("A tag needs a name."), tag)
    if len(change.name) > MAX_NAME:
        yield Problem("name", _("A name has 80 characters at most."), tag)
    if len(change.description) > MAX_DESCRIPTION:
        yield Problem("description", _("A help text has 400 characters at most."), tag)
    for field in ("name", "description"):
        if any(unicodedata.category(sign) == "Cc" for sign in getattr(change, field)):
            yield Problem(field, _("Control characters cannot be part of it."), tag)
    if change.colour and change.colour not in COLOURS:
        yield Problem("colour", _("There is no such colour."), tag)
