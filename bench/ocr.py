"""Reading text against rapidocr as it comes (same model files): time, and errors by characters.

    python -m bench.ocr [--rounds N]         times, both called in turns
    python -m bench.ocr --cer [--enhanced]   a table of character error rates by set
    python -m bench.ocr --languages          the same by language, of what this machine reads
    python -m bench.ocr --memory             the most memory that the process had by then

The baseline is `RapidOCR()` without any option but a silent log. An error rate is the number of
characters to insert, delete or replace, over the number of characters drawn; lines are joined
in the order in which they were read. Printed for docs/ocr.md; nothing is asserted.
"""

from __future__ import annotations

import io
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
from PIL import Image

from bench.measuring import Figure, Options, in_turns, read_options, report
from bench.ocr_pictures import SETS, Sample, card, outlined, pages, written
from bench.ocr_sentences import SENTENCES
from openmoderator.demo.pictures import QUOTE, quote_picture
from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.ocr import LanguageNotReadable
from openmoderator.detect.image.picture import Picture

Read = Callable[[Image.Image], str]
LETTERED = ("DejaVuSans", "LiberationSerif-Regular", "DejaVuSerif-Bold")
PHOTOGRAPH, PAGE = "ratio <= 0.7", "ratio <= 1.1"


def plain() -> Read:
    """RapidOCR's own call, its lines joined in its own order."""
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(params={"Global.log_level": "critical"})

    def read(image: Image.Image) -> str:
        pixels = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
        return "\n".join(getattr(engine(pixels), "txts", None) or ())

    return read


def ours(enhanced: bool = False, language: str | None = None) -> Read:
    """What the product reads."""

    def read(image: Image.Image) -> str:
        picture = Picture(image, "png", "image/png")
        found = image_detectors().ocr.read(picture, language, enhanced)
        return "\n".join(line.text for line in found.lines)

    return read


def distance(one: str, other: str) -> int:
    """The least number of characters to insert, delete or replace (Levenshtein)."""
    target = np.array([ord(character) for character in other], np.int64)
    steps = np.arange(len(target) + 1)
    row = steps.copy()
    for count, character in enumerate(one, 1):
        best = np.minimum(row[:-1] + (target != ord(character)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate([[count], best]) - steps) + steps
    return int(row[-1])


def errors(read: Read, samples: Sequence[Sample]) -> str:
    """The character error rate over all samples; where nothing is written, characters read."""
    wrong = sum(distance("\n".join(one.lines), read(one.image)) for one in samples)
    drawn = sum(len("\n".join(one.lines)) for one in samples)
    return f"{100 * wrong / drawn:.1f} %" if drawn else f"{wrong} read"


def photographs() -> dict[str, Sample]:
    """The lettered pictures that times are taken on."""
    quote = Sample(Image.open(io.BytesIO(quote_picture())).convert("RGB"), QUOTE)
    found = {"quote of the demo 640 x 640": quote}
    for width, height, size in ((640, 480, 36), (1280, 960, 60), (1920, 1280, 44)):
        for index, sample in enumerate(outlined(width, height, size, 2)):
            found[f"lettered photograph {width} x {height} ({index + 1})"] = sample
    return found


def measure(options: Options) -> list[Figure]:
    """Medians of both calls, in turns; error rates where there are any."""
    baseline, product = plain(), ours()
    cases = [(what, sample, PHOTOGRAPH) for what, sample in photographs().items()]
    cases.append(("dense page 1240 x 1754", next(iter(pages())), PAGE))
    figures = []
    for what, sample, budget in cases:
        mine, theirs = in_turns(
            partial(product, sample.image), partial(baseline, sample.image), options.rounds, warm=1
        )
        rates = [errors(read, [sample]) for read in (product, baseline)]
        against = f"RapidOCR(); errors {rates[0]} against {rates[1]}"
        middle = statistics.median(mine), statistics.median(theirs)
        figures.append(Figure(f"OCR, {what}", middle[0], "ms", against, middle[1], budget))
    return figures


def table(options: Options) -> None:
    """Markdown: error rate and processor time of both for every set."""
    readers: list[Read] = [plain(), ours()]
    readers += [ours(enhanced=True)] if options.enhanced else []
    print("| Set | Pictures | RapidOCR() | ours |" + (" enhanced |" if options.enhanced else ""))
    print("|---" * (3 + len(readers) - 1) + "|")
    for what, draw in SETS.items():
        samples = list(draw())[: options.pictures]
        cells = [_cell(read, samples) for read in readers]
        print(f"| {what} | {len(samples)} | {' | '.join(cells)} |", flush=True)


def _cell(read: Read, samples: Sequence[Sample]) -> str:
    start = time.process_time()
    rate = errors(read, samples)
    seconds = (time.process_time() - start) / len(samples)
    return f"{rate} ({seconds:.2f} s)"


def languages() -> None:
    """Markdown: error rate of a sentence of each language in three fonts, 32 pixels."""
    print("| Language | Errors |\n|---|---|")
    for code, text in SENTENCES.items():
        samples = [written(text, face) for face in LETTERED]
        with suppress(LanguageNotReadable):
            print(f"| {code} | {errors(ours(language=code), samples)} |", flush=True)


def memory() -> None:
    """Markdown: the peak of the process, in MB, after pictures of growing size."""
    cases = {
        "models loaded": card(0, None, 26),
        "photograph 640 x 480": next(outlined(640, 480, 36, 1)),
        "photograph 1920 x 1280": next(outlined(1920, 1280, 44, 1)),
        "dense page 1240 x 1754": next(pages()),
        "photograph 4000 x 3000": next(outlined(4000, 3000, 100, 1)),
    }
    for what, sample in cases.items():
        ours()(sample.image)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(f"| {what} | {peak} MB |", flush=True)


if __name__ == "__main__":
    chosen = read_options(
        __doc__, rounds=5, pictures=14, cer=False, enhanced=False, languages=False, memory=False
    )
    if chosen.cer:
        table(chosen)
    elif chosen.languages:
        languages()
    elif chosen.memory:
        memory()
    else:
        report(measure, chosen)
