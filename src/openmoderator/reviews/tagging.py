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
    """A visible tag of the team."""

    code: str
    name: str


@dataclass(frozen=True)
class TagChoice:
    """One tag button: its code, its name and whether it is on."""

    code: str
    name: str
    on: bool


Pairs = Iterable[Sequence[str]]


def choices(
    tags: Iterable[TeamTag], metadata: Pairs, draft: Mapping[str, bool] | None = None
) -> tuple[TagChoice, ...]:
    """Buttons in the team's order, then the review's own tags in the order of the metadata.

    A draft, where there is one, says what is on; else the metadata does.
    """
    preset, own = _presets(metadata)
    known = {tag.code: tag.name for tag in tags}
    codes = [*known, *(code for code in own if code not in known)]
    state = {**preset, **(draft or {})}
    return tuple(TagChoice(code, known.get(code, code), state.get(code, False)) for code in codes)


def _presets(metadata: Pairs) -> tuple[dict[str, bool], list[str]]:
    values = {key.lower(): BOOLEANS.get(value.strip().lower()) for key, value in metadata}
    own = [
        key
        for key, value in values.items()
        if value is not None and 1 <= len(key) <= 2 and key.isalpha()
    ]
    preset = {code: bool(values[code]) for code in own}
    for code, output in EVALUATED.items():
        if code not in preset and values.get(output):
            preset[code] = True
    return preset, own
