"""Inflections by rule: what endings a term of a list may take, one module for each language.

A module is named by its ISO 639-3 code and gives `RULES`, from the letters that stand in the
data file to what they make. Only spelling; nothing here knows meanings. Irregular forms are
written out in the lists. A language without a module has no rules: its words do not vary.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final, cast

from openmoderator.detect.text.inflections.rules import Rule

__all__ = ["FIRST_WORD", "forms", "rules_of"]

FIRST_WORD: Final = "^"
"""Before a rule's name: of a phrase the first word varies and not the last."""


@cache
def rules_of(language: str) -> Mapping[str, Rule]:
    """Return the rules of an ISO 639-3 language by name, none for a language without a module."""
    module = f"{__name__}.{language}"
    if find_spec(module) is None:
        return {}
    return cast("Mapping[str, Rule]", import_module(module).RULES)


def forms(term: str, rules: Iterable[str], language: str) -> Iterator[str]:
    """Yield the forms of `term` under each of `rules`, `term` itself excluded, repeats possible.

    Of a phrase the last word is inflected, or the first where the rule begins with `^`.
    Raises KeyError for a rule that the language does not have.
    """
    for name in rules:
        rule = rules_of(language)[name.removeprefix(FIRST_WORD)]
        made = _of_first(term, rule) if name.startswith(FIRST_WORD) else _of_last(term, rule)
        yield from (form for form in made if form != term)


def _of_first(term: str, rule: Rule) -> Iterator[str]:
    word, space, phrase = term.partition(" ")
    return (form + space + phrase for form in rule(word))


def _of_last(term: str, rule: Rule) -> Iterator[str]:
    phrase, space, word = term.rpartition(" ")
    return (phrase + space + form for form in rule(word))
