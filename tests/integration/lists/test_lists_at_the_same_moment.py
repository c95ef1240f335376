"""Callers at one list at the same moment, on connections of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import LazySettings
from tests.integration.lists.looking import add
from tests.integration.reviews.test_at_the_same_moment import at_once

from openmoderator.accounts.models import Team
from openmoderator.demo.pictures import sample_pictures
from openmoderator.errors import OpenModeratorError
from openmoderator.lists import catalogue, pictures, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.errors import LimitReached, SamePicture
from openmoderator.lists.models import ImageList, ListedImage, Term, TermList

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = sample_pictures()[0][1]
CALLERS = 6


def outcome(act: Callable[[], object]) -> Callable[[], object]:
    """What comes of it: the error, or its answer."""

    def run() -> object:
        try:
            return act()
        except OpenModeratorError as error:
            return type(error)

    return run


def test_terms_added_together_never_exceed_the_limit(
    team: Team, words: TermList, settings: LazySettings
) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, terms_per_list=4)
    acts = [
        outcome(lambda text=f"term {number}": terms.add(team, words.pk, "eng", text))  # type: ignore[misc]
        for number in range(CALLERS)
    ]
    answers = at_once(*acts)
    assert sorted(map(str, answers)) == sorted(map(str, [True] * 3 + [LimitReached] * 3))
    words.refresh_from_db()
    assert Term.objects.count() == words.entries == 4


def test_the_same_term_added_together_is_there_once(team: Team, words: TermList) -> None:
    answers = at_once(*[lambda: terms.add(team, words.pk, "eng", "zlatch")] * CALLERS)
    assert sorted(answers, key=bool) == [False] * (CALLERS - 1) + [True]
    words.refresh_from_db()
    assert Term.objects.filter(text="zlatch").count() == 1
    assert words.entries == 2


def test_the_same_picture_added_together_is_there_once(
    team: Team, pictures_list: ImageList
) -> None:
    answers = at_once(*[outcome(lambda: add(team, pictures_list.pk, PICTURE))] * CALLERS)
    assert answers.count(SamePicture) == CALLERS - 1
    pictures_list.refresh_from_db()
    assert ListedImage.objects.count() == pictures_list.entries == 1


def test_lists_made_together_never_exceed_the_limit(team: Team) -> None:
    make = outcome(lambda: catalogue.create(ImageList, team, ListFields("one")))
    answers = at_once(*[make] * (CALLERS + 2))
    assert answers.count(LimitReached) == CALLERS + 2 - 5
    assert ImageList.objects.count() == 5


def test_deleting_and_clearing_together_count_right(team: Team, pictures_list: ImageList) -> None:
    number = add(team, pictures_list.pk, PICTURE)
    at_once(
        outcome(lambda: pictures.delete(team, pictures_list.pk, number)),
        outcome(lambda: pictures.clear(team, pictures_list.pk)),
        outcome(lambda: pictures.delete(team, pictures_list.pk, number)),
    )
    pictures_list.refresh_from_db()
    assert (pictures_list.entries, pictures.ids(team, pictures_list.pk)) == (0, [])
