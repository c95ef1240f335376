"""How a person wants the desk to look; remembered in the session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from django.contrib.sessions.backends.base import SessionBase

STOPS = (1, 2, 4, 8, 12, 16, 24, 48)
"""Cards on screen, the stops of the slider (review-tool 5)."""
SORTS = ("", "tagged", "untagged")
SWITCHES = ("blur", "grey")
ON_OFF = {"on": True, "off": False}
SESSION_KEY = "desk"


@dataclass(frozen=True)
class Options:
    """Cards on screen, which come first, and what softens the pictures."""

    count: int = 12
    sort: str = ""
    blur: bool = True
    grey: bool = True

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


def remembered(session: SessionBase) -> Options:
    """The person's options; what is missing or no longer possible takes its default."""
    stored = session.get(SESSION_KEY)
    known = {field.name for field in fields(Options)}
    options = Options(**{k: v for k, v in (stored or {}).items() if k in known})
    return options if options.count in STOPS and options.sort in SORTS else Options()


def remember(session: SessionBase, options: Options) -> None:
    """Keep them for the next page."""
    session[SESSION_KEY] = asdict(options)


def changed(options: Options, form: Mapping[str, str]) -> Options:
    """`options` with what one press of the toolbar says; nonsense changes nothing."""
    if any(form.get(name) in ON_OFF for name in SWITCHES):
        return replace(
            options,
            blur=ON_OFF.get(form.get("blur", ""), options.blur),
            grey=ON_OFF.get(form.get("grey", ""), options.grey),
        )
    if form.get("sort") in SORTS:
        return replace(options, sort="" if form["sort"] == options.sort else form["sort"])
    count = _stop(form.get("count_to") or form.get("count", ""))
    return options if count is None else replace(options, count=count)


def _stop(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) in STOPS else None
