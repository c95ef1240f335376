"""Sizes of the built-in term lists, and what they find in labelled texts of others.

    python scripts/terms/measure.py [FOLDER]

FOLDER holds told_br.csv (Portuguese, ToLD-Br) and germeval2018.tsv (German, GermEval 2018).
Prints Markdown tables for docs/term-lists.md.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openmoderator.detect.text.lexicon import listed_languages, read_entries
from openmoderator.detect.text.terms import built_in_terms

_VOTES = ("homophobia", "obscene", "insult", "racism", "misogyny", "xenophobia")
_AGREED = 2


def main(arguments: Sequence[str]) -> None:
    """Print the sizes, and with a folder the figures of its texts."""
    print("| Language | Entries | Mild, moderate, strong | Forms | Innocent phrases |")
    print("|---|---:|---:|---:|---:|")
    for language in listed_languages():
        print(_size(language))
    for folder in arguments:
        print("\n| Texts | Number | With a term | Share |\n|---|---:|---:|---:|")
        for title, language, texts in _labelled(Path(folder)):
            print(_share(title, language, list(texts)))


def _size(language: str) -> str:
    entries = read_entries(language)
    levels = ", ".join(
        str(sum(entry.severity == level for entry in entries)) for level in (1, 2, 3)
    )
    forms = {form for entry in entries for form in entry.forms()}
    innocent = sum(len(entry.innocent) for entry in entries)
    return f"| {language} | {len(entries)} | {levels} | {len(forms):,} | {innocent} |"


def _labelled(folder: Path) -> Iterator[tuple[str, str, Iterable[str]]]:
    with (folder / "told_br.csv").open(encoding="utf-8", newline="") as file:
        tweets = list(csv.DictReader(file))
    calm = [row["text"] for row in tweets if not any(float(row[vote]) for vote in _VOTES)]
    obscene = [row["text"] for row in tweets if float(row["obscene"]) >= _AGREED]
    yield "ToLD-Br, no vote of any kind", "por", calm
    yield f"ToLD-Br, obscene by at least {_AGREED} of 3", "por", obscene
    with (folder / "germeval2018.tsv").open(encoding="utf-8", newline="") as file:
        german = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for kind in ("OTHER", "PROFANITY", "INSULT", "ABUSE"):
        texts = [row["text"] for row in german if row["fine"] == kind]
        yield f"GermEval 2018, {kind}", "deu", texts


def _share(title: str, language: str, texts: Sequence[str]) -> str:
    index = built_in_terms(language)
    found = sum(bool(index.find(text)) for text in texts)
    return f"| {title} | {len(texts):,} | {found:,} | {found / len(texts):.1%} |"


if __name__ == "__main__":
    main(sys.argv[1:])
