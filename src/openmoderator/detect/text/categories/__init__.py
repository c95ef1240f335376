"""Which categories a text falls into: sexual, suggestive, offensive.

Pure: text in, scores out; no threshold is applied here and nothing is fetched. The packaged tier
scores English and German; a folder with another ONNX classifier can take its place.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

from openmoderator.detect.text.categories.built_in import open_built_in
from openmoderator.detect.text.categories.custom import open_custom
from openmoderator.detect.text.categories.values import CategoryModel, Classification

__all__ = [
    "CategoryModel",
    "Classification",
    "choose_category_model",
    "classifier",
    "classify",
    "classify_many",
    "load_category_model",
]

_loading = threading.Lock()
_loaded: CategoryModel | None = None
_chosen: Path | None = None


def classify(text: str, language: str) -> Classification | None:
    """The scores of `text`, or None where its language (ISO 639-3) is not one of the model's.

    A long text is read in overlapping windows and the worst counts; see `windows` for how much.
    """
    return classifier().classify_many([text], [language])[0]


def classify_many(
    texts: Sequence[str], languages: Sequence[str] | str = "eng"
) -> list[Classification | None]:
    """The same for many texts at once, faster than one by one. One language may stand for all."""
    each = [languages] * len(texts) if isinstance(languages, str) else languages
    return classifier().classify_many(texts, each)


def load_category_model(folder: Path | None = None) -> CategoryModel:
    """Load the tier of `folder`, or the packaged one, and use it from now on in this process.

    Raises CategoryModelError for a folder that lacks something, ModelFileError for a packaged
    file that is missing or another one.
    """
    global _loaded
    model: CategoryModel = open_custom(folder) if folder is not None else open_built_in()
    with _loading:
        _loaded = model
    return model


def choose_category_model(folder: Path | None) -> None:
    """Settle which tier the first call loads, the packaged one for None; nothing is loaded yet."""
    global _chosen, _loaded
    with _loading:
        _chosen, _loaded = folder, None


def classifier() -> CategoryModel:
    """The loaded tier; the first call loads the chosen one. Safe among threads.

    Raises as `load_category_model` does, each time anew.
    """
    global _loaded
    with _loading:
        if _loaded is None:
            _loaded = open_custom(_chosen) if _chosen is not None else open_built_in()
        return _loaded
