"""Folding: what it undoes, and that every folded character knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.normalise import fold

_ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ABC", "abc"),
        ("ａｂｃ", "abc"),
        ("ⓐⓑⓒ", "abc"),
        ("🅰🅱🅲", "abc"),
        ("ᴀʙᴄ", "abc"),
        ("ﬁn", "fin"),
        ("straße", "strasse"),
        ("déjà", "deja"),
        ("a\u0301\u0336b", "ab"),
        ("a\u200bb\u00adc\u2060", "abc"),
        ("a\0b", "ab"),
        ("\u202eabc\u202c", "abc"),
        ("aЬс", "abc"),
        ("Нello", "hello"),
        ("νine and Νine", "vine and nine"),
    ],
)
def test_disguises_of_single_letters_are_folded(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize("text", ["нос", "привет, мир", "한국어", "が", "हिन्दी", "漢字"])
def test_writing_of_other_scripts_stays_what_it_is(text: str) -> None:
    assert fold(text).text == text


def test_a_foreign_word_in_a_text_that_has_others_stays_foreign() -> None:
    assert fold("слово соск and more").text == "слово соск and more"


def test_a_word_of_look_alikes_in_a_latin_text_is_read_as_latin() -> None:
    assert fold("you соск").text == "you cock"


@given(_ANY_TEXT)
def test_offsets_point_into_the_original_and_never_fall(text: str) -> None:
    folded = fold(text)
    offsets = folded.starts.tolist()
    assert len(offsets) == len(folded.text)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_only_lowered_and_freed_of_control_characters(text: str) -> None:
    kept = "".join(
        character for character in text.lower() if character >= " " or character.isspace()
    )
    assert fold(text).text == kept.replace("\x7f", "")


@given(_ANY_TEXT)
def test_a_folded_character_is_folded_from_the_character_it_points_at(text: str) -> None:
    folded = fold(text)
    for character, offset in zip(folded.text, folded.starts.tolist(), strict=True):
        alone, beside_latin = fold(text[offset]).text, fold("a" + text[offset]).text
        # Or it stays as it is, like the letters of a flag.
        assert character in alone + beside_latin + text[offset]


def test_the_span_of_a_folded_piece_is_that_of_the_original() -> None:
    text = "😀 ﬁnal"
    folded = fold(text)
    start = folded.text.index("fi")
    assert folded.span(start, start + 2) == (2, 3)


@pytest.mark.parametrize(
    ("language", "written", "folded"),
    [
        ("rus", "сука", "сука"),
        ("rus", "cyka", "сука"),
        ("rus", "хyй и йод", "хуй и йод"),
        ("rus", "Ёлка sale", "елка sale"),
        ("ukr", "їжак", "їжак"),
        ("eng", "жуй sale", "жуй sale"),
        ("eng", "ѕніт", "shit"),
        ("tur", "SIKIŞ İSTANBUL", "sıkıs istanbul"),
        ("tur", "SIKTIR GIT", "siktir git"),
        ("tur", "sık sik", "sık sik"),
        ("deu", "Schwül Ärger Straße", "schwuel aerger strasse"),
        ("deu", "u\u0308bel", "uebel"),
        ("spa", "coño mañana jamás", "coño mañana jamas"),
        ("spa", "con\u0303o", "coño"),
        ("por", "coração", "coracao"),
        ("ara", "كُـــسّ أُمّك العاهرة", "كس امك العاهره"),
        ("ara", "\ufe8d\ufedf\ufee8\ufe8e\ufeb1 ١٢", "الناس 12"),
        ("hin", "हरामज़ादा", "हरामजादा"),
        ("hin", "कुत्\u200dते की", "कुत्ते की"),
        ("jpn", "バカ ﾊﾞｶ ばか", "ばか ばか ばか"),
        ("jpn", "か\u3099", "が"),
        ("kor", "ㅆㅣㅂㅏㄹ ㅅㅂ", "씨발 ㅅㅂ"),
        ("kor", "\u110a\u1175\u1107\u1161\u11af", "씨발"),
        ("zho", "傻Ｂ 五", "傻b 五"),
        ("tha", "ก็ไม่", "ก็ไม่"),
        ("heb", "שָׁלוֹם", "שלום"),
    ],
)
def test_each_script_keeps_its_letters_and_loses_what_only_decorates(
    language: str, written: str, folded: str
) -> None:
    assert fold(written, language).text == folded


@given(_ANY_TEXT, st.sampled_from(["rus", "tur", "deu", "spa", "ara", "hin", "jpn", "kor"]))
def test_folding_twice_changes_nothing_more(text: str, language: str) -> None:
    once = fold(text, language).text
    if once.isascii():
        assert fold(once, language).text == once


def test_a_syllable_typed_in_letters_covers_all_of_them() -> None:
    assert fold("a ㅆㅣㅂ b").span(2, 3) == (2, 5)
