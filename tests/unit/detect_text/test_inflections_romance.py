"""Inflection by rule: Portuguese, Spanish, French and Italian."""

import pytest

from openmoderator.detect.text.inflections import forms


def _made(language: str, rule: str, term: str) -> set[str]:
    return set(forms(term, [rule], language))


@pytest.mark.parametrize(
    ("language", "rule", "term", "expected"),
    [
        ("por", "n", "puta", {"putas"}),
        ("por", "n", "colhao", {"colhoes", "colhaos"}),
        ("por", "n", "mijao", {"mijoes", "mijaos"}),
        ("por", "g", "cornudo", {"cornudos", "cornuda", "cornudas"}),
        ("por", "g", "cuzao", {"cuzoes", "cuzona", "cuzonas", "cuzoa", "cuzoas"}),
        ("por", "d", "puta", {"putinha", "putinhas", "putona", "putonas"}),
        ("por", "d", "piroca", {"piroquinha", "piroquinhas", "pirocona", "piroconas"}),
        ("spa", "n", "cojon", {"cojones"}),
        ("spa", "g", "cabron", {"cabrones", "cabrona", "cabronas"}),
        ("spa", "g", "boludo", {"boludos", "boluda", "boludas"}),
        ("fra", "n", "pute", {"putes"}),
        ("fra", "g", "connard", {"connards", "connarde", "connardes"}),
        ("fra", "g", "couillon", {"couillons", "couillonne", "couillonnes"}),
        ("fra", "^n", "tete de con", {"tetes de con"}),
        ("ita", "n", "troia", {"troie"}),
        ("ita", "n", "sorca", {"sorche"}),
        ("ita", "g", "stronzo", {"stronzi", "stronza", "stronze"}),
        ("ita", "g", "coglione", {"coglioni", "cogliona"}),
        ("ita", "^g", "figlio di puttana", {f"figl{x} di puttana" for x in ("i", "ia", "ie")}),
    ],
)
def test_a_noun_has_just_its_forms(language: str, rule: str, term: str, expected: set[str]) -> None:
    assert _made(language, rule, term) == expected


@pytest.mark.parametrize(
    ("language", "term", "some", "none"),
    [
        ("por", "cagar", {"cago", "cagou", "caguei", "cague", "cagando", "cagado"}, {"cage"}),
        ("por", "foder", {"foda", "fodam", "fodeu", "fodendo", "fodidas", "fodesse"}, {"foda se"}),
        ("spa", "cagar", {"cago", "cague", "cagaste", "cagandome", "cagate"}, {"cage", "cagete"}),
        ("spa", "joder", {"jodo", "jodas", "jodete", "joderse", "jodidos", "jodiendo"}, {"jodar"}),
        ("spa", "follar", {"follo", "follamos", "follarme", "follandose"}, {"folleto"}),
        ("fra", "niquer", {"nique", "niquez", "niquait", "niquees", "niquera"}, {"nic"}),
        ("fra", "emmerder", {"emmerdes", "emmerdons", "emmerdaient"}, {"emmer"}),
        ("ita", "cagare", {"caghi", "cago", "cagato", "cagherai", "cagarsi"}, {"cagi", "cagerai"}),
        ("ita", "fottere", {"fotto", "fottiti", "fottuta", "fottendo", "fotteva"}, {"foto"}),
    ],
)
def test_a_verb_is_conjugated_as_it_is_spelled(
    language: str, term: str, some: set[str], none: set[str]
) -> None:
    made = _made(language, "v", term)
    assert some <= made
    assert not none & made


def test_a_plural_in_z_is_spelled_with_c_in_spanish() -> None:
    assert _made("spa", "n", "gilipollez") == {"gilipolleces"}
