"""Five people race for one queue: nobody sees what another has, and each decision counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from playwright.sync_api import Page

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.reviews.models import Decision, DecisionState, Review, State

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

PEOPLE = 5
ITEMS = 500
MOST_ROUNDS = 200
"""Rounds of one press by everybody after which the race has failed: 12 cards each need 9."""


def racers(team: Team) -> list[User]:
    """People of the team who have nothing to do with each other."""
    return [
        create_user(f"racer{number}@team.test", team, "reviewer", "correct horse battery").user
        for number in range(PEOPLE)
    ]


def held(page: Page) -> list[str]:
    """Ids of the reviews on the page, then of those that it keeps ready."""
    return list(
        page.evaluate(
            """() => [document, document.querySelector('#ahead').content].flatMap((place) =>
                [...place.querySelectorAll('form [name=item]')].map((field) => field.value))"""
        )
    )


def twice(shown: Sequence[list[str]]) -> list[str]:
    """What more than one page shows."""
    return [pk for pk, count in Counter(pk for ids in shown for pk in ids).items() if count > 1]


def settle(page: Page) -> None:
    """Wait for the answer to the last press."""
    page.wait_for_function("() => !document.querySelector('#desk').dataset.busy")


def press(page: Page) -> list[str]:
    """Switch `a` on for the first card, if there is one, and press Next. Ids of that card."""
    first = held(page)[:1]
    if first:
        page.keyboard.press("1")
        page.keyboard.press("n")
    return first


def belong(people: Sequence[User], shown: Sequence[list[str]]) -> bool:
    """Whether everything that a page shows or keeps ready is its person's in the database."""
    said = {pk: person.pk for person, ids in zip(people, shown, strict=True) for pk in ids}
    rows = Review.objects.filter(pk__in=said).values_list("pk", "claimed_by")
    return dict(rows) == said


def test_five_people_and_five_hundred_pictures(
    open_page: OpenPage, team: Team, make_pictures: MakeReviews
) -> None:
    made = {review.pk for review in make_pictures(ITEMS, metadata=[])}
    people, tagged = racers(team), list[str]()
    pages = [open_page(person, "/review/image") for person in people]
    for _ in range(MOST_ROUNDS):
        if not Review.objects.filter(state=State.WAITING).exists():
            break
        for page in pages:
            tagged += press(page)
        for page in pages:
            settle(page)
        shown = [held(page) for page in pages]
        assert twice(shown) == []
        assert belong(people, shown)
    decided = Decision.objects.exclude(state=DecisionState.WITHDRAWN)
    assert sorted(decided.values_list("review", flat=True)) == sorted(made)
    assert decided.values("user").distinct().count() == PEOPLE
    with_a = [row.review_id for row in decided if dict(row.tags)["a"]]
    assert sorted(with_a) == sorted(tagged)
    assert [page.locator("[data-messages] .note").count() for page in pages] == [0] * PEOPLE
