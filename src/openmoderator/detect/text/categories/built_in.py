"""The tier that comes with the package: encoder, linear model and blend put together."""

from collections.abc import Sequence

from tokenizers import Tokenizer

from openmoderator.detect.models.store import model_path, open_model
from openmoderator.detect.text.categories.blend import Blend, read_blend
from openmoderator.detect.text.categories.linear import LinearModel, read_linear
from openmoderator.detect.text.categories.model import Encoder, Floats, Window
from openmoderator.detect.text.categories.tidy import tidy
from openmoderator.detect.text.categories.values import Classification, worst

NOTHING = Classification(0.0, 0.0, 0.0)


class BuiltInModel:
    """Scores English and German. Safe among threads."""

    def __init__(self, encoder: Encoder, linear: LinearModel, blend: Blend) -> None:
        self.encoder = encoder
        self.linear = linear
        self.blend = blend

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.blend.rules)

    def classify_many(
        self, texts: Sequence[str], languages: Sequence[str]
    ) -> list[Classification | None]:
        """One answer a text: the worst of its windows, 0 for a text without a token."""
        windows: list[Window] = []
        places: list[range | None] = []
        for text, language in zip(texts, languages, strict=True):
            if language not in self.blend.rules:
                places.append(None)
                continue
            start = len(windows)
            windows += self.encoder.windows(tidy(text))
            places.append(range(start, len(windows)))
        logits = self.encoder.logits(windows)
        return [
            None if place is None else self._worst(language, place, windows, logits)
            for place, language in zip(places, languages, strict=True)
        ]

    def _worst(
        self, language: str, place: range, windows: Sequence[Window], logits: Floats
    ) -> Classification:
        """The answer for the text whose windows those of `place` are."""
        scores = [self._score(language, windows[number], logits[number]) for number in place]
        return worst(scores) if scores else NOTHING

    def _score(self, language: str, window: Window, logits: Floats) -> Classification:
        encoder = dict(zip(self.encoder.heads, logits.tolist(), strict=True))
        margins = self.linear.margins(window.text).tolist()
        return self.blend.score(
            language, encoder, dict(zip(self.linear.heads, margins, strict=True))
        )


def open_encoder() -> Encoder:
    """The packaged encoder. Raises ModelFileError where a file is missing or another one."""
    network = open_model("text_categories")
    heads = (network.property("heads") or "").split(",")
    tokenizer = Tokenizer.from_file(str(model_path("text_categories_tokenizer")))
    return Encoder(network, tokenizer, tuple(heads))


def open_built_in() -> BuiltInModel:
    """The packaged tier. Raises ModelFileError where a file is missing or another one."""
    linear = read_linear(model_path("text_categories_linear"))
    return BuiltInModel(open_encoder(), linear, read_blend(model_path("text_categories_blend")))
