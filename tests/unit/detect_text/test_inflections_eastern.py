"""Inflections of Russian, Turkish, Arabic, Hindi and Korean words by the rules of their lists."""

import pytest

from openmoderator.detect.text.inflections import forms


@pytest.mark.parametrize(
    ("language", "rule", "term", "made"),
    [
        ("rus", "m", "мудак", {"мудака", "мудаком", "мудаков"}),
        ("rus", "f", "жопа", {"жопы", "жопу", "жопой", "жоп"}),
        ("rus", "n", "говно", {"говна", "говном", "говн"}),
        ("rus", "a", "хуевый", {"хуевая", "хуевого", "хуево"}),
        ("rus", "peb", "ебать", {"ебет", "заебал", "отъебись", "разъебал", "выебанный"}),
        ("rus", "pit", "хуярить", {"хуярит", "захуярил", "нахуярились"}),
        ("rus", "pnut", "ебануть", {"ебанул", "заебанутый", "заебанулся"}),
        ("rus", "aj", "заебывать", {"заебывает", "заебывал"}),
        ("tur", "n", "pezevenk", {"pezevengi", "pezevenkler", "pezevenklerin", "pezevenklik"}),
        ("tur", "n", "orospu", {"orospuya", "orospular", "orospunun", "orospusun"}),
        ("tur", "n", "bok", {"boka", "boku", "boktan", "boklar"}),
        ("ara", "n", "طيز", {"الطيز", "طيزك", "وطيزه", "بطيزها"}),
        ("ara", "n", "قحبه", {"القحبه", "قحبتك", "والقحبه", "قحبات"}),
        ("hin", "m", "भडवा", {"भडवे", "भडवों"}),
        ("hin", "f", "रंडी", {"रंडियां", "रंडियों"}),
        ("hin", "lc", "madarchod", {"madarchodon", "madarchodi"}),
        ("kor", "n", "병신", {"병신이", "병신아", "병신들"}),
    ],
)
def test_a_rule_makes_the_usual_forms(language: str, rule: str, term: str, made: set[str]) -> None:
    assert made <= set(forms(term, [rule], language))


def test_turkish_endings_follow_the_last_vowel() -> None:
    made = set(forms("kaltak", ["n"], "tur"))
    assert "kaltaklar" in made
    assert "kaltakler" not in made


def test_the_hard_sign_stands_between_a_consonant_and_the_vowel_only() -> None:
    made = set(forms("ебать", ["peb"], "rus"))
    assert "съебал" in made
    assert "заъебал" not in made
