"""What a rule of inflection is, and the two moves that most rules are made of.

Knows no language: the endings are in the module of each one.
"""

from collections.abc import Callable, Iterator

Rule = Callable[[str], Iterator[str]]
"""Gives the forms of one folded word, in any order, repeats and the word itself allowed."""


def add(*endings: str) -> Rule:
    """Return the rule that sets each of `endings` behind the whole word."""

    def rule(word: str) -> Iterator[str]:
        for ending in endings:
            yield word + ending

    return rule


def swap(old: str, *endings: str) -> Rule:
    """Return the rule that sets each of `endings` in the place of `old`.

    A word that does not end in `old` gets no form: the check of the lists names such entries.
    """

    def rule(word: str) -> Iterator[str]:
        if word.endswith(old):
            for ending in endings:
                yield word[: len(word) - len(old)] + ending

    return rule


def either(*rules: Rule) -> Rule:
    """Return the rule that gives the forms of the first of `rules` that gives any."""

    def rule(word: str) -> Iterator[str]:
        for one in rules:
            if made := list(one(word)):
                yield from made
                return

    return rule
