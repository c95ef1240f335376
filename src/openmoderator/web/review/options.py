"""How a person wants the desk to look; remembered with the person, in every browser of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from openmoderator.accounts.models import User
from openmoderator.web.review.remembering import keep_value, remembered_value

STOPS = (1, 2, 4, 8, 12, 16, 24, 48)
"""Cards on screen, the stops of the slider (review-tool 5)."""
SORTS = ("", "tagged", "untagged", "score", "age")
SWITCHES = ("blur", "grey", "mute", "positions")
ON_OFF = {"on": True, "off": False}
KEY = "desk"


@dataclass(frozen=True)
class Options:
    """Cards on screen, which come first, what softens the media, and whether letters are places.

    `mute` is for media with sound: the switch is on the desk when there is any.
    """

    count: int = 12
    sort: str = ""
    blur: bool = True
    grey: bool = True
    mute: bool = True
    positions: bool = False

    @property
    def stop(self) -> int:
        """The slider's position, 0 to 7."""
        return STOPS.index(self.count)

    @property
    def fewer(self) -> int:
        """The stop below, or the first."""
        return STOPS[max(0, self.stop - 1)]

    @property
    def more(self) -> int:
        """The stop above, or the last."""
        return STOPS[min(len(STOPS) - 1, self.stop + 1)]


def remembered(user: User) -> Options:
    """The person's options; what is missing or no longer possible takes its default."""
    stored = remembered_value(user, KEY)
    given = stored if isinstance(stored, dict) else {}
    known = {field.name: given[field.name] for field in fields(Options) if field.name in given}
    return Options(**{name: value for name, value in known.items() if _is_possible(name, value)})


def remember(user: User, options: Options) -> None:
    """Keep them for the next page."""
    keep_value(user, KEY, asdict(options))


def changed(options: Options, form: Mapping[str, str]) -> Options:
    """`options` with what one press of the toolbar says; nonsense changes nothing."""
    switched = {name: ON_OFF[form[name]] for name in SWITCHES if form.get(name) in ON_OFF}
    if switched:
        return replace(options, **switched)  # type: ignore[arg-type]
    if form.get("sort") in SORTS:
        return replace(options, sort="" if form["sort"] == options.sort else form["sort"])
    count = _stop(form.get("count_to") or form.get("count", ""))
    return options if count is None else replace(options, count=count)


def _is_possible(name: str, value: object) -> bool:
    if name == "sort":
        return value in SORTS
    return type(value) is int and value in STOPS if name == "count" else isinstance(value, bool)


def _stop(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 3 and int(text) in STOPS else None
