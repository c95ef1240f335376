"""What a rule of inflection is, and the few moves that most rules are made of.

Knows no language: the endings are in the module of each one.
"""

from collections.abc import Callable, Iterator

Rule = Callable[[str], Iterator[str]]
"""Gives the forms of one folded word, in any order, repeats and the word itself allowed."""


def endings(table: str) -> tuple[str, ...]:
    """Return the endings of a table, which blanks and line breaks part."""
    return tuple(table.split())


def add(*ends: str) -> Rule:
    """Return the rule that sets each of `ends` behind the whole word."""
    return swap("", *ends)


def swap(old: str, *ends: str) -> Rule:
    """Return the rule that sets each of `ends` in the place of `old`.

    A word that does not end in `old` gets no form: the check of the lists names such entries.
    """

    def rule(word: str) -> Iterator[str]:
        if word.endswith(old):
            for ending in ends:
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


def respelled(rule: Rule, changes: dict[str, str], before: str, dropped: int) -> Rule:
    """Return `rule` with the last consonant of the stem spelled for the vowel that follows.

    `changes` maps the end of a stem to what it becomes before one of the vowels `before`:
    `g` to `gu` in Spanish and Portuguese, so that `cagar` gives `cague` and not `cage`.
    The stem is the word without its last `dropped` letters.
    """

    def spelled(word: str) -> Iterator[str]:
        stem = word[:-dropped]
        end = next((end for end in changes if stem.endswith(end)), None)
        for form in rule(word):
            ending = form[len(stem) :]
            if end and form.startswith(stem) and ending.startswith(tuple(before)):
                yield stem.removesuffix(end) + changes[end] + ending
            else:
                yield form

    return spelled
