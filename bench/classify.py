"""Category scores of a text on one core, against the bare run of the same encoder.

    python -m bench.classify [--rounds N]

The bare run has the token ids ready; the classifier also tidies, cuts into tokens, counts words
and blends. The batch is compared with the same texts one by one.
"""

from __future__ import annotations

import random

import numpy as np

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from openmoderator.detect.models.store import Network, open_model
from openmoderator.detect.text.categories import classify, classify_many, load_category_model
from openmoderator.detect.text.categories.built_in import open_encoder
from openmoderator.detect.text.categories.model import Window
from openmoderator.detect.text.categories.tidy import tidy

ORDINARY = (
    "the a of and to in is it that for on with as was at by this from be are or an have not we "
    "order parcel arrived yesterday broken screen please refund money quickly because customer "
    "service answered after three days phone photo weather garden recipe flour butter oven "
    "minutes train station delayed passenger window friends played football until evening nobody "
    "knew why really stupid idea my neighbour is annoying but his dog is lovely"
)
SIZES = {140: "< 3 ms", 1024: "< 15 ms"}
BATCH = 32


def text_of(rng: random.Random, size: int) -> str:
    """Ordinary words, `size` characters in all."""
    words = ORDINARY.split()
    return " ".join(rng.choice(words) for _ in range(size))[:size]


def bare(network: Network, windows: list[Window]) -> None:
    """The encoder alone, on all windows of a text (they have one length)."""
    given = np.array([window.ids for window in windows], np.int32)
    network.run(["logits"], {"ids": given, "mask": np.ones_like(given)})


def measure(options: Options) -> list[Figure]:
    """Two sizes of text, each new in every round, and batches."""
    rng = random.Random(4)
    load_category_model()
    encoder, network = open_encoder(), open_model("text_categories")
    figures = []
    for size, budget in SIZES.items():
        texts = [text_of(rng, size) for _ in range(options.rounds + 3)]
        ready = iter([encoder.windows(tidy(text)) for text in texts])
        own = iter(texts)
        taken, alone = in_turns(
            lambda own=own: classify(next(own), "eng"),  # type: ignore[misc]
            lambda ready=ready: bare(network, next(ready)),  # type: ignore[misc]
            options.rounds,
        )
        figures += spread(
            f"categories of {size} characters",
            taken,
            "the encoder alone, tokens ready",
            alone,
            budgets={50: budget},
        )
    return [*figures, *batches(rng, options.rounds)]


def batches(rng: random.Random, rounds: int) -> list[Figure]:
    """BATCH texts of many lengths at once, against one by one."""
    texts = [text_of(rng, rng.choice((30, 60, 90, 140, 200, 400))) for _ in range(BATCH)]
    together, alone = in_turns(
        lambda: classify_many(texts),
        lambda: [classify(text, "eng") for text in texts],
        max(3, rounds // 8),
    )
    return spread(
        f"categories of {BATCH} texts at once", together, "one by one", alone, percents=(50,)
    )


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=100))
