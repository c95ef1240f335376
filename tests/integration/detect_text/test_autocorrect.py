"""What autocorrect changes and what it leaves alone, and that places are right."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.text.autocorrect import corrected, find_corrections

_PIECES = st.sampled_from(
    ["teh", "recieve", "f0x", "qu!ck", "sooo", "Aisha", "word", "NASA", "a@b.test", " ", ". ", "\n"]
)
_TEXTS = st.lists(_PIECES, max_size=12).map("".join) | st.text(st.characters(codec=None))


def _correct(text: str) -> str:
    return corrected(text, find_corrections(text))


def test_the_documented_example_is_undone() -> None:
    text = "The qu!ck brown f0x jumps over the lzay dog"
    assert _correct(text) == "The quick brown fox jumps over the lazy dog"


@pytest.mark.parametrize(
    "text",
    [
        "We met Katarzyna, Bjrn and Jonhson there.",
        "See www.recieve.test/teh or http://teh.test/?q=freind",
        "Write to freind@recieve.test, or @teh_freind.",
        "Tagged #freind and #wierd.",
        "Room 4b, 3rd floor, v2.0.1, mp3, h2o, 10am, B2B, COVID19, top5.",
        "NASA, UNHCR and iPhone and McDonald",
        "C:\\teh\\freind and /usr/teh and teh_freind and a=teh;",
        "Привет, как дела? 你好 مرحبا",
        "",
        " \n\t ",
    ],
)
def test_names_addresses_tags_numbers_and_code_are_left_alone(text: str) -> None:
    assert _correct(text) == text


@pytest.mark.parametrize(
    ("text", "correct"),
    [
        ("teh, (teh) \"teh\" teh-teh teh!", "the, (the) \"the\" the-the the!"),
        ("Teh end. Teh beginning", "The end. The beginning"),
        ("I DEFINATELY WNAT IT", "I DEFINITELY WANT IT"),
        ("it’s teh dog’s", "it’s the dog’s"),
        ("dont, thats, wont", "don't, that's, wont"),
        ("coooool sooo verrry", "cool so very"),
        ("what a $hit f0ooox", "what a shit f0ooox"),
    ],
)  # fmt: skip
def test_words_are_corrected_where_they_stand(text: str, correct: str) -> None:
    assert _correct(text) == correct


def test_places_that_are_kept_are_left_alone() -> None:
    text = "teh teh teh"
    kept = corrected(text, find_corrections(text, [(5, 6)]))
    assert kept == "the teh the"


@settings(deadline=None)
@given(_TEXTS)
def test_corrections_lie_in_the_text_in_its_order_apart(text: str) -> None:
    found = find_corrections(text)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= one.start < one.end <= len(text) and one.text for one in found)
    assert all(text[one.start : one.end] != one.text for one in found)


def test_a_long_unknown_word_and_a_long_text_are_read() -> None:
    text = "xqzptv" * 20_000 + " " + "wrdo " * 5_000
    assert len(_correct(text)) > 100_000


def test_threads_that_come_first_together_get_the_same_answers() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(_correct, ["teh lzay freind"] * 32)) == {"the lazy friend"}


def test_the_dictionary_is_not_loaded_before_it_is_asked_for() -> None:
    program = (
        "from openmoderator.detect.text.autocorrect import dictionary as module\n"
        "from openmoderator.detect.text.screen import ScreenOptions, screen\n"
        "screen('teh', ScreenOptions(language='en'))\n"
        "assert module._load.cache_info().currsize == 0\n"
        "screen('teh', ScreenOptions(language='en', autocorrect=True))\n"
        "assert module._load.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
