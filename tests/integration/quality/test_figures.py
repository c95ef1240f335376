"""Agreement by tag, person and week is computed from what was really answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.content.store import put_text
from openmoderator.quality.figures import Figures, monday, own, report
from openmoderator.quality.models import GoldenAnswer, GoldenItem, SecondOpinion
from openmoderator.reviews.models import Decision, Review

MakePair = Callable[..., SecondOpinion]


def decision(team: Team, user: User, at: datetime, **tags: bool) -> Decision:
    review = Review.objects.create(
        id=uuid4().hex, team=team, type="Text", content_id="c", created_by="t", created_at=at
    )
    return Decision.objects.create(
        review=review,
        team=team,
        user=user,
        batch=uuid4(),
        tags=[[code, on] for code, on in tags.items()],
        state="final",
        decided_at=at,
        final_at=at,
    )


@pytest.fixture
def make_pair(team: Team, anna: User, ben: User) -> MakePair:
    """Stores an item that Anna and Ben answered, with the tags each left on."""

    def make(first: dict[str, bool], second: dict[str, bool], days_ago: float = 1) -> SecondOpinion:
        at = database_now() - timedelta(days=days_ago)
        one, two = decision(team, anna, at, **first), decision(team, ben, at, **second)
        agrees = all(first[code] == second[code] for code in first.keys() & second.keys())
        return SecondOpinion.objects.create(
            team=team, first=one, review=two.review, second=two, agrees=agrees, answered_at=at
        )

    return make


def named(rows: tuple[Figures, ...], label: str) -> Figures:
    (found,) = [row for row in rows if label in row.label]
    return found


def since(days: int = 30) -> datetime:
    return database_now() - timedelta(days=days)


def test_kappa_of_a_tag_is_of_its_own_answers(team: Team, make_pair: MakePair) -> None:
    for a_first, a_second, count in ((1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)):
        for number in range(count):
            r = bool(number % 2)
            make_pair({"a": bool(a_first), "r": r}, {"a": bool(a_second), "r": r})

    found = report(team, since())
    tag = named(found.tags, "a ·")
    assert tag.kappa.value == pytest.approx(0.4)
    assert tag.agreed.value == pytest.approx(0.7)
    assert named(found.tags, "r ·").alpha.value == pytest.approx(1)
    assert found.whole.agreed.n == 50


def test_a_tag_that_one_was_not_offered_is_missing_and_no_disagreement(
    team: Team, make_pair: MakePair
) -> None:
    for _ in range(25):
        make_pair({"a": True}, {"a": True, "r": True})

    found = report(team, since())
    assert named(found.tags, "r ·").kappa.n == 0
    assert found.whole.agreed.value == pytest.approx(1)


def test_a_person_is_held_against_the_others_whichever_came_first(
    team: Team, anna: User, make_pair: MakePair
) -> None:
    for number in range(20):
        make_pair({"a": bool(number % 2)}, {"a": number < 15 and bool(number % 2)})

    person = named(report(team, since()).people, "anna")
    assert person.agreed.n == 20
    assert person.agreed.value == pytest.approx(0.85)
    assert own(team, anna, since()) == person


def test_weeks_begin_on_monday_and_hold_their_own_answers(team: Team, make_pair: MakePair) -> None:
    for days_ago in (0, 7, 7):
        make_pair({"a": True}, {"a": True}, days_ago)

    found = report(team, since())
    assert [row.agreed.n for row in found.weeks] == [2, 1]
    assert all(date.fromisoformat(row.label).weekday() == 0 for row in found.weeks)
    assert monday(datetime(2026, 3, 1, 23, 59, tzinfo=UTC)) == date(2026, 2, 23)


def test_what_is_older_than_asked_does_not_count(team: Team, make_pair: MakePair) -> None:
    make_pair({"a": True}, {"a": True}, days_ago=40)

    assert report(team, since(30)).whole.agreed.n == 0
    assert report(team, since(90)).whole.agreed.n == 1


def test_golden_answers_count_for_who_gave_them_and_enter_alpha(
    team: Team, anna: User, ben: User
) -> None:
    at = database_now() - timedelta(days=1)
    for number in range(24):
        item = GoldenItem.objects.create(
            team=team, type="Text", stored=put_text(team, "x"), tags=[["a", bool(number % 2)]]
        )
        for user, right in ((anna, True), (ben, number > 5)):
            made = decision(team, user, at, a=bool(number % 2) is right)
            GoldenAnswer.objects.create(
                golden=item,
                user=user,
                review=made.review,
                decision=made,
                right=right,
                answered_at=at,
            )

    found = report(team, since())
    assert named(found.people, "anna").golden.value == pytest.approx(1)
    assert named(found.people, "ben").golden.value == pytest.approx(0.75)
    tag = named(found.tags, "a ·").alpha
    assert tag.n == 24
    assert tag.value is not None
    assert 0.4 < tag.value < 0.6


def test_another_team_s_answers_are_not_read(other_team: Team, make_pair: MakePair) -> None:
    make_pair({"a": True}, {"a": True})

    assert report(other_team, since()).whole.agreed.n == 0


def test_the_number_of_queries_does_not_grow(
    team: Team, make_pair: MakePair, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(30):
        make_pair({"a": bool(number % 2)}, {"a": bool(number % 3)})
    at = since()

    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        report(team, at)
