"""What became final, by person, subteam, tag and day, and a person's own day."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.completed import (
    Asked,
    by_day,
    by_month,
    by_subteam,
    by_tag,
    by_user,
    completed,
    my_day,
)
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import DecidedCount, Decision, Review

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 5)


def store(
    team: Team, count: int, day: date = DAY, user: int = 1, subteam: int = 0, **more: str
) -> None:
    """Figures as finished decisions leave them."""
    DecidedCount.objects.create(
        team=team,
        count=count,
        day=day,
        user_id=user,
        subteam_id=subteam,
        type=more.get("type", "Image"),
        tag=more.get("tag", ""),
    )


def asked(first: date = DAY, last: date = DAY, **more: object) -> Asked:
    return Asked(first, last, **more)  # type: ignore[arg-type]


def test_decisions_are_summed_by_person_and_by_queue_most_first(team: Team) -> None:
    store(team, 2, user=1)
    store(team, 3, user=2, subteam=9)
    store(team, 4, user=2, type="Text")
    assert [(row.id, row.count) for row in by_user(team, asked())] == [(2, 7), (1, 2)]
    assert [(row.id, row.count) for row in by_subteam(team, asked())] == [(0, 6), (9, 3)]


def test_rows_of_tags_are_never_added_to_the_decisions(team: Team) -> None:
    store(team, 5)
    store(team, 3, tag="a")
    store(team, 2, tag="r")
    assert completed(team, asked()) == 5
    assert by_tag(team, asked()) == [("a", 3), ("r", 2)]


def test_a_tag_that_is_asked_for_counts_the_decisions_in_which_it_was_left_on(team: Team) -> None:
    store(team, 5)
    store(team, 3, tag="a")
    store(team, 2, tag="r")
    assert completed(team, asked(tag="a")) == 3
    assert by_tag(team, asked(tag="a")) == [("a", 3)]
    assert by_day(team, asked(tag="a")) == [(DAY, 3)]


def test_days_without_decisions_are_there_too(team: Team) -> None:
    store(team, 5, day=DAY)
    store(team, 1, day=DAY + timedelta(days=2))
    store(team, 9, day=DAY + timedelta(days=3))
    days = by_day(team, asked(last=DAY + timedelta(days=2)))
    assert [count for _, count in days] == [5, 0, 1]


def test_months_are_sums_of_their_days() -> None:
    days = [(date(2026, 1, 30), 1), (date(2026, 1, 31), 2), (date(2026, 2, 1), 4)]
    assert by_month(days) == [(date(2026, 1, 1), 3), (date(2026, 2, 1), 4)]


def test_person_queue_and_type_narrow_every_figure(team: Team) -> None:
    store(team, 1, user=1)
    store(team, 2, user=2)
    store(team, 4, user=2, subteam=9)
    store(team, 8, user=2, subteam=9, type="Text")
    narrow = asked(user=2, subteam=9, type="Text")
    assert completed(team, narrow) == 8
    assert completed(team, asked(user=2, subteam=0)) == 2
    assert [row.id for row in by_user(team, narrow)] == [2]


def test_other_teams_are_never_counted(team: Team, other_team: Team) -> None:
    store(other_team, 5)
    assert completed(team, asked()) == 0
    assert by_user(team, asked()) == []


def test_my_day_counts_by_type_hour_and_tag_and_only_mine(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    first, second, third, theirs = make_reviews(4)
    decide(team, anna, uuid.uuid4(), {first.pk: {"a": True}, second.pk: {}})
    decide(team, anna, uuid.uuid4(), {third.pk: {"a": True}})
    decide(team, ben, uuid.uuid4(), {theirs.pk: {"r": True}})
    at = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    Decision.objects.update(decided_at=at)
    Decision.objects.filter(review=third).update(decided_at=at + timedelta(hours=2))

    mine = my_day(team, anna, at + timedelta(hours=5))

    assert (mine.day, mine.total, mine.types, mine.tags) == (DAY, 3, {"Text": 3}, {"a": 2})
    assert (mine.hours[9], mine.hours[11], sum(mine.hours)) == (2, 1, 3)


def test_my_day_begins_at_midnight_and_forgets_what_was_taken_back(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    before, back, kept = make_reviews(3)
    decide(team, anna, uuid.uuid4(), {before.pk: {}})
    now = Decision.objects.get().decided_at
    Decision.objects.update(decided_at=now - timedelta(days=1))
    decide(team, anna, uuid.uuid4(), {kept.pk: {}})
    decide(team, anna, uuid.uuid4(), {back.pk: {}})
    Decision.objects.filter(review=back).update(state="withdrawn")
    assert my_day(team, anna).total == 1


def test_seconds_an_item_are_shared_among_those_answered_together(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    reviews = make_reviews(4)
    decide(team, anna, uuid.uuid4(), {row.pk: {} for row in reviews})
    decided = Decision.objects.first()
    assert decided is not None
    Decision.objects.update(opened_at=decided.decided_at - timedelta(seconds=20))
    assert my_day(team, anna).seconds == {"Text": pytest.approx(5.0)}


def test_a_second_opinion_is_no_part_of_my_day(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    decide(team, anna, uuid.uuid4(), {review.pk: {}})
    Review.objects.update(purpose="opinion")
    assert my_day(team, anna).total == 0
