"""Finding terms: places, words, longest match, and texts made to break things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.alphabets import alphabet_of
from openmoderator.detect.text.lexicon import Entry, read_entries
from openmoderator.detect.text.matching import TermIndex
from openmoderator.detect.text.normalise import fold
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.reading import key_of
from openmoderator.detect.text.terms import (
    BUILT_IN_LANGUAGES,
    TermMatch,
    built_in_terms,
    find_terms,
)

_TERMS = [entry.term for entry in read_entries("eng") if " " not in entry.term]
_LETTERS_APART = [term for term in _TERMS if len(set(term)) == len(term) > 3]
_PIECES = ["😀", "🏳️\u200d🌈", "漢字", "été", ",", ".", " ", "\n"]
_BEFORE = st.lists(st.sampled_from(_PIECES)).map(lambda pieces: "".join(pieces) + " ")
_SEPARATORS = st.sampled_from([" ", ".", "-", "_", "~", "🔥", " . ", "\u200b", "…"])


def _skeleton(text: str) -> str:
    """The letters that all disguises of one spelling share, spaces and separators left out."""
    key, _ = key_of(alphabet_of("eng"), "".join(filter(str.isalnum, fold(text).text)))
    return key


def test_a_match_tells_term_place_and_severity() -> None:
    assert find_terms("What CRAP is this") == (TermMatch("crap", 5, 9, 1),)


def test_places_count_code_points_of_the_text_as_given() -> None:
    (match,) = find_terms("😀é ﬁ ｓｈｉｔ!")
    assert (match.start, match.end) == (5, 9)


def test_the_longest_of_overlapping_terms_is_named() -> None:
    assert [match.term for match in find_terms("you son of a bitch")] == ["son of a bitch"]


def test_terms_come_in_the_order_of_the_text() -> None:
    assert [match.term for match in find_terms("sh1t, damn and f.u.c.k")] == [
        "shit",
        "damn",
        "fuck",
    ]


def test_a_given_name_is_no_term_where_it_is_written_like_one() -> None:
    assert find_terms("Ask Dick Jones about it") == ()
    assert [match.term for match in find_terms("don't be a dick Jones")] == ["dick"]


def test_a_term_beside_an_innocent_phrase_is_found() -> None:
    (match,) = find_terms("tit for tat, you tit")
    assert match.start == 17


def test_a_disguise_is_not_excused_by_an_innocent_phrase() -> None:
    assert [match.term for match in find_terms("m0by d1ck")] == ["dick"]


def test_the_combining_marks_of_the_last_letter_belong_to_the_match() -> None:
    text = "f\u0336u\u0336c\u0336k\u0336 it"
    (match,) = find_terms(text)
    assert text[match.start : match.end] == text[:8]


def test_an_index_reports_the_list_it_was_made_for() -> None:
    (match,) = TermIndex(read_entries("eng"), list_id=7).find("crap")
    assert match.list_id == 7


def test_the_list_is_compiled_once() -> None:
    assert built_in_terms() is built_in_terms()


@given(_BEFORE, st.sampled_from(_TERMS), st.integers(1, 5))
def test_a_stretched_term_is_cut_out_by_its_place(before: str, term: str, times: int) -> None:
    written = term[:-1] + term[-1] * (times if times == 1 else times + 2)
    text = f"{before}{written} end"
    (match,) = find_terms(text)
    assert text[match.start : match.end] == written
    assert _skeleton(written) == _skeleton(match.term)


@given(_BEFORE, st.sampled_from(_LETTERS_APART), _SEPARATORS)
def test_letters_set_apart_are_found_with_their_separators(
    before: str, term: str, separator: str
) -> None:
    written = separator.join(term)
    text = f"{before}{written}"
    (match,) = find_terms(text)
    assert text[match.start : match.end] == written
    assert match.term == term


@given(st.text(st.characters(codec=None)))
def test_every_match_refolds_to_its_term(text: str) -> None:
    for match in find_terms(text):
        cut = text[match.start : match.end]
        assert cut
        # Signs that stand for letters or hide them are left out of the skeleton.
        assert set(cut) & set("*#$+@!|") or _skeleton(cut) == _skeleton(match.term)


@given(st.lists(st.sampled_from([*"fuckshitasbc 1!$@*.-_", "😀", "\u0301", "\0", "\ud800", "а"])))
def test_places_of_any_text_are_in_order_and_inside(pieces: list[str]) -> None:
    text = "".join(pieces)
    border = 0
    for match in find_terms(text):
        assert border <= match.start < match.end <= len(text)
        border = match.end


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a@",
        "1",
        "(",
        "\0",
        "\ud800",
        "a ",
        "a.",
        "a_",
        "f*",
        "*",
        "\u0301",
        "а",
        "!",
        "ﷺ",
        "\n",
    ],
)
def test_a_long_monotonous_text_has_no_term(piece: str) -> None:
    assert find_terms(piece * (100_000 // len(piece))) == ()


@pytest.mark.parametrize("piece", ["fuck ", "f.u.c.k ; ", "sh1t ", "f**k ", "fu-ck "])
def test_a_long_text_of_terms_has_each(piece: str) -> None:
    count = 100_000 // len(piece)
    assert len(find_terms(piece * count)) == count


def test_an_empty_text_has_no_term() -> None:
    assert find_terms("") == ()
    assert find_terms("\u200b\0") == ()


def _index(language: str, *terms: str, rules: str = "x", innocent: str = "") -> TermIndex:
    entries = [
        Entry(term, 2, frozenset([rules]), (), tuple(filter(None, innocent.split(","))), language)
        for term in terms
    ]
    return TermIndex(entries, language=language)


def test_a_word_split_by_one_space_is_found_where_the_parts_are_no_words() -> None:
    (match,) = find_terms("what the fu ck is it")
    assert (match.term, match.start, match.end) == ("fuck", 9, 14)


@pytest.mark.parametrize(
    "text", ["he'll hit it", "dial 911 if", "wash it", "as hole", "fu  ck", "fu\nck"]
)
def test_two_words_are_no_split_one(text: str) -> None:
    assert find_terms(text) == ()


def test_what_is_shown_from_right_to_left_is_read_as_shown() -> None:
    text = "oh \u202e!kcuf\u202c no"
    (match,) = find_terms(text)
    assert (match.term, text[match.start : match.end]) == ("fuck", "kcuf")


def test_a_disguise_elsewhere_does_not_undo_an_innocent_phrase() -> None:
    assert find_terms("moby dick and b0x and x.y.z and well-known") == ()


def test_a_term_of_a_script_without_spaces_is_found_inside_a_sentence() -> None:
    chinese = _index("zho", "傻逼", innocent="傻逼近")
    assert [(match.start, match.end) for match in chinese.find("你是傻逼吗，傻.逼！")] == [
        (2, 4),
        (6, 9),
    ]
    assert chinese.find("傻逼近了") == ()


def test_a_katakana_term_is_not_found_in_the_middle_of_a_katakana_word() -> None:
    japanese = _index("jpn", "まんこ", "ばか")
    assert japanese.find("ロマンコメディとまあばかんす") == ()
    assert [match.term for match in japanese.find("このバカ、ﾊﾞｶ、バーーーカ")] == ["ばか"] * 3


def test_korean_is_found_in_letters_and_with_signs_inside() -> None:
    korean = _index("kor", "씨발")
    for text in ("씨발", "씨.발", "씨1발", "ㅆㅣㅂㅏㄹ"):
        assert len(korean.find(text)) == 1, text
    assert korean.find("씨발놈") == ()


def test_russian_is_found_behind_latin_look_alikes() -> None:
    russian = _index("rus", "сука", "хуй")
    assert [match.term for match in russian.find("cyкa, CУKA, cyka и xyй, x.y.й")] == [
        "сука",
        "сука",
        "сука",
        "хуй",
        "хуй",
    ]


def test_turkish_tells_its_two_letters_i_apart() -> None:
    turkish = _index("tur", "sik")
    assert turkish.find("sık sık görüşürüz, SIK") == ()
    assert [match.start for match in turkish.find("sik SİK")] == [0, 4]


def test_a_spelling_with_a_sign_in_it_is_found_as_it_stands() -> None:
    assert [match.term for match in _index("jpn", "ま○こ").find("このま○こが")] == ["ま○こ"]
    assert _index("eng", "f*ing").find("elf*ing") == ()


def test_several_lists_are_looked_up_in_one_prepared_text() -> None:
    prepared = Prepared("crap сука")
    assert [match.term for match in built_in_terms().find(prepared)] == ["crap"]
    assert [match.term for match in _index("rus", "сука").find(prepared)] == ["сука"]


def test_there_is_no_list_for_another_language() -> None:
    with pytest.raises(KeyError):
        built_in_terms("tlh")


@pytest.mark.parametrize("language", BUILT_IN_LANGUAGES)
def test_half_of_an_emoji_is_a_text_like_any_other(language: str) -> None:
    assert built_in_terms(language).find("\ud83d \udc00") == ()
