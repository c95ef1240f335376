"""Inflection by rule."""

import pytest

from openmoderator.detect.text.inflections import inflect


@pytest.mark.parametrize(
    ("term", "rule", "forms"),
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
    ],
)
def test_a_rule_makes_the_forms_people_write(term: str, rule: str, forms: set[str]) -> None:
    assert set(inflect(term, rule)) == forms
