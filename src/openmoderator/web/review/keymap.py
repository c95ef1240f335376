"""Which key does what on the desk: the person's own choice over what it is at first.

Owns the choice and its rules. Each action has one key of the person's own; some have a second
one that stays (Enter, Backspace). Digits, arrows, Escape and Ctrl+A never change. The script
reads the map from the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openmoderator.accounts.models import User
from openmoderator.errors import BadInput
from openmoderator.web.review.remembering import keep_value, remembered_value

KEY = "keys"
PLACES = "qwerasdfzxcv"
"""Position keys: the letters of three rows of a keyboard are the places of a grid of twelve."""


class KeyTaken(BadInput):
    """A key that cannot be given to the action."""


@dataclass(frozen=True)
class Action:
    """Something the desk does, with its key at first; `also` is a second one that stays."""

    name: str
    says: str | Promise
    first: str
    also: str = ""
    pictures: bool = False
    """Whether only the grid of pictures has it."""


ACTIONS = (
    Action("next", gettext_lazy("Next: decide what is on screen"), "n", "Enter"),
    Action("back", gettext_lazy("Prev: take the last batch back"), "p", "Backspace"),
    Action("first", gettext_lazy("Toggle the first tag"), " "),
    Action("clear", gettext_lazy("Clear the tags"), "c"),
    Action("details", gettext_lazy("View details, notes and history"), "v"),
    Action("move", gettext_lazy("Move or assign"), "m"),
    Action("hold", gettext_lazy("Hold for later"), "h"),
    Action("skip", gettext_lazy("Skip for me"), "s"),
    Action("extend", gettext_lazy("Keep these items for longer"), "e"),
    Action(
        "reveal",
        gettext_lazy(
            "Hold to reveal a part of the current picture; arrows move it, Space shows all of it"
        ),
        "r",
        pictures=True,
    ),
    Action("blur", gettext_lazy("Blur on or off"), "b", pictures=True),
    Action("grey", gettext_lazy("Grey on or off"), "g", pictures=True),
    Action("pick", gettext_lazy("Select the current card"), "l", pictures=True),
    Action("more", gettext_lazy("More cards on screen"), "+", pictures=True),
    Action("fewer", gettext_lazy("Fewer cards on screen"), "-", pictures=True),
    Action("map", gettext_lazy("This map"), "?"),
)
BY_NAME = {action.name: action for action in ACTIONS}


@dataclass(frozen=True)
class Bound:
    """An action with the key that the person has for it."""

    action: Action
    key: str

    @property
    def shown(self) -> str:
        """The key as people read it."""
        return shown(self.key)

    @property
    def is_own(self) -> bool:
        """Whether it differs from what it is at first."""
        return self.key != self.action.first


def shown(key: str) -> str:
    """A key as it stands on a keyboard."""
    return _("Space") if key == " " else key.upper()


def keymap(user: User) -> tuple[Bound, ...]:
    """Every action with its key. A kept key that became impossible takes its first one."""
    kept = remembered_value(user, KEY)
    own = kept if isinstance(kept, dict) else {}
    found: dict[str, str] = {}
    for action in ACTIONS:
        key = own.get(action.name)
        is_good = isinstance(key, str) and _is_key(key) and key not in found.values()
        found[action.name] = key if is_good and isinstance(key, str) else action.first
    if len(set(found.values())) < len(found):
        found = {action.name: action.first for action in ACTIONS}
    return tuple(Bound(action, found[action.name]) for action in ACTIONS)


def key_names(bound: tuple[Bound, ...]) -> dict[str, str]:
    """By action, the key as people read it."""
    return {each.action.name: each.shown for each in bound}


def change_key(user: User, name: str, key: str) -> None:
    """Give the action `name` the key. Raises `KeyTaken` and says what the key does."""
    key = key.lower()
    if name not in BY_NAME or not _is_key(key):
        raise KeyTaken(_("Choose one letter, sign or the space bar; digits toggle tags."))
    held = {bound.action.name: bound.key for bound in keymap(user)}
    for other, taken in held.items():
        if taken == key and other != name:
            raise KeyTaken(
                _("%(key)s is taken: %(says)s. Give that another key first.")
                % {"key": shown(key), "says": BY_NAME[other].says}
            )
    keep_value(user, KEY, _own({**held, name: key}))


def reset_keys(user: User) -> None:
    """Every key as it is at first."""
    keep_value(user, KEY, {})


def _own(held: Mapping[str, str]) -> dict[str, str]:
    return {name: key for name, key in held.items() if key != BY_NAME[name].first}


def _is_key(key: str) -> bool:
    """One character that a key makes by itself; digits belong to the tags."""
    return len(key) == 1 and key.isprintable() and not key.isdecimal() and key != "="
