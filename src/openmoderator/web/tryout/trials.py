"""What a person tries, kept for an hour between the result and the press that sends it on.

A trial belongs to one person in one team. It lies in the content room as JSON, so that it ends
with what was sent and no page carries it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from openmoderator.accounts.models import Team, User
from openmoderator.content.models import Content
from openmoderator.errors import NotFound
from openmoderator.web.tryout.seeing import Seen, seen_from
from openmoderator.web.tryout.uploads import Refused

MEDIA_TYPE: Final = "application/x-openmoderator-trial"


@dataclass(frozen=True)
class Item:
    """One picture or text. `kept` is where the picture is found again (`content.cached`)."""

    name: str
    size: int
    media_type: str = "text/plain"
    width: int = 0
    height: int = 0
    kept: str = ""
    text: str = ""
    seen: Seen | None = None
    review: str = ""
    """The review that was made of it; empty while there is none."""
    job: str = ""


@dataclass(frozen=True)
class Trial:
    """What one form brought; `id` is empty until it is kept."""

    kind: str
    items: tuple[Item, ...]
    refused: tuple[Refused, ...] = ()
    id: str = field(default="", compare=False)


class TrialGone(NotFound):
    """There is no such trial: it ran out, or belongs to somebody else."""


def keep(team: Team, user: User, trial: Trial) -> Trial:
    """Store it for as long as kept pictures last; the same with its id."""
    minutes = settings.OPENMODERATOR.cached_picture_minutes
    text = json.dumps({"user": user.pk, **_as_json(trial)})
    row = Content.objects.create(
        team=team,
        text=text,
        media_type=MEDIA_TYPE,
        size=len(text.encode()),
        expires_at=timezone.now() + timedelta(minutes=minutes),
    )
    return replace(trial, id=str(row.pk))


def find(team: Team, user: User, trial_id: UUID) -> Trial:
    """Raises `TrialGone`."""
    return _read(_row(team, trial_id, lock=False), user)


@transaction.atomic
def change(
    team: Team, user: User, trial_id: UUID, act: Callable[[Item], Item], numbers: Sequence[int]
) -> Trial:
    """Let `act` do with the items of those numbers, from 1, what it does once; keep the outcome.

    Two presses at once wait for each other, so that nothing is sent twice. Raises `TrialGone`.
    """
    row = _row(team, trial_id, lock=True)
    trial = _read(row, user)
    items = tuple(
        act(item) if number in numbers else item for number, item in enumerate(trial.items, 1)
    )
    changed = replace(trial, items=items)
    row.text = json.dumps({"user": user.pk, **_as_json(changed)})
    row.save(update_fields=["text"])
    return changed


def _row(team: Team, trial_id: UUID, *, lock: bool) -> Content:
    rows = Content.objects.filter(
        team=team, pk=trial_id, media_type=MEDIA_TYPE, expires_at__gt=timezone.now()
    )
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise TrialGone("What was tried here is no longer kept. Choose it again.")
    return row


def _as_json(trial: Trial) -> dict[str, Any]:
    return {name: value for name, value in asdict(trial).items() if name != "id"}


def _read(row: Content, user: User) -> Trial:
    kept = json.loads(row.text or "{}")
    if kept.get("user") != user.pk:
        raise TrialGone("What was tried here is no longer kept. Choose it again.")
    items = tuple(
        Item(**{**item, "seen": seen_from(item["seen"]) if item["seen"] else None})
        for item in kept["items"]
    )
    refused = tuple(Refused(**one) for one in kept["refused"])
    return Trial(kept["kind"], items, refused, str(row.pk))
