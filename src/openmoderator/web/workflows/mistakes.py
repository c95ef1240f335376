"""What is wrong with an expression, for people: the line, a marker under it, the place in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from openmoderator.workflows.grammar.errors import Problem, Spot
from openmoderator.workflows.grammar.place import ROOT

SHOWN: Final = 100
"""Characters of a line that are shown around the place."""
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
TAB: Final = "    "


@dataclass(frozen=True)
class Mistake:
    """One problem with its line. `marked` is the line, `marker` what points at the place."""

    message: str
    where: str
    spot: Spot
    marked: str
    marker: str


def mistakes(problems: Iterable[Problem], text: str) -> list[Mistake]:
    """The problems in the order of the text, each with its line."""
    made = [_mistake(problem, text) for problem in problems]
    return sorted(made, key=lambda one: one.spot.offset)


def in_words(path: str) -> str:
    """`Expression.If.Left.Operator` as a person would say it."""
    names = {
        "Left": _("left side"),
        "Right": _("right side"),
        "IfCondition": _("its condition"),
        "Perform": _("action"),
        "Tags": _("tag condition"),
    }
    words: list[str] = []
    for name, index in _STEP.findall(path.removeprefix(ROOT)):
        if index and words:
            words[-1] = f"{words[-1]} {int(index) + 1}"
        else:
            words.append(names.get(name, name))
    return " › ".join(words) or _("the whole expression")


def _mistake(problem: Problem, text: str) -> Mistake:
    spot = problem.spot or Spot(1, 1, 0)
    lines = text.split("\n")
    line = lines[spot.line - 1].rstrip("\r") if spot.line <= len(lines) else ""
    start = max(0, spot.column - 1 - SHOWN // 2)
    before = line[start : spot.column - 1].replace("\t", TAB)
    after = line[spot.column - 1 : start + SHOWN].replace("\t", TAB)
    return Mistake(
        problem.message, in_words(problem.path), spot, before + after, " " * len(before) + "▲"
    )
