"""Finding profanity in texts of 1 KB, against lower() and one naive alternation of the terms.

    python -m bench.screen_terms [--rounds N]

The peer finds whole words as they are spelled only; the detector also sees through case,
look-alikes, digits for letters, separators and repeats, and gives offsets.
"""

from __future__ import annotations

import random
import re

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from openmoderator.detect.text.lexicon import read_entries
from openmoderator.detect.text.terms import built_in_terms, find_terms

SIZE = 1024
ORDINARY = (
    "the a of and to in is it that for on with as was at by this from be are or an have not we "
    "order parcel arrived yesterday broken screen please refund money quickly because customer "
    "service answered after three days 2 40 15% phone https://shop.test/item?id=7 photo weather "
    "garden recipe flour butter oven minutes train station delayed passenger window Monday, "
    "friends played football until evening; nobody knew why. Really? Yes! naïve café über 你好 🙂 "
    "assessment classic Scunthorpe cockpit grass titles analysis therapist shiitake"
)
DISGUISES = str.maketrans({"a": "@", "i": "1", "e": "3", "o": "0", "s": "$"})
BUDGET = "< 2 ms"


def text_of(rng: random.Random, terms: list[str], kind: str) -> str:
    """About one KB of UTF-8: ``clean``, or with four terms, as they are or ``disguised``."""
    ordinary, words = ORDINARY.split(), list[str]()
    while len(" ".join(words).encode()) < SIZE:
        words.append(rng.choice(ordinary))
    if kind != "clean":
        for place in rng.sample(range(len(words)), 4):
            words[place] = disguised(rng, rng.choice(terms), kind)
    return " ".join(words)


def disguised(rng: random.Random, term: str, kind: str) -> str:
    """The term as it is, or in one of three ways that people write around a filter."""
    if kind == "plain":
        return term
    return rng.choice((term.translate(DISGUISES), ".".join(term), term[0] + term[1] * 3 + term[1:]))


def naive(terms: list[str]) -> re.Pattern[str]:
    """Every spelling as one alternation, whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b")


def measure(options: Options) -> list[Figure]:
    """Three kinds of text, each new in every round."""
    rng = random.Random(3)
    built_in_terms()
    terms = [form for entry in read_entries("eng") for form in entry.forms()]
    peer = naive(terms)
    figures = []
    for kind in ("clean", "plain", "disguised"):
        texts = [text_of(rng, terms, kind) for _ in range(options.rounds + 3)]
        own, other = iter(texts), iter(texts)
        taken, naively = in_turns(
            lambda own=own: find_terms(next(own)),  # type: ignore[misc]
            lambda other=other: peer.findall(next(other).lower()),  # type: ignore[misc]
            options.rounds,
        )
        figures += spread(
            f"terms of 1 KB, {kind}",
            taken,
            f"lower() and a regex of {len(terms)} spellings",
            naively,
            budgets={99: BUDGET},
        )
    return figures


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=500))
