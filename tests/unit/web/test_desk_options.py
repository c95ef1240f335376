"""What the toolbar may change."""

from __future__ import annotations

import pytest

from openmoderator.accounts.models import User
from openmoderator.web.review.options import STOPS, Options, changed, remembered


def test_softening_is_on_at_first() -> None:
    assert (Options().blur, Options().grey, Options().count) == (True, True, 12)


def test_the_stops_are_those_of_the_slider() -> None:
    assert STOPS == (1, 2, 4, 8, 12, 16, 24, 48)


@pytest.mark.parametrize("nonsense", ["0", "3", "-1", "49", "", "abc", "²"])
def test_a_number_that_is_no_stop_changes_nothing(nonsense: str) -> None:
    assert changed(Options(), {"count": nonsense}) == Options()


def test_a_button_of_the_slider_wins_over_the_list() -> None:
    assert changed(Options(), {"count": "4", "count_to": "16"}).count == 16


def test_both_switches_can_be_set_at_once() -> None:
    after = changed(Options(), {"blur": "off", "grey": "on"})
    assert (after.blur, after.grey) == (False, True)


def test_pressing_a_sort_again_takes_it_back() -> None:
    tagged = changed(Options(), {"sort": "tagged"})
    assert tagged.sort == "tagged"
    assert changed(tagged, {"sort": "tagged"}).sort == ""


def test_the_ends_of_the_slider_stay_where_they_are() -> None:
    assert Options(count=1).fewer == 1
    assert Options(count=48).more == 48
    assert Options(count=4).more == 8


def test_sound_is_muted_and_places_are_no_keys_at_first() -> None:
    assert (Options().mute, Options().positions) == (True, False)


@pytest.mark.parametrize("sort", ["tagged", "untagged", "score", "age"])
def test_cards_are_sorted_in_four_ways(sort: str) -> None:
    assert changed(Options(), {"sort": sort}).sort == sort


def test_what_was_kept_is_remembered_and_what_became_impossible_is_not() -> None:
    kept = {"count": 3, "sort": "size", "blur": False, "grey": "no", "gone": 1, "mute": False}
    user = User(email="x@team.test", preferences={"desk": kept})
    assert remembered(user) == Options(blur=False, mute=False)
    assert remembered(User(email="x@team.test", preferences={"desk": 3})) == Options()
