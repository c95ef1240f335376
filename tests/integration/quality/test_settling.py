"""Answers that differ wait for a lead, who says once which was right."""

from __future__ import annotations

import pytest
from tests.integration.conftest import MakeReviews
from tests.integration.quality.conftest import Answer

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.quality.models import SecondOpinion, Settlement
from openmoderator.quality.settling import NoSuchPair, open_count, open_ones, pair, settle
from openmoderator.reviews.models import Purpose, Review


@pytest.fixture
def disagreements(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> list[SecondOpinion]:
    """Three items on which Anna and Ben differ, and one on which they agree."""
    for number, row in enumerate(make_reviews(4)):
        answer(anna, row, "a")
        shadow = Review.objects.get(purpose=Purpose.OPINION, origin=row)
        answer(ben, shadow, *(() if number else ("a",)))
    return list(SecondOpinion.objects.filter(agrees=False).order_by("answered_at"))


def test_differing_answers_wait_longest_first(
    team: Team, disagreements: list[SecondOpinion]
) -> None:
    page = open_ones(team, most=2)

    assert [row.pk for row in page.rows] == [row.pk for row in disagreements[:2]]
    assert [row.pk for row in open_ones(team, page.after).rows] == [disagreements[2].pk]
    assert open_count(team) == 3


def test_a_settled_pair_leaves_the_list_and_stays_settled(
    team: Team, disagreements: list[SecondOpinion], anna: User, ben: User
) -> None:
    row = settle(team, anna, disagreements[0].pk, Settlement.SECOND)
    again = settle(team, ben, disagreements[0].pk, Settlement.FIRST)

    assert (again.settled, again.settled_by) == (row.settled, anna)
    assert again.settled == Settlement.SECOND
    assert open_count(team) == 2
    assert AuditEntry.objects.filter(action="quality.settled").count() == 1


def test_another_team_has_no_such_pair(
    other_team: Team, disagreements: list[SecondOpinion], anna: User
) -> None:
    with pytest.raises(NoSuchPair):
        pair(other_team, disagreements[0].pk)
    with pytest.raises(NoSuchPair):
        settle(other_team, anna, disagreements[0].pk, Settlement.FIRST)
