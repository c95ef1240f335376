"""Inflection by rule: German and Dutch."""

import pytest

from openmoderator.detect.text.inflections import forms


def _made(language: str, rule: str, term: str) -> set[str]:
    return set(forms(term, [rule], language))


@pytest.mark.parametrize(
    ("rule", "term", "expected"),
    [
        ("n", "fotze", {"fotzen"}),
        ("n", "schwuchtel", {"schwuchteln", "schwuchtels"}),
        ("e", "arsch", {"arsche", "arsches", "arschs", "arschen"}),
        ("er", "wichser", {"wichsers", "wichsern", "wichserin", "wichserinnen"}),
        ("s", "porno", {"pornos"}),
    ],
)
def test_a_german_noun_has_its_cases(rule: str, term: str, expected: set[str]) -> None:
    assert _made("deu", rule, term) == expected


@pytest.mark.parametrize(
    ("rule", "term", "some"),
    [
        ("v", "ficken", {"fick", "ficke", "fickst", "fickt", "fickte", "gefickt", "geficktes"}),
        ("v", "verpissen", {"verpiss", "verpisst", "verpissten", "verpisste"}),
        ("sep", "durchficken", {"durchgefickt", "durchgefickte", "durchzuficken", "durchfickt"}),
        ("a", "beschissen", {"beschissene", "beschissener", "beschissenste", "beschissenem"}),
    ],
)
def test_a_german_verb_or_adjective_has_its_endings(rule: str, term: str, some: set[str]) -> None:
    assert some <= _made("deu", rule, term)


def test_no_ge_is_set_before_an_inseparable_prefix() -> None:
    assert not [form for form in _made("deu", "v", "verpissen") if form.startswith("gever")]


@pytest.mark.parametrize(
    ("rule", "term", "expected"),
    [
        ("n", "lul", {"lullen"}),
        ("n", "hoer", {"hoeren"}),
        ("n", "spleetoog", {"spleetogen"}),
        ("n", "kutwijf", {"kutwijven"}),
        ("n", "klootzak", {"klootzakken"}),
        ("s", "hufter", {"hufters"}),
        ("d", "slet", {"sletje", "sletjes"}),
        ("v", "neuken", {"neuk", "neuke", "neukt", "neukte", "neukten", "neukend", "neukende"}
         | {"geneukt", "geneukte"}),
    ],
)  # fmt: skip
def test_dutch_keeps_the_spelling_of_open_and_closed_syllables(
    rule: str, term: str, expected: set[str]
) -> None:
    assert _made("nld", rule, term) == expected


def test_a_dutch_stem_is_closed_where_no_ending_follows() -> None:
    assert {"bef", "beft", "befte", "gebeft"} <= _made("nld", "v", "beffen")
