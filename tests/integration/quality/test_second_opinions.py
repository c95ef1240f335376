"""A share of final decisions is looked at again, blind, by somebody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from structlog.testing import capture_logs
from tests.integration.conftest import MakeReviews
from tests.integration.quality.conftest import Answer

from openmoderator.accounts.models import Subteam, SubteamMember, Team, User
from openmoderator.callbacks.models import Delivery
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.quality.models import SecondOpinion
from openmoderator.quality.opinions import is_chosen
from openmoderator.reviews.history import history
from openmoderator.reviews.models import Purpose, Review, State
from openmoderator.reviews.queue import Queue, claim


def test_the_second_person_is_asked_and_the_first_is_not(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1)
    answer(anna, first, "a")

    queue = Queue(asking, "Text")
    assert claim(queue, anna, 5, uuid4()) == []
    (shadow,) = claim(queue, ben, 5, uuid4())
    assert shadow.purpose == Purpose.OPINION
    assert SecondOpinion.objects.get(review=shadow).first.review_id == first.pk


def test_the_copy_looks_like_any_other_item(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1, metadata=[("a", "True"), ("text.language", "eng")])
    answer(anna, first)
    shadow = Review.objects.get(purpose=Purpose.OPINION)

    shown = ("content_id", "created_by", "metadata", "type", "subteam", "score", "severity")
    assert [getattr(shadow, name) for name in shown] == [getattr(first, name) for name in shown]
    assert shadow.pk[:7] == first.pk[:7]
    assert len(shadow.pk) == len(first.pk)
    assert shadow.result_tags == []
    begins = [(event.what, event.who) for event in (history(first)[0], history(shadow)[0])]
    assert begins[0] == begins[1]


def test_the_copy_has_content_of_its_own(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1)
    answer(anna, first)
    shadow = Review.objects.get(purpose=Purpose.OPINION)
    Content.objects.filter(pk=str(first.stored_id)).delete()

    shadow.refresh_from_db()
    assert shadow.stored is not None
    assert shadow.stored.text == first.stored.text  # type: ignore[union-attr]
    assert shadow.stored.expires_at is None


def test_the_first_callback_goes_out_at_once_and_the_second_answer_has_none(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1, callback_endpoint="http://127.0.0.1:9/hook")
    answer(anna, first, "a")
    assert Delivery.objects.filter(subject_id=first.pk).count() == 1

    answer(ben, Review.objects.get(purpose=Purpose.OPINION))

    assert Delivery.objects.count() == 1
    first.refresh_from_db()
    assert first.state == State.COMPLETE
    assert ["a", True] in first.result_tags


@pytest.mark.parametrize(("second", "agrees"), [(("a",), True), ((), False), (("r",), False)])
def test_both_answers_are_compared(
    asking: Team,
    anna: User,
    ben: User,
    make_reviews: MakeReviews,
    answer: Answer,
    second: tuple[str, ...],
    agrees: bool,
) -> None:
    answer(anna, make_reviews(1)[0], "a")
    made = answer(ben, Review.objects.get(purpose=Purpose.OPINION), *second)

    row = SecondOpinion.objects.get()
    assert (row.second_id, row.agrees) == (made.pk, agrees)
    assert row.answered_at is not None


def test_a_second_opinion_is_not_looked_at_a_third_time(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    answer(anna, make_reviews(1)[0])
    answer(ben, Review.objects.get(purpose=Purpose.OPINION))

    assert Review.objects.count() == 2


def test_off_means_that_nobody_is_asked(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    answer(anna, make_reviews(1)[0])

    assert not SecondOpinion.objects.exists()


def test_nobody_is_asked_where_nobody_else_could_answer(
    asking: Team, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    answer(anna, make_reviews(1)[0])

    assert not Review.objects.filter(purpose=Purpose.OPINION).exists()


def test_people_outside_a_closed_subteam_could_not_answer(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    closed = Subteam.objects.create(team=asking, name="Closed")
    SubteamMember.objects.create(subteam=closed, user=anna)
    inside, also_inside = make_reviews(2)
    Review.objects.update(subteam=closed)
    answer(anna, inside)
    assert not SecondOpinion.objects.exists()

    SubteamMember.objects.create(subteam=closed, user=ben)
    answer(anna, also_inside)
    assert SecondOpinion.objects.get().review.subteam == closed


def test_content_that_is_gone_is_not_asked_about(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1)
    Content.objects.filter(pk=str(first.stored_id)).delete()
    answer(anna, first)

    assert not SecondOpinion.objects.exists()


def test_content_of_an_answered_copy_is_let_go_in_time(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    answer(anna, make_reviews(1)[0])
    shadow = Review.objects.get(purpose=Purpose.OPINION)
    answer(ben, shadow)

    kept = Content.objects.get(pk=str(shadow.stored_id))
    assert kept.expires_at is not None
    assert kept.expires_at > database_now() + timedelta(hours=1)


def test_deleting_the_item_takes_its_copy_and_text_along(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1)
    answer(anna, first)
    shadow = Review.objects.get(purpose=Purpose.OPINION)
    first.delete()

    assert not SecondOpinion.objects.exists()
    kept = Content.objects.get(pk=str(shadow.stored_id))
    assert kept.text is None
    assert kept.expires_at is not None


def test_about_the_asked_share_is_chosen_and_always_the_same(db: None) -> None:
    ids = [f"202611t{number:032x}" for number in range(2_000)]
    chosen = [pk for pk in ids if is_chosen(pk, 10)]

    assert 140 <= len(chosen) <= 260
    assert chosen == [pk for pk in ids if is_chosen(pk, 10)]
    assert set(chosen) <= {pk for pk in ids if is_chosen(pk, 20)}
    assert not any(is_chosen(pk, 0) for pk in ids)
    assert all(is_chosen(pk, 100) for pk in ids)


def test_a_fault_in_asking_never_holds_the_first_answer_up(
    asking: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (first,) = make_reviews(1, callback_endpoint="http://127.0.0.1:9/hook")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE quality_secondopinion RENAME TO quality_gone")
    with capture_logs() as told:
        answer(anna, first, "a")

    assert Delivery.objects.filter(subject_id=first.pk).count() == 1
    assert not Review.objects.filter(purpose=Purpose.OPINION).exists()
    assert "quality.not_followed" in [line["event"] for line in told]
