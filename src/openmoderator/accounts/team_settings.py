"""What administrators may set for their team, within which limits.

Owns the limits and the record of what changed. Never knows what the values do: the rooms that use
them read the team's row. The id of a team never changes, because it stands in every address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from openmoderator.accounts.models import QueueOrder, Team, User
from openmoderator.accounts.signals import tell
from openmoderator.errors import BadInput

MAX_NAME = 120


@dataclass(frozen=True)
class TeamSettings:
    """Everything that can be set; None means the installation's value, or none where it has none.

    Thresholds are scores from 0 to 1; `term_list` and `image_list` are ids of the team's lists.
    """

    name: str
    adult_threshold: float | None
    racy_threshold: float | None
    undo_seconds: int | None
    lease_seconds: int | None
    hold_minutes: int
    queue_order: str
    reopen_hours: int
    all_detectors: bool
    group_alike: bool
    break_after: int
    daily_severe_limit: int
    second_opinion_percent: int
    golden_percent: int
    target_minutes: int | None
    term_list: int | None
    image_list: int | None


LIMITS: dict[str, tuple[float, float]] = {
    "adult_threshold": (0, 1),
    "racy_threshold": (0, 1),
    "undo_seconds": (0, 3_600),
    "lease_seconds": (10, 86_400),
    "hold_minutes": (1, 43_200),
    "reopen_hours": (0, 8_760),
    "break_after": (0, 10_000),
    "daily_severe_limit": (0, 100_000),
    "second_opinion_percent": (0, 100),
    "golden_percent": (0, 100),
    "target_minutes": (1, 525_600),
}
"""Smallest and largest value of every figure, both allowed."""
NAMES = tuple(field.name for field in fields(TeamSettings))


@dataclass(frozen=True)
class Problem:
    """What is wrong with one setting."""

    field: str
    message: str


class BadSettings(BadInput):
    """Settings that cannot be stored as they are; `problems` says why, at least once."""

    code = "BadSettings"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


def settings_of(team: Team) -> TeamSettings:
    """What is set now."""
    return TeamSettings(**{name: getattr(team, name) for name in NAMES})


def change_settings(
    team: Team,
    actor: User | None,
    wanted: TeamSettings,
    term_lists: Collection[int] = (),
    image_lists: Collection[int] = (),
) -> dict[str, list[object]]:
    """Store `wanted`; the [old, new] of what is different, which is recorded as well.

    `term_lists` and `image_lists` are the ids of the team's own; a list that is set and was
    deleted may stay, so that it keeps nothing else from being saved. Raises `BadSettings` with
    every problem, and changes nothing then.
    """
    problems = [*_wrong(wanted), *_wrong_lists(team, wanted, term_lists, image_lists)]
    if problems:
        raise BadSettings(problems)
    with transaction.atomic():
        row = Team.objects.select_for_update().get(pk=team.pk)
        now = asdict(settings_of(row))
        new = asdict(wanted) | {"name": wanted.name.strip()}
        changed = {name: [now[name], new[name]] for name in NAMES if now[name] != new[name]}
        for name in changed:
            setattr(row, name, new[name])
            setattr(team, name, new[name])
        if changed:
            row.save(update_fields=list(changed))
            tell(row, actor, "team.changed", ("team", row.public_id), changed)
    return changed


def _wrong(wanted: TeamSettings) -> Iterable[Problem]:
    name = wanted.name.strip()
    if not name or len(name) > MAX_NAME:
        yield Problem("name", _("A team needs a name of 1 to 120 characters."))
    if any(unicodedata.category(sign) == "Cc" for sign in name):
        yield Problem("name", _("Control characters cannot be part of it."))
    if wanted.queue_order not in QueueOrder.values:
        yield Problem("queue_order", _("There is no such order."))
    for field, (least, most) in LIMITS.items():
        value = getattr(wanted, field)
        if value is not None and not least <= value <= most:
            message = _("Use a number from %(least)s to %(most)s.")
            yield Problem(field, message % {"least": least, "most": most})


def _wrong_lists(
    team: Team, wanted: TeamSettings, term_lists: Collection[int], image_lists: Collection[int]
) -> Iterable[Problem]:
    for field, known in (("term_list", term_lists), ("image_list", image_lists)):
        value = getattr(wanted, field)
        if value is not None and value not in {*known, getattr(team, field)}:
            yield Problem(field, _("The team has no such list."))
