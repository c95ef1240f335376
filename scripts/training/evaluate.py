"""Measure the packaged classifier on texts that its training never saw, and write the model card.

    python -m scripts.training.evaluate DATA [--write]

Runs `openmoderator.detect.text.categories` itself: the int8 model, the blend, the windows.
Prints the tables; with `--write` puts them into docs/categories.md between its markers, and the
calibration plot into docs/categories-calibration.svg. Needs the project's own environment only.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from scripts.training.calibration_plot import Curve, curve_of, drawn
from scripts.training.measures import Doubles, precision_area, ranking_area, with_interval
from scripts.training.split import Row, read_rows

from openmoderator.detect.text.categories import Classification, classify_many

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "categories.md"
PLOT: Final = ROOT / "docs" / "categories-calibration.svg"
CASES: Final = Path(__file__).with_name("functional_cases.tsv")
EXAMPLES: Final = Path(__file__).with_name("worked_examples.txt")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
SETS: Final = (
    ("OpenAI moderation samples: sexual", "moderation", "sexual", "sexual", "eng"),
    ("OpenAI moderation samples: hate or harassment", "moderation", "hate", "offensive", "eng"),
    ("Wikipedia talk pages: toxic", "talk", "talk_toxic", "offensive", "eng"),
    ("Tweets: hate or offensive", "tweets", "tweet_offensive", "offensive", "eng"),
    ("Tweets: hate alone", "tweets", "tweet_hate", "offensive", "eng"),
    (
        "Made sentences on identities: toxic",
        "templates",
        "template_toxic",
        "offensive",
        "eng",
    ),
    ("German tweets (GermEval 2018): offence", "german", "german_offensive", "offensive", "deu"),
)
Scored = tuple[Row, Classification]


def main() -> None:
    """Read the arguments, measure, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    scored = list(_scored(arguments.data))
    curves = _curves(scored)
    parts = [
        _table(("Set", "Rows", "Positive", "AUPRC", "AUC"), _measured(scored, arguments.data)),
        "### At the default threshold of 0.5",
        _table(("Set", "Precision", "Recall", "False alarms"), _at_threshold(scored)),
        "### Identity words",
        _table(("Word", "Rows", "AUC", "False alarms", "Missed"), _identities(scored)),
        "### Cases of our own by kind",
        _table(("Kind", "Hateful", "Cases", "Score at least 0.5"), _kinds()),
        "### Worked examples",
        _table(("Text", "Category1", "Category2", "Category3"), _examples()),
    ]
    text = "\n\n".join(parts)
    print(text)
    if arguments.write:
        _write(text, curves)


def _scored(data: Path) -> Iterator[Scored]:
    """Held-out rows of every source with their scores."""
    rows = [row for row in read_rows(data) if row.part == "held-out"]
    languages = ["deu" if row.source == "german" else "eng" for row in rows]
    for start in range(0, len(rows), 64):
        if sys.stderr.isatty():
            print(f"\r{start} of {len(rows)}", end="", file=sys.stderr)
        part = rows[start : start + 64]
        found = classify_many([row.text for row in part], languages[start : start + 64])
        for row, answer in zip(part, found, strict=True):
            assert answer is not None
            yield row, answer


def _pairs(scored: Sequence[Scored], label: str, category: str) -> tuple[Doubles, Doubles]:
    """Labels and scores of the rows that know the label."""
    known = [(row, answer) for row, answer in scored if label in row.labels]
    labels = np.array([row.labels[label] for row, _ in known], float)
    return labels, np.array([getattr(answer, category) for _, answer in known], float)


def _measured(scored: Sequence[Scored], data: Path) -> Iterator[tuple[object, ...]]:
    """A row for each set."""
    for name, _, label, category, _ in SETS:
        yield _figures(name, *_pairs(scored, label, category))
    cases = _cases()
    labels = np.array([label for label, _, _ in cases], float)
    yield _figures("Functional cases of our own: hate", labels, _offensive([c[2] for c in cases]))
    texts, votes = _portuguese(data)
    yield _figures("Portuguese tweets, read as English (not offered)", votes, _offensive(texts))


def _figures(name: str, labels: Doubles, scores: Doubles) -> tuple[object, ...]:
    precision = with_interval(precision_area, labels, scores)
    ranking = with_interval(ranking_area, labels, scores)
    return name, len(labels), int(labels.sum()), precision, ranking


def _offensive(texts: Sequence[str]) -> Doubles:
    """Category3 of each text, read as English."""
    found = [answer for answer in classify_many(texts) if answer is not None]
    return np.array([answer.offensive for answer in found])


def _cases() -> list[tuple[int, str, str]]:
    """The functional cases: hateful, kind, text."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        records = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(int(case["hateful"]), case["kind"], case["text"]) for case in records]


def _portuguese(data: Path) -> tuple[list[str], Doubles]:
    """Every tenth tweet of the Portuguese set, positive where at least two people voted so."""
    with (data / "told_br.csv").open(encoding="utf-8", newline="") as lines:
        records = list(csv.DictReader(lines))[::10]
    votes = [max(float(v) for k, v in record.items() if k != "text") for record in records]
    return [record["text"] for record in records], np.array([vote >= 2 for vote in votes], float)


def _at_threshold(scored: Sequence[Scored]) -> Iterator[tuple[object, ...]]:
    """What the default threshold finds and misses."""
    for name, _, label, category, _ in SETS:
        labels, scores = _pairs(scored, label, category)
        raised = scores >= 0.5
        hits = float((labels * raised).sum())
        alarms = float(((1 - labels) * raised).sum() / (1 - labels).sum())
        precision = f"{hits / max(1, raised.sum()):.2f}"
        yield name, precision, f"{hits / labels.sum():.2f}", f"{alarms:.1%}"


def _identities(scored: Sequence[Scored]) -> Iterator[tuple[object, ...]]:
    """The made sentences by their identity word: the words with the lowest AUC first."""
    rows: dict[str, list[Scored]] = defaultdict(list)
    for row, answer in scored:
        if row.source == "templates":
            rows[row.text.lower().strip(".").rsplit(" ", 1)[-1]].append((row, answer))
    lines = [_identity(word, found) for word, found in rows.items() if _both(found)]
    lines.sort(key=lambda line: (line[2], line[0]))
    yield from lines[:12]


def _both(found: Sequence[Scored]) -> bool:
    return len(found) >= 10 and len({row.labels["template_toxic"] for row, _ in found}) == 2


def _identity(word: str, found: Sequence[Scored]) -> tuple[object, ...]:
    labels, scores = _pairs(found, "template_toxic", "offensive")
    alarms = float(((scores >= 0.5) & (labels == 0)).sum() / (labels == 0).sum())
    missed = float(((scores < 0.5) & (labels == 1)).sum() / (labels == 1).sum())
    area = f"{ranking_area(labels, scores):.3f}"
    return word, len(found), area, f"{alarms:.0%}", f"{missed:.0%}"


def _kinds() -> Iterator[tuple[object, ...]]:
    """How many cases of each kind reach the threshold."""
    cases = _cases()
    scores = _offensive([text for _, _, text in cases])
    groups: dict[tuple[str, int], list[float]] = defaultdict(list)
    for (hateful, kind, _), score in zip(cases, scores, strict=True):
        groups[kind, hateful].append(float(score))
    for (kind, hateful), found in groups.items():
        raised = sum(score >= 0.5 for score in found)
        yield kind, "yes" if hateful else "no", len(found), raised


def _examples() -> Iterator[tuple[object, ...]]:
    """Scores of the worked examples; a line that begins with `deu:` is German."""
    for line in EXAMPLES.read_text("utf-8").splitlines():
        language, _, text = line.partition(":")
        answer = classify_many([text.strip()], language)[0]
        assert answer is not None
        yield text.strip(), answer.sexual, answer.suggestive, answer.offensive


def _curves(scored: Sequence[Scored]) -> list[Curve]:
    """Calibration of Category1, and of Category3 over its English sources and in German."""
    sexual = _pairs(scored, "sexual", "sexual")
    english = [_pairs(scored, label, "offensive") for label in ("hate", "talk_toxic")]
    english.append(_some_tweets(scored))
    labels = np.concatenate([pair[0] for pair in english])
    scores = np.concatenate([pair[1] for pair in english])
    german = _pairs(scored, "german_offensive", "offensive")
    return [
        curve_of("Category1", *sexual),
        curve_of("Category3, English", labels, scores),
        curve_of("Category3, German", *german),
    ]


def _some_tweets(scored: Sequence[Scored]) -> tuple[Doubles, Doubles]:
    """As many tweets as talk pages."""
    labels, scores = _pairs(scored, "tweet_offensive", "offensive")
    return labels[:150], scores[:150]


def _table(head: Sequence[str], rows: Iterator[tuple[object, ...]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(text: str, curves: list[Curve]) -> None:
    page = PAGE.read_text("utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
    PLOT.write_text(drawn(curves), "utf-8")


if __name__ == "__main__":
    main()
