"""Inflection by rule: Polish, which declines and conjugates the most."""

import pytest

from openmoderator.detect.text.inflections import forms


def _made(rule: str, term: str) -> set[str]:
    return set(forms(term, [rule], "pol"))


@pytest.mark.parametrize(
    ("rule", "term", "some"),
    [
        ("f", "kurwa", {"kurwy", "kurwie", "kurwe", "kurwo", "kurw", "kurwami", "kurwach"}),
        ("fk", "dziwka", {"dziwki", "dziwce", "dziwke", "dziwek", "dziwkami"}),
        ("m", "kutas", {"kutasa", "kutasem", "kutasie", "kutasy", "kutasow", "kutasami"}),
        ("mk", "dupek", {"dupka", "dupkiem", "dupki", "dupkow"}),
        ("a", "jebany", {"jebana", "jebane", "jebanego", "jebanych", "jebani"}),
        ("a", "kurewski", {"kurewska", "kurewskie", "kurewskiego", "kurewskim"}),
        ("a", "zajebisty", {"zajebista", "zajebisci", "zajebistych"}),
        ("ac", "jebac", {"jebie", "jebia", "jebal", "jebali", "jebany", "jebanie", "jebiesz"}),
        ("am", "ruchac", {"rucha", "ruchasz", "ruchaj", "ruchali", "ruchany"}),
        ("ic", "pierdolic", {"pierdole", "pierdol", "pierdolisz", "pierdolona", "pierdolil"}),
        ("bic", "wkurwic", {"wkurwie", "wkurwi", "wkurwil", "wkurwiony", "wkurwia"}),
        ("nac", "jebnac", {"jebne", "jebnie", "jebnij", "jebnal", "jebnela", "jebniety"}),
        ("pam", "pierdalac", {"spierdalaj", "wypierdalac", "zapierdala", "opierdalali"}),
        ("pac", "jebac", {"wyjebac", "zajebali", "rozjebal", "pojebany", "przejebane"}),
        ("pic", "pierdolic", {"spierdolil", "wypierdol", "opierdolila", "rozpierdolone"}),
        ("pnac", "jebnac", {"zajebnal", "przyjebniety", "wyjebne"}),
    ],
)
def test_the_forms_people_write_are_made(rule: str, term: str, some: set[str]) -> None:
    assert some <= _made(rule, term)


@pytest.mark.parametrize("rule", ["f", "fk", "mk", "ac", "am", "ic", "bic", "nac"])
def test_a_rule_leaves_a_word_alone_that_it_does_not_fit(rule: str) -> None:
    assert _made(rule, "chuj") == set()
