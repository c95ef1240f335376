"""Files of records: what is read, and what is left out with its line and reason."""

import csv
import io
import json
import pickle
from contextlib import closing
from pathlib import Path

import pytest

from openmoderator.commands.screening.blocks import Block, blocks
from openmoderator.commands.screening.records import (
    BadRecord,
    Record,
    UnreadableFile,
    open_source,
)
from openmoderator.commands.screening.results import csv_head, csv_rows, json_lines
from openmoderator.detect.text.pii import Phone, PiiFindings
from openmoderator.detect.text.screened import Screened, ScreenedTerm, ScreenOptions


def _items(path: Path, content: bytes, field: str = "text") -> list[Record | BadRecord]:
    path.write_bytes(content)
    with closing(open_source(path, field)) as source:
        return list(source)


def _blocks(path: Path, done: int = 0) -> tuple[list[Block], list[int]]:
    told: list[int] = []
    with closing(open_source(path, "text")) as source:
        return list(blocks(source, done, 0, lambda record: told.append(record.line))), told


def _screened(text: str) -> Screened:
    term = ScreenedTerm("=crap", 2, 2, 4, 1, 7)
    pii = PiiFindings(phones=(Phone("+44 870 608 4000", 3, "UK"),))
    return Screened(text, text, None, "eng", (term,), pii, None)


def test_json_lines_give_their_texts_and_blank_lines_count(tmp_path: Path) -> None:
    content = '\ufeff{"text": "ä"}\r\n\n{"text": "\\ud83d\\ude42", "id": 3}\n{"text": "end"}'
    found = _items(tmp_path / "a.jsonl", content.encode())
    assert [(one.line, one.text) for one in found if isinstance(one, Record)] == [
        (1, "ä"),
        (3, "🙂"),
        (4, "end"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": ', "no JSON"),
        (b"[1]", "no JSON object"),
        (b'{"other": "x"}', "no text in 'text'"),
        (b'{"text": null}', "no text in 'text'"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "no JSON"),
        (b'{"text": "x", "deep": ' + b"[" * 200 + b"]" * 200 + b"}", "nested deeper than 200"),
    ],
)
def test_a_bad_line_of_json_is_named_and_the_next_is_read(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    bad, good = _items(tmp_path / "a.ndjson", line + b'\n{"text": "good"}\n')
    assert isinstance(bad, BadRecord)
    assert bad.line == 1
    assert reason in bad.reason
    assert isinstance(good, Record)


def test_rows_of_csv_are_named_by_the_line_that_they_begin_in(tmp_path: Path) -> None:
    content = 'id,text\r\n1,"two\r\nlines"\r\n2\r\n3,\xff\r\n4,end\r\n'
    found = _items(tmp_path / "a.CSV", content.encode("latin-1"))
    assert [one.line for one in found] == [2, 4, 5, 6]
    assert [one.text for one in found if isinstance(one, Record)] == ["two\r\nlines", "end"]
    assert [one.reason for one in found if isinstance(one, BadRecord)] == [
        "it has 1 cells, the head has 2",
        "it is not UTF-8",
    ]


def test_the_deepest_record_can_be_handed_to_another_process(tmp_path: Path) -> None:
    line = b'{"text": "x", "deep": ' + b"[" * 199 + b"]" * 199 + b"}"
    (record,) = _items(tmp_path / "a.jsonl", line)
    assert isinstance(record, Record)
    assert pickle.loads(pickle.dumps(record)) == record


def test_columns_of_one_name_keep_all_their_cells_and_the_first_is_screened(tmp_path: Path) -> None:
    (record,) = _items(tmp_path / "a.csv", b"text,text,,\n1,2,3,4\n")
    assert isinstance(record, Record)
    assert record.text == "1"
    row = csv_rows([(record, _screened("1"))], ScreenOptions()).decode()
    assert row.startswith("1,2,3,4,eng,")


@pytest.mark.parametrize(
    ("name", "field", "said"),
    [("a.txt", "text", "neither .jsonl nor .csv"), ("a.csv", "body", "There are: id, text")],
)
def test_a_file_of_no_known_kind_or_column_is_refused(
    tmp_path: Path, name: str, field: str, said: str
) -> None:
    with pytest.raises(UnreadableFile, match=said):
        _items(tmp_path / name, b"id,text\n1,x\n", field)


def test_blocks_hold_all_records_once_and_count_the_bad_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"text": str(number)}) if number % 10 else "{" for number in range(200)]
    path.write_text("\n".join(lines))
    found, told = _blocks(path)
    texts = [record.text for block in found for record in block.records]
    assert texts == [str(number) for number in range(200) if number % 10]
    assert (found[-1].done, found[-1].bad) == (200, 20)
    assert told == [number + 1 for number in range(0, 200, 10)]


def test_reading_goes_on_behind_any_block(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "{number}"}}\n' for number in range(300)))
    whole, _ = _blocks(path)
    for place, block in enumerate(whole):
        rest, _ = _blocks(path, block.done)
        left = [record.text for later in rest for record in later.records]
        assert left == [record.text for later in whole[place + 1 :] for record in later.records]


def test_a_large_text_is_a_block_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{"x" * 100_000}"}}\n' * 3)
    assert [len(block.records) for block in _blocks(path)[0]] == [1, 1, 1, 0]


def test_a_record_is_written_with_what_was_found_in_it() -> None:
    record = Record(1, {"id": 5, "text": "a crap\ud800"}, "a crap\ud800")
    written = json.loads(json_lines([(record, _screened(record.text))]))
    assert written["id"] == 5
    assert written["text"] == "a crap\ud800"
    assert written["screened"] == {
        "language": "eng",
        "terms": [{"term": "=crap", "start": 2, "length": 4, "severity": 1, "list_id": 7}],
        "pii": {"phones": [{"text": "+44 870 608 4000", "start": 3, "country_code": "UK"}]},
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "\n=x"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    options = ScreenOptions(pii=True)
    record = Record(2, {}, text, (text, text))
    written = csv_head(["=id", "text"], options)
    written += csv_rows([(record, _screened(text))], options)
    head, row = csv.reader(io.StringIO(written.decode(), newline=""))
    assert head == ["'=id", "text", "language", "terms", "places", "severity", "pii"]
    assert row == [f"'{text}"] * 2 + ["eng", "'=crap", "2:4", "1", "phones: +44 870 608 4000"]
