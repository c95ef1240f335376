"""Inflection by rule: the dispatch to the languages, and English."""

import pytest

from openmoderator.detect.text.inflections import forms, rules_of
from openmoderator.detect.text.inflections.rules import add, either, swap


@pytest.mark.parametrize(
    ("term", "rule", "expected"),
    [
        ("shit", "n", {"shits", "shitz"}),
        ("bitch", "n", {"bitches"}),
        ("pussy", "n", {"pussies"}),
        ("shit", "v", {"shits", "shitz", "shitted", "shitting", "shittin"}),
        ("wank", "er", {"wanker", "wankers", "wankerz", "wanka", "wankas", "wankaz"}),
        ("whore", "v", {"whores", "whorez", "whored", "whoring", "whorin"}),
        ("horny", "a", {"hornier", "horniest"}),
        ("slut", "y", {"slutty", "sluttier", "sluttiest"}),
        ("rat bastard", "n", {"rat bastards", "rat bastardz"}),
        ("son of a bitch", "^n", {"sons of a bitch", "sonz of a bitch"}),
    ],
)
def test_a_rule_makes_the_forms_people_write(term: str, rule: str, expected: set[str]) -> None:
    assert set(forms(term, [rule], "eng")) == expected


def test_a_word_whose_forms_look_like_it_is_not_given_again() -> None:
    assert "wank" not in set(forms("wank", ["v", "n", "er"], "eng"))


def test_a_rule_of_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        list(forms("wank", ["inside"], "eng"))


def test_a_language_without_a_module_has_no_rules() -> None:
    assert rules_of("und") == {}


def test_endings_are_set_behind_the_word_or_in_the_place_of_its_end() -> None:
    assert list(add("s", "z")("damn")) == ["damns", "damnz"]
    assert list(swap("y", "ies")("pussy")) == ["pussies"]
    assert list(swap("y", "ies")("damn")) == []
    assert list(either(swap("y", "ies"), add("s"))("damn")) == ["damns"]
    assert list(either(swap("y", "ies"), add("s"))("pussy")) == ["pussies"]
