"""A team that is deleted takes its golden items, answers and pairs along."""

from __future__ import annotations

from tests.integration.conftest import MakeReviews
from tests.integration.quality.conftest import Answer

from openmoderator.accounts.models import Team, User
from openmoderator.audit.erasure import erase_team
from openmoderator.quality import making
from openmoderator.quality.models import GoldenItem, SecondOpinion
from openmoderator.reviews.models import Purpose, Review


def test_nothing_of_quality_stands_in_the_way_of_deleting_a_team(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    answer(anna, make_reviews(1)[0], "a")
    answer(ben, Review.objects.get(purpose=Purpose.OPINION))
    making.from_text(asking, anna, "known", [["a", True]], "")

    erase_team(asking, anna)

    assert not GoldenItem.objects.exists()
    assert not SecondOpinion.objects.exists()
    assert not Team.objects.exists()
