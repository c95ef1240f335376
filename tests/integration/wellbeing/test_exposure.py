"""What a person was shown today is counted once, by severity, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.reviews import signals
from openmoderator.reviews.models import Review
from openmoderator.wellbeing.exposure import Seen, count, today
from openmoderator.wellbeing.models import Exposure

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def rows(make_reviews: MakeReviews, *severities: int, cluster: str = "") -> list[Review]:
    made = make_reviews(len(severities))
    for row, severity in zip(made, severities, strict=True):
        row.severity, row.cluster = severity, cluster
        row.save()
    return made


def told(team: Team, user: User, reviews: list[Review], now: datetime = NOON) -> None:
    signals.decided.send(sender=Team, team=team, user=user, reviews=reviews, now=now)


def test_what_was_decided_is_counted_by_severity(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    told(team, anna, rows(make_reviews, 0, 1, 3, 3, 2))
    told(team, anna, rows(make_reviews, 0, 3))

    assert today(anna, NOON) == Seen(harmless=2, mild=1, medium=1, severe=3)


def test_nobody_else_s_count_moves(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    told(team, anna, rows(make_reviews, 3))

    assert today(ben, NOON) == Seen()


def test_a_new_day_begins_at_zero_and_the_old_one_is_forgotten(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    told(team, anna, rows(make_reviews, 3, 3))
    tomorrow = NOON + timedelta(days=1)

    assert today(anna, tomorrow) == Seen()
    told(team, anna, rows(make_reviews, 1), tomorrow)
    assert today(anna, tomorrow) == Seen(mild=1)
    assert Exposure.objects.filter(user=anna).count() == 1


def test_items_of_one_card_count_once_as_the_hardest(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    told(team, anna, rows(make_reviews, 1, 3, 1, cluster="same"))

    assert today(anna, NOON) == Seen(severe=1)


def test_alike_items_count_each_where_the_team_shows_each(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    team.group_alike = False
    count(team, anna, rows(make_reviews, 3, 3, cluster="same"), NOON)

    assert today(anna, NOON) == Seen(severe=2)
