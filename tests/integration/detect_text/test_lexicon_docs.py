"""The sizes that docs/term-lists.md states are those of the lists.

Where this fails after a list has changed: `python scripts/terms/measure.py` prints the rows.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from openmoderator.detect.text.lexicon import read_entries

_PAGE: Final = Path(__file__).parents[3] / "docs" / "term-lists.md"
_ROW: Final = re.compile(r"^\| (\w{3}) \| (\d+ \| [\d, ]+ \| [\d,]+ \| \d+) \|$", re.MULTILINE)
_STATED: Final = dict(_ROW.findall(_PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", _STATED)
def test_the_size_that_the_page_states_is_that_of_the_list(language: str) -> None:
    entries = read_entries(language)
    levels = [sum(entry.severity == level for entry in entries) for level in (1, 2, 3)]
    forms = {form for entry in entries for form in entry.forms()}
    innocent = sum(len(entry.innocent) for entry in entries)
    row = f"{len(entries)} | {', '.join(map(str, levels))} | {len(forms):,} | {innocent}"
    assert _STATED[language] == row
