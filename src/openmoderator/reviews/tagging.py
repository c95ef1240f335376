"""Which tag buttons a review shows and which are on. Pure.

Sources: contract 12 (a metadata key that is a tag code presets the tag; one or two letters
with a boolean value are a tag of that review even if undefined), review-tool 12 (isAdult and
isRacy light ``a`` and ``r`` when no rule says otherwise).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BOOLEANS = {"true": True, "false": False}
EVALUATED = {"a": "isadult", "r": "isracy"}


@dataclass(frozen=True)
class TeamTag:
    """A visible tag of the team; `colour` is a name of the palette or empty."""

    code: str
    name: str
    colour: str = ""


@dataclass(frozen=True)
class TagChoice:
    """One tag button: its code, its name, whether it is on, and its colour."""

    code: str
    name: str
    on: bool
    colour: str = ""


Pairs = Iterable[Sequence[str]]


def choices(
    tags: Iterable[TeamTag], metadata: Pairs, draft: Mapping[str, bool] | None = None
) -> tuple[TagChoice, ...]:
    """Buttons in the team's order, then the review's own tags in the order of the metadata.

    A draft, where there is one, says what is on; else the metadata does.
    """
    offered = list(tags)
    team = {tag.code: tag.name for tag in offered}
    colours = {tag.code: tag.colour for tag in offered}
    values = {key: BOOLEANS.get(value.strip().lower()) for key, value in metadata}
    preset = {_code(key, team): value for key, value in values.items() if _is_tag(key, value)}
    lit = {code for code, output in EVALUATED.items() if _evaluated(values, output)}
    names = {**team, **{code: code for code in preset if code not in team}}
    state = {**dict.fromkeys(lit, True), **preset, **(draft or {})}
    return tuple(
        TagChoice(code, name, bool(state.get(code)), colours.get(code, ""))
        for code, name in names.items()
    )


def _is_tag(key: str, value: bool | None) -> bool:
    return value is not None and 1 <= len(key) <= 2 and key.isalpha()


def _code(key: str, team: Mapping[str, str]) -> str:
    """A tag of the team in its own spelling; the caller's own tags as the caller spells them."""
    return key.lower() if key.lower() in team else key


def _evaluated(values: Mapping[str, bool | None], output: str) -> bool:
    return any(value for key, value in values.items() if key.lower() == output)
