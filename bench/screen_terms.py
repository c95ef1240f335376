"""Finding profanity in texts of 1 KB, against lower() and one naive alternation of the terms.

    python -m bench.screen_terms [--rounds N]

The peer finds whole words as they are spelled only; the detector also sees through case,
look-alikes, digits for letters, separators and repeats, and gives offsets. The same again with
five lists of 10,000 custom terms looked up in the same text.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from openmoderator.detect.text.lexicon import read_entries
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.snapshot import TermSnapshot, build
from openmoderator.detect.text.terms import built_in_terms, find_terms
from openmoderator.detect.text.values import TermMatch

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
LISTS, LISTED = 5, 10_000


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


def custom_lists(rng: random.Random, folder: Path) -> list[TermSnapshot]:
    """Five lists of made words, phrases of them, and words with digits."""
    letters = "abcdefghijklmnoprstuvw"
    lists = []
    for number in range(LISTS):
        words = ["".join(rng.choices(letters, k=rng.randint(4, 11))) for _ in range(LISTED)]
        words[::10] = [f"{word} {word[::-1]}" for word in words[::10]]
        words[1::20] = [f"{word}-{rng.randint(1, 99)}" for word in words[1::20]]
        build(words, folder / str(number), language="eng")
        lists.append(TermSnapshot.open(folder / str(number), number, "eng"))
    return lists


def find_all(lists: list[TermSnapshot], text: str) -> list[TermMatch]:
    """The built-in and the custom terms of one text."""
    prepared = Prepared(text)
    found = [*built_in_terms().find_prepared(prepared)]
    for custom in lists:
        found += custom.find(prepared)
    return found


def processor_time(find: Callable[[str], object], text: str) -> float:
    """Milliseconds of this thread on a core, whatever else the machine does meanwhile."""
    before = time.thread_time_ns()
    find(text)
    return (time.thread_time_ns() - before) / 1e6


def measure(options: Options) -> list[Figure]:
    """Three kinds of text, each new in every round."""
    rng = random.Random(3)
    built_in_terms()
    terms = [form for entry in read_entries("eng") for form in entry.forms()]
    peer = naive(terms)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        lists = custom_lists(rng, Path(folder))
        for kind in ("clean", "plain", "disguised"):
            texts = [text_of(rng, terms, kind) for _ in range(options.rounds + 3)]
            for what, find in (
                ("built-in", find_terms),
                ("built-in and 5 x 10,000", lambda text: find_all(lists, text)),
            ):
                own, other = iter(texts), iter(texts)
                taken, naively = in_turns(
                    lambda own=own, find=find: find(next(own)),  # type: ignore[misc]
                    lambda other=other: peer.findall(next(other).lower()),  # type: ignore[misc]
                    options.rounds,
                )
                figures += spread(
                    f"terms of 1 KB, {what}, {kind}",
                    taken,
                    f"lower() and a regex of {len(terms)} spellings",
                    naively,
                    budgets={99: BUDGET},
                )
                figures += spread(
                    f"terms of 1 KB, {what}, {kind}, processor time",
                    [processor_time(find, text) for text in texts[3:]],
                    f"lower() and a regex of {len(terms)} spellings",
                    [
                        processor_time(lambda text: peer.findall(text.lower()), text)
                        for text in texts[3:]
                    ],
                    percents=(1, 50, 99),
                )
    return figures


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=500))
