"""Copies of items with a known answer are mixed into queues, each once a person."""

from __future__ import annotations

from itertools import pairwise
from uuid import uuid4

import pytest
from tests.integration.conftest import MakeReviews
from tests.integration.quality.conftest import Answer

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.content.models import Content
from openmoderator.errors import BadInput
from openmoderator.quality import making
from openmoderator.quality.models import GoldenAnswer, GoldenItem
from openmoderator.reviews.models import Purpose, Review
from openmoderator.reviews.queue import Queue, claim, release_all

TAGS: list[list[str | bool]] = [["a", True], ["r", False]]


@pytest.fixture
def lead(team: Team) -> User:
    """An administrator, who makes golden items."""
    return create_user("lead@team.test", team, "admin", "correct horse battery").user


@pytest.fixture
def golden_team(team: Team, lead: User) -> Team:
    """A team with three golden texts that wants as many asked as can be."""
    for number in range(3):
        making.from_text(team, lead, f"golden {number}", TAGS, "It is sold as such.")
    team.golden_percent = 100
    team.save()
    return team


def golden_of(cards: list[Review]) -> list[Review]:
    return [card for card in cards if card.purpose == Purpose.GOLDEN]


def test_one_card_in_five_is_golden_at_most(
    golden_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(20)
    cards = claim(Queue(golden_team, "Text"), anna, 10, uuid4())

    assert (len(cards), len(golden_of(cards))) == (10, 2)


def test_a_golden_card_is_never_alone(
    golden_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(3)
    assert golden_of(claim(Queue(golden_team, "Text"), anna, 12, uuid4())) == []


def test_cards_one_by_one_are_golden_once_in_five_at_most(
    golden_team: Team, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    make_reviews(30)
    purposes = []
    for _ in range(11):
        (card,) = claim(Queue(golden_team, "Text"), anna, 1, uuid4())
        answer(anna, card)
        purposes.append(card.purpose)

    assert purposes.count(Purpose.GOLDEN) == 3
    at = [number for number, purpose in enumerate(purposes) if purpose == Purpose.GOLDEN]
    assert min(b - a for a, b in pairwise(at)) >= 5


def test_nobody_is_asked_the_same_twice(
    golden_team: Team, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    make_reviews(40)
    asked = []
    for _ in range(3):
        cards = claim(Queue(golden_team, "Text"), anna, 10, uuid4())
        asked += golden_of(cards)
        for card in cards:
            answer(anna, card)

    assert len(asked) == 3
    assert GoldenAnswer.objects.filter(user=anna, decision__isnull=False).count() == 3


def test_everybody_is_asked_and_nobody_sees_another_s_copy(
    golden_team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    make_reviews(30)
    queue = Queue(golden_team, "Text")
    hers, his = claim(queue, anna, 10, uuid4()), claim(queue, ben, 10, uuid4())

    assert {row.assigned_to_id for row in golden_of(hers)} == {anna.pk}
    assert {row.assigned_to_id for row in golden_of(his)} == {ben.pk}


def test_a_copy_given_back_comes_again_and_no_second_one(
    golden_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(20)
    queue = Queue(golden_team, "Text")
    before = golden_of(claim(queue, anna, 5, uuid4()))
    release_all(golden_team, anna)
    after = golden_of(claim(queue, anna, 5, uuid4()))

    assert [row.pk for row in after] == [row.pk for row in before]
    assert len(after) == 1


def test_who_made_an_item_is_not_asked_it(
    golden_team: Team, lead: User, make_reviews: MakeReviews
) -> None:
    make_reviews(20)
    assert golden_of(claim(Queue(golden_team, "Text"), lead, 10, uuid4())) == []


def test_a_copy_takes_age_and_sender_from_its_neighbours(
    golden_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    made = make_reviews(20)
    (copy,) = golden_of(claim(Queue(golden_team, "Text"), anna, 5, uuid4()))

    assert copy.created_at in {row.created_at for row in made}
    assert copy.created_by == made[0].created_by
    assert copy.pk[:7] == made[0].pk[:7]


@pytest.mark.parametrize(("on", "right"), [(("a",), True), (("a", "r"), False), ((), False)])
def test_an_answer_is_held_against_the_right_one(
    golden_team: Team,
    anna: User,
    make_reviews: MakeReviews,
    answer: Answer,
    on: tuple[str, ...],
    right: bool,
) -> None:
    make_reviews(8)
    (copy,) = golden_of(claim(Queue(golden_team, "Text"), anna, 5, uuid4()))
    made = answer(anna, copy, *on)

    row = GoldenAnswer.objects.get(review=copy)
    assert (row.right, row.decision_id) == (right, made.pk)


def test_a_retired_item_is_asked_of_nobody_and_its_waiting_copies_go(
    golden_team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    make_reviews(20)
    queue = Queue(golden_team, "Text")
    claim(queue, anna, 10, uuid4())
    release_all(golden_team, anna)
    for item in GoldenItem.objects.all():
        making.retire(golden_team, lead, item.pk)

    assert golden_of(claim(queue, anna, 10, uuid4())) == []
    assert not GoldenAnswer.objects.exists()


def test_an_item_outlives_the_review_it_was_made_of(
    team: Team, lead: User, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (review,) = make_reviews(1)
    answer(anna, review, "a")
    found = making.usable(team, review.pk)
    assert found is not None
    item = making.from_review(team, lead, found, TAGS, "why")
    Content.objects.filter(pk=str(found.stored_id)).delete()

    item.refresh_from_db()
    assert item.stored.text == found.stored.text  # type: ignore[union-attr]


def test_a_review_whose_content_is_gone_is_refused(
    team: Team, lead: User, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (review,) = make_reviews(1)
    answer(anna, review)
    Content.objects.filter(pk=str(review.stored_id)).delete()
    found = making.usable(team, review.pk)
    assert found is not None
    with pytest.raises(making.NoLongerKept):
        making.from_review(team, lead, found, TAGS, "")


def test_what_is_open_or_of_another_team_cannot_be_made_golden(
    team: Team, other_team: Team, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    open_one, done = make_reviews(2)
    answer(anna, done)

    assert making.usable(team, open_one.pk) is None
    assert making.usable(other_team, done.pk) is None


def test_nothing_and_too_much_are_no_texts(team: Team, lead: User) -> None:
    for text in (" \n", "x" * (making.LONGEST_TEXT + 1)):
        with pytest.raises(BadInput):
            making.from_text(team, lead, text, TAGS, "")


def test_a_golden_card_stands_where_its_age_puts_it(
    golden_team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    make_reviews(60)
    at = []
    for _ in range(3):
        cards = claim(Queue(golden_team, "Text"), anna, 20, uuid4())
        at += [number for number, card in enumerate(cards) if card.purpose == Purpose.GOLDEN]
        assert cards == sorted(cards, key=lambda card: (card.created_at, card.pk))
        Review.objects.filter(pk__in=[card.pk for card in cards]).update(state="complete")

    assert len(at) == 3
