"""Hash lists in the forms of ThreatExchange: what is read, what is written, what is refused."""

import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.lists.exchange.threatexchange import (
    SharedHash,
    UnreadableHash,
    read_csv,
    read_json,
    write_csv,
    write_json,
)

PDQ, OTHER = "0f" * 32, "e1" * 32
MD5 = "d41d8cd98f00b204e9800998ecf8427e"
ADDED = datetime(2020, 7, 31, 18, 47, 52, tzinfo=UTC)
TIME = "2020-07-31T18:47:52+0000"


def csv_of(*lines: str) -> io.StringIO:
    """A CSV file."""
    return io.StringIO("\n".join(lines) + "\n", newline="")


def json_of(document: object) -> io.StringIO:
    """A JSON file, each entry of a page on a line."""
    return io.StringIO(json.dumps(document, indent=1))


def test_the_sites_csv_is_read_by_its_column_names_in_any_order() -> None:
    rows = csv_of(
        "td_status,td_subjective_tags,td_raw_indicator,td_creation_time,td_indicator_type,td_x",
        f"MALICIOUS,pwny;testing,{PDQ.upper()},2019-12-04T15:05:28-05:00,HASH_PDQ,ignored",
        f"UNKNOWN,,{MD5},,HASH_MD5,",
        f",,{OTHER},,HASH_SHA256,",
    )
    moment = datetime(2019, 12, 4, 15, 5, 28, tzinfo=timezone(timedelta(hours=-5)))
    assert list(read_csv(rows)) == [
        SharedHash("pdq", PDQ, ("pwny", "testing"), moment, "MALICIOUS"),
        SharedHash("md5", MD5),
        SharedHash("sha256", OTHER),
    ]


def test_the_csv_of_the_open_tools_has_no_heading_and_blanks_between_tags() -> None:
    rows = csv_of(f"{PDQ},2880742865368386,{TIME},media_type_photo disputed", "", f"{MD5}")
    assert list(read_csv(rows)) == [
        SharedHash("pdq", PDQ, ("media_type_photo", "disputed"), ADDED),
        SharedHash("md5", MD5),
    ]


def test_64_digits_without_a_type_are_pdq_unless_sha256_is_asked_for() -> None:
    assert [one.kind for one in read_csv(csv_of(PDQ))] == ["pdq"]
    assert [one.kind for one in read_csv(csv_of(PDQ), kind="sha256")] == ["sha256"]
    assert [one.kind for one in read_json(json_of([{"indicator": PDQ}]), kind="sha256")] == [
        "sha256"
    ]


def test_descriptors_of_the_api_are_read_from_their_page() -> None:
    page = {
        "data": [
            {
                "id": "1",
                "raw_indicator": PDQ,
                "type": "HASH_PDQ",
                "added_on": TIME,
                "status": "MALICIOUS",
                "indicator": {"id": "5", "indicator": PDQ, "type": "HASH_PDQ"},
                "tags": {"data": [{"id": "7", "text": "media_type_photo"}, {"text": "a;b"}]},
            },
            {"id": "2", "raw_indicator": MD5, "type": "HASH_MD5", "tags": None},
        ],
        "paging": {"cursors": {"before": "MAZDZD", "after": "MQZDZD"}},
    }
    assert list(read_json(json_of(page))) == [
        SharedHash("pdq", PDQ, ("media_type_photo", "a;b"), ADDED, "MALICIOUS"),
        SharedHash("md5", MD5),
    ]


def test_updates_join_what_several_say_and_drop_what_was_deleted() -> None:
    updates = {
        "data": [
            {
                "indicator": PDQ,
                "type": "HASH_PDQ",
                "last_updated": 1596221300,
                "should_delete": False,
                "descriptors": {
                    "data": [
                        {"status": "UNKNOWN", "tags": ["a"], "added_on": "2021-01-01T00:00:00Z"},
                        {"status": "MALICIOUS", "tags": ["b", "a"], "added_on": TIME},
                    ]
                },
            },
            {"indicator": OTHER, "type": "HASH_PDQ", "should_delete": True},
        ]
    }
    assert list(read_json(json_of(updates))) == [
        SharedHash("pdq", PDQ, ("a", "b"), ADDED, "MALICIOUS")
    ]


def test_descriptors_by_their_ids_and_one_on_each_line_are_read_too() -> None:
    by_id = {"4019972332766623": {"id": "4019972332766623", "raw_indicator": MD5}}
    assert list(read_json(json_of(by_id))) == [SharedHash("md5", MD5)]
    line = json.dumps({"td_raw_indicator": MD5, "td_subjective_tags": "pwny,testing"})
    assert (
        list(read_json(io.StringIO(f"{line}\n{line}\n")))
        == [SharedHash("md5", MD5, ("pwny", "testing"))] * 2
    )


def test_other_kinds_of_indicator_are_passed_over() -> None:
    rows = csv_of("td_raw_indicator,td_indicator_type", "https://a.test,URI", f"{MD5},HASH_MD5")
    assert [one.value for one in read_csv(rows)] == [MD5]
    assert list(read_json(json_of([{"indicator": "f" * 40, "type": "HASH_SHA1"}]))) == []


def test_hashes_called_innocent_are_read_only_when_asked_for() -> None:
    lines = ("td_raw_indicator,td_status", f"{MD5},NON_MALICIOUS", f"{PDQ},MALICIOUS")
    assert [one.value for one in read_csv(csv_of(*lines))] == [PDQ]
    assert [one.value for one in read_csv(csv_of(*lines), innocent=True)] == [MD5, PDQ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("xyz,HASH_MD5,", "'xyz' is no md5 hash, which has 32 hexadecimal digits"),
        (f"{PDQ},HASH_MD5,", "is no md5 hash"),
        (f"{'g' * 64},HASH_PDQ,", "is no pdq hash, which has 64 hexadecimal digits"),
        ("abc,,", "64 or 32 hexadecimal digits"),
        (",HASH_PDQ,", "there is no hash"),
        (f"{MD5},HASH_MD5,yesterday", "'yesterday' is no time with a zone"),
        (f"{MD5},HASH_MD5,2020-07-31T18:47:52", "is no time with a zone"),
        (f"{MD5},HASH_MD5,{'9' * 30}", "is no time with a zone"),
        (f"{MD5},HASH_MD5,0001-01-01T00:00:00+14:00", "is no time with a zone"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_by_its_line(row: str, reason: str) -> None:
    heading = "td_raw_indicator,td_indicator_type,td_creation_time"
    with pytest.raises(UnreadableHash, match=f"^Line 3: .*{reason}") as caught:
        list(read_csv(csv_of(heading, f"{MD5},HASH_MD5,", row)))
    assert caught.value.line == 3


def test_reading_goes_on_after_an_error_when_somebody_is_told_of_it() -> None:
    told: list[UnreadableHash] = []
    found = list(read_csv(csv_of(MD5, "nonsense", PDQ, "more"), on_error=told.append))
    assert [one.value for one in found] == [MD5, PDQ]
    assert [error.line for error in told] == [2, 4]


def test_errors_in_json_name_the_line_on_which_the_entry_begins() -> None:
    entries = [{"raw_indicator": MD5}, {"raw_indicator": "x"}, 7, {"raw_indicator": MD5}]
    lines = ",\n".join(map(json.dumps, entries))
    told: list[UnreadableHash] = []
    found = list(read_json(io.StringIO(f'{{"data": [\n{lines}\n]}}'), on_error=told.append))
    assert len(found) == 2
    assert [error.line for error in told] == [3, 4]


def test_broken_json_is_told_and_the_lines_after_it_are_read() -> None:
    good = json.dumps({"raw_indicator": MD5})
    told: list[UnreadableHash] = []
    found = list(read_json(io.StringIO(f'{good}\n{{"raw_\n{good}\n'), on_error=told.append))
    assert len(found) == 2
    assert [error.line for error in told] == [2]
    with pytest.raises(UnreadableHash, match="no JSON"):
        list(read_json(io.StringIO("[" * 100_000)))


def test_text_in_another_encoding_is_refused_with_its_line() -> None:
    file = io.TextIOWrapper(io.BytesIO(f"{MD5}\n".encode() + b"\xff\xfe\n"), "utf-8", newline="")
    with pytest.raises(UnreadableHash, match="UTF-8"):
        list(read_csv(file))
    with pytest.raises(UnreadableHash, match="UTF-8"):
        list(read_json(io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8")))


def test_tags_that_no_database_keeps_are_refused() -> None:
    for tag in ("\\u0000", "\\ud800"):
        text = io.StringIO(f'{{"raw_indicator": "{MD5}", "tags": ["{tag}"]}}')
        with pytest.raises(UnreadableHash, match="tags"):
            list(read_json(text))


def test_a_cell_that_a_spreadsheet_would_compute_is_quoted_and_read_back() -> None:
    file = io.StringIO(newline="")
    write_csv([SharedHash("md5", MD5, ("=1+1",))], file)
    assert "'=1+1" in file.getvalue()
    file.seek(0)
    assert [one.tags for one in read_csv(file)] == [("=1+1",)]


def test_empty_files_hold_no_hashes() -> None:
    assert list(read_csv(csv_of(""))) == []
    assert list(read_json(io.StringIO(" \n"))) == []
    file = io.StringIO()
    write_json([], file)
    file.seek(0)
    assert list(read_json(file)) == []


def hexadecimal(digits: int) -> st.SearchStrategy[str]:
    """Lower-case digits."""
    return st.text("0123456789abcdef", min_size=digits, max_size=digits)


TAGS = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters=";,'"))
    .filter(bool)
    .filter(lambda tag: tag == tag.strip()),
    max_size=4,
    unique=True,
)
HASHES = st.one_of(
    st.tuples(st.sampled_from(["pdq", "sha256"]), hexadecimal(64)),
    st.tuples(st.just("md5"), hexadecimal(32)),
).flatmap(
    lambda one: st.builds(
        SharedHash,
        st.just(one[0]),
        st.just(one[1]),
        TAGS.map(tuple),
        st.none() | st.datetimes(timezones=st.just(UTC)),
        st.sampled_from([None, "MALICIOUS", "SUSPICIOUS"]),
    )
)


@given(st.lists(HASHES, max_size=8))
def test_what_was_written_is_read_back(entries: list[SharedHash]) -> None:
    for write, read in ((write_csv, read_csv), (write_json, read_json)):
        file = io.StringIO(newline="")
        write(entries, file)
        file.seek(0)
        assert list(read(file)) == entries


@given(st.text(max_size=200) | st.text('{}[]",:\n dat\\u0'))
def test_no_text_raises_anything_but_its_own_error(text: str) -> None:
    told: list[UnreadableHash] = []
    for read in (read_csv, read_json):
        list(read(io.StringIO(text, newline=""), on_error=told.append))
    assert all(error.line >= 1 for error in told)
