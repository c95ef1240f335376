"""When two answers are the same. Pure.

An answer is a list of [code, bool] pairs, one for each tag that was offered. Two answers are
compared on the tags that both were offered, because a team may change its tags in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pairs = Sequence[Sequence[str | bool]]


def by_code(pairs: Pairs) -> dict[str, bool]:
    """The pairs as code to bool."""
    return {str(code): bool(on) for code, on in pairs}


def agree(one: Pairs, other: Pairs) -> bool:
    """Whether both left the same tags on, of those that both were offered."""
    first, second = by_code(one), by_code(other)
    return all(first[code] == second[code] for code in first.keys() & second.keys())


def on_of(pairs: Pairs, within: Mapping[str, bool] | None = None) -> tuple[str, ...]:
    """The codes left on, in alphabetical order; `within` keeps to the tags of another answer."""
    answer = by_code(pairs)
    return tuple(
        sorted(code for code, on in answer.items() if on and (within is None or code in within))
    )
