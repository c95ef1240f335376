"""Keys that people choose for themselves."""

from __future__ import annotations

import pytest

from openmoderator.accounts.models import User
from openmoderator.web.review.keymap import ACTIONS, key_names, keymap


def keys_of(kept: object) -> dict[str, str]:
    """The map of somebody who kept `kept`."""
    user = User(email="x@team.test", preferences={"keys": kept})
    return {bound.action.name: bound.key for bound in keymap(user)}


def test_every_action_has_a_key_of_its_own_at_first() -> None:
    firsts = [action.first for action in ACTIONS]
    assert len(set(firsts)) == len(firsts)


def test_a_kept_key_takes_the_place_of_the_first() -> None:
    assert keys_of({"next": "x"})["next"] == "x"
    assert keys_of({"next": "x"})["back"] == "p"


@pytest.mark.parametrize(
    "nonsense", [None, [], "x", {"next": "xy"}, {"next": "1"}, {"next": 3}, {"next": "p"}]
)
def test_what_cannot_be_a_map_is_the_first_one(nonsense: object) -> None:
    assert keys_of(nonsense) == {action.name: action.first for action in ACTIONS}


def test_keys_are_shown_as_they_stand_on_a_keyboard() -> None:
    names = key_names(keymap(User(email="x@team.test")))
    assert (names["next"], names["first"], names["map"]) == ("N", "Space", "?")
