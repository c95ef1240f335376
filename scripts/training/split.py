"""Read the labelled texts and split them into train, calibration and held-out rows.

    python scripts/training/split.py DATA

DATA is the folder with the labelled files. Prints how many rows of each source fall into each
part. The part depends on nothing but the hash of the normalised text, so it is the same on
every machine; near-duplicates form one group and fall into one part. Made sentences are split
by their skeleton (name and identity word taken out), since all of them are near-duplicates.
Never writes the texts anywhere.
"""

import csv
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.training.functional import functional_rows
from scripts.training.near_duplicates import groups_of

from openmoderator.detect.text.categories.tidy import tidy

HEADS: Final = (
    "sexual",
    "hate",
    "violence",
    "self_harm",
    "tweet_offensive",
    "tweet_hate",
    "talk_toxic",
    "template_toxic",
    "german_offensive",
    "functional_hate",
)
SHARES: Final = {  # of a source: train, calibration; the rest is held out
    "moderation": (0.72, 0.13),
    "talk": (0.72, 0.13),
    "tweets": (0.80, 0.10),
    "german": (0.75, 0.10),
    "templates": (0.70, 0.10),
    "functional": (0.70, 0.10),
}
_ADJECTIVES: Final = frozenset(
    [
        "lovely",
        "rotten",
        "caring",
        "ugly",
        "filthy",
        "awful",
        "nice",
        "disgusting",
        "wonderful",
        "good",
        "fucked",
        "fantastic",
        "kind",
        "idiotic",
        "stupid",
        "repulsive",
        "fun",
        "vile",
        "terrible",
        "moronic",
        "neat",
        "shitty",
        "nasty",
        "friendly",
        "excellent",
        "best",
        "gracious",
        "great",
        "incredible",
        "horrible",
        "happy",
        "dumb",
        "hate",
        "kill",
        "destroy",
        "like",
        "love",
        "hug",
        "respect",
    ]
)


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text. `labels` holds only the heads that are known for it: 0 or 1."""

    text: str
    source: str
    labels: dict[str, int]
    part: str = ""


def read_rows(data: Path) -> list[Row]:
    """Every row of every source, tidied, each exact text once a source, with its part."""
    rows: list[Row] = []
    for source, reader in _READERS.items():
        rows += _placed(list(_unique(reader(data))), source)
    return rows


def part_of(key: str, source: str) -> str:
    """`train`, `calibration` or `held-out`, by the hash of `key`."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") / 2**48
    train, calibration = SHARES[source]
    if number < train:
        return "train"
    return "calibration" if number < train + calibration else "held-out"


def _placed(rows: list[Row], source: str) -> list[Row]:
    """The rows with their parts."""
    keys = _group_keys(rows, source)
    return [
        Row(row.text, row.source, row.labels, part_of(key, source))
        for row, key in zip(rows, keys, strict=True)
    ]


def _group_keys(rows: list[Row], source: str) -> list[str]:
    """What is hashed for each row: its skeleton, or the least text of its group."""
    texts = [normalised(row.text) for row in rows]
    if source == "templates":
        return [skeleton(row.text) for row in rows]
    if source == "functional":
        return texts
    groups = groups_of(texts)
    least: dict[int, str] = {}
    for group, text in zip(groups, texts, strict=True):
        least[group] = min(least.get(group, text), text)
    return [least[group] for group in groups]


def normalised(text: str) -> str:
    """Lower case, letters and digits only, mentions and links out: what duplicates share."""
    return " ".join(re.findall(r"\w+", text.lower().replace("@user", " ").replace("link", " ")))


def skeleton(text: str) -> str:
    """A made sentence by its telling words, and its length: names and identities taken out."""
    words = re.findall(r"\w+", text.lower())
    return " ".join(word for word in words if word in _ADJECTIVES) or normalised(text)


def _unique(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows whose normalised text did not come before and is not empty."""
    seen: set[str] = set()
    for row in rows:
        key = normalised(row.text)
        if key and key not in seen:
            seen.add(key)
            yield row


def _moderation(data: Path) -> Iterator[Row]:
    """The moderation samples; a missing key is an unknown label."""
    for line in (data / "moderation_samples.jsonl").read_text("utf-8").splitlines():
        sample = json.loads(line)
        labels = {
            head: sample[key]
            for key, head in (("S", "sexual"), ("V", "violence"), ("SH", "self_harm"))
            if key in sample
        }
        if 1 in (sample.get("H"), sample.get("HR")):
            labels["hate"] = 1
        elif (sample.get("H"), sample.get("HR")) == (0, 0):
            labels["hate"] = 0
        if labels:
            yield Row(tidy(sample["prompt"]), "moderation", labels)


def _tweets(data: Path) -> Iterator[Row]:
    for record in _table(data / "offensive_tweets.csv", ","):
        labels = {
            "tweet_offensive": int(record["class"] != "2"),
            "tweet_hate": int(record["class"] == "0"),
        }
        yield Row(tidy(record["tweet"]), "tweets", labels)


def _talk(data: Path) -> Iterator[Row]:
    for record in _table(data / "wikipedia_comments.csv", ","):
        yield Row(tidy(record["text"]), "talk", {"talk_toxic": int(record["toxic"])})


def _templates(data: Path) -> Iterator[Row]:
    for record in _table(data / "identity_templates.csv", ","):
        yield Row(tidy(record["text"]), "templates", {"template_toxic": int(record["toxic"])})


def _german(data: Path) -> Iterator[Row]:
    for line in (data / "germeval2018.tsv").read_text("utf-8").split("\n")[1:]:
        text, _, labels = line.partition("\t")
        if labels:
            offence = int(labels.split("\t")[0] == "OFFENSE")
            yield Row(tidy(text), "german", {"german_offensive": offence})


def _functional(data: Path) -> Iterator[Row]:
    """Sentences of our own; `data` is not read."""
    for text, label in functional_rows():
        yield Row(text, "functional", {"functional_hate": label})


def _table(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter)


_READERS: Final[dict[str, Callable[[Path], Iterator[Row]]]] = {
    "moderation": _moderation,
    "tweets": _tweets,
    "talk": _talk,
    "templates": _templates,
    "german": _german,
    "functional": _functional,
}


def main() -> None:
    """Print the table of the parts."""
    rows = read_rows(Path(sys.argv[1]))
    counts = Counter((row.source, row.part) for row in rows)
    positive = Counter(
        (row.source, row.part, head) for row in rows for head, known in row.labels.items() if known
    )
    for (source, part), number in sorted(counts.items()):
        heads = {h: positive[source, part, h] for h in HEADS if positive[source, part, h]}
        print(f"{source:12} {part:12} {number:6}  positive: {heads}")


if __name__ == "__main__":
    main()
