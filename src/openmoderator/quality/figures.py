"""How well a team agrees: by tag, by person and by week, from second opinions and golden items.

Only reads, a fixed number of queries whatever the team's size: the newest `MOST` answers of the
asked days. The formulas are in `agreement`; what each figure means is in docs/quality.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from openmoderator.accounts.models import Team, User
from openmoderator.quality.agreement import Estimate, alpha, kappa, share
from openmoderator.quality.answers import Pairs, agree, by_code, on_of
from openmoderator.quality.models import GoldenAnswer, SecondOpinion
from openmoderator.tags.models import Tag

MOST: Final = 20_000


@dataclass(frozen=True)
class Opinions:
    """One item answered by two people, and when the second did."""

    first: Pairs
    first_by: int
    second: Pairs
    second_by: int
    at: datetime

    def whole(self) -> tuple[Hashable, Hashable]:
        """Both answers as the tags left on, of those that both were offered."""
        return (
            on_of(self.first, by_code(self.second)),
            on_of(self.second, by_code(self.first)),
        )


@dataclass(frozen=True)
class Known:
    """One person's answer to one golden item."""

    golden: Hashable
    by: int
    tags: Pairs
    right: bool
    at: datetime


@dataclass(frozen=True)
class Answers:
    """What the figures are made of; `is_cut` where there were more than `MOST`."""

    pairs: tuple[Opinions, ...]
    known: tuple[Known, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Figures:
    """Agreement of one group of answers. `agreed` and `golden` are shares."""

    label: str
    agreed: Estimate
    kappa: Estimate
    alpha: Estimate
    golden: Estimate


@dataclass(frozen=True)
class Report:
    """Everything the page shows; weeks are oldest first."""

    whole: Figures
    tags: tuple[Figures, ...]
    people: tuple[Figures, ...]
    weeks: tuple[Figures, ...]
    is_cut: bool


def read(team: Team, since: datetime, user: User | None = None) -> Answers:
    """What was answered since then; by or against `user` alone where one is given."""
    opinions = SecondOpinion.objects.filter(
        team=team, agrees__isnull=False, second__isnull=False, answered_at__gte=since
    )
    golden = GoldenAnswer.objects.filter(
        golden__team=team, right__isnull=False, decision__isnull=False, answered_at__gte=since
    )
    if user is not None:
        opinions = opinions.filter(first__user=user) | opinions.filter(second__user=user)
        golden = golden.filter(user=user)
    fields = ("first__tags", "first__user", "second__tags", "second__user", "answered_at")
    pairs = [
        Opinions(*row) for row in opinions.order_by("-answered_at").values_list(*fields)[:MOST]
    ]
    columns = ("golden", "user", "decision__tags", "right", "answered_at")
    known = [Known(*row) for row in golden.order_by("-answered_at").values_list(*columns)[:MOST]]
    return Answers(tuple(pairs), tuple(known), MOST in (len(pairs), len(known)))


def report(team: Team, since: datetime) -> Report:
    """The figures of the team."""
    answers = read(team, since)
    return Report(
        _figures("", answers.pairs, answers.known),
        _by_tag(team, answers),
        _by_person(answers),
        _by_week(answers),
        answers.is_cut,
    )


def own(team: Team, user: User, since: datetime) -> Figures:
    """The figures of one person, who is the rater against all others."""
    answers = read(team, since, user)
    return _of_person(str(user), user.pk, answers.pairs, answers.known)


def _by_tag(team: Team, answers: Answers) -> tuple[Figures, ...]:
    names = dict(Tag.objects.filter(team=team, visible=True).values_list("code", "name"))
    return tuple(_of_tag(code, name, answers) for code, name in names.items())


def _of_tag(code: str, name: str, answers: Answers) -> Figures:
    """A tag that an answer was not offered is missing there."""
    both = [(by_code(one.first), by_code(one.second)) for one in answers.pairs]
    pairs = [(one[code], two[code]) for one, two in both if code in one and code in two]
    given = [(one.golden, by_code(one.tags)) for one in answers.known]
    units = _units((golden, tags[code]) for golden, tags in given if code in tags)
    return Figures(
        f"{code} · {name}",
        share(sum(one == two for one, two in pairs), len(pairs)),
        kappa(pairs),
        alpha([*pairs, *units]),
        Estimate(0),
    )


def _by_person(answers: Answers) -> tuple[Figures, ...]:
    ids = {pk for one in answers.pairs for pk in (one.first_by, one.second_by)}
    people = User.objects.in_bulk(ids | {one.by for one in answers.known})
    found = [_of_person(str(one), pk, answers.pairs, answers.known) for pk, one in people.items()]
    return tuple(sorted(found, key=lambda row: row.label.casefold()))


def _of_person(label: str, pk: int, pairs: Iterable[Opinions], known: Iterable[Known]) -> Figures:
    """The person is the first rater, whoever answered the same item is the second."""
    mine = []
    for one in pairs:
        first, second = one.whole()
        if one.first_by == pk:
            mine.append((first, second))
        elif one.second_by == pk:
            mine.append((second, first))
    golden = [one.right for one in known if one.by == pk]
    agreed = share(sum(one == two for one, two in mine), len(mine))
    return Figures(label, agreed, kappa(mine), alpha(mine), share(sum(golden), len(golden)))


def _by_week(answers: Answers) -> tuple[Figures, ...]:
    """Weeks begin on Monday, UTC; those without answers are left out."""
    pairs: dict[date, list[Opinions]] = defaultdict(list)
    known: dict[date, list[Known]] = defaultdict(list)
    for one in answers.pairs:
        pairs[monday(one.at)].append(one)
    for other in answers.known:
        known[monday(other.at)].append(other)
    return tuple(
        _figures(week.isoformat(), pairs[week], known[week]) for week in sorted({*pairs, *known})
    )


def monday(at: datetime) -> date:
    """The Monday of the UTC week of an aware moment."""
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def _figures(label: str, pairs: Sequence[Opinions], known: Sequence[Known]) -> Figures:
    """Whole answers: two agree when they left the same tags on."""
    both = [one.whole() for one in pairs]
    units = _units((one.golden, on_of(one.tags)) for one in known)
    agreed = sum(agree(one.first, one.second) for one in pairs)
    return Figures(
        label,
        share(agreed, len(pairs)),
        kappa(both),
        alpha([*both, *units]),
        share(sum(one.right for one in known), len(known)),
    )


def _units(answers: Iterable[tuple[Hashable, Hashable]]) -> list[list[Hashable]]:
    """Golden items with every answer they got: units of any number of raters."""
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for golden, answer in answers:
        found[golden].append(answer)
    return list(found.values())
