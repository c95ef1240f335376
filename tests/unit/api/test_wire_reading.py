"""Queries and bodies are read whatever their spelling and their headers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.api.azure.errors import UnsupportedMedia
from openmoderator.api.azure.reading import CaseBlindDict, fold_keys, query_of, read_json
from openmoderator.errors import BadInput

KNOWN = ("Content", "ContentId", "Metadata")
CASES = st.sampled_from([str.lower, str.upper, str.swapcase, str.title])


@given(st.sampled_from(KNOWN), CASES, st.integers())
def test_a_field_is_found_in_any_case(name: str, spell: object, value: int) -> None:
    assert callable(spell)
    assert fold_keys({spell(name): value}, KNOWN) == {name: value}


@given(st.dictionaries(st.text(max_size=12), st.integers()))
def test_folding_gives_known_fields_only_and_loses_no_exact_one(data: dict[str, int]) -> None:
    folded = fold_keys(data, KNOWN)
    assert set(folded) <= set(KNOWN)
    assert all(folded[name] == data[name] for name in KNOWN if name in data)


def test_the_exact_spelling_wins_over_later_ones() -> None:
    assert fold_keys({"Content": 1, "content": 2}, KNOWN) == {"Content": 1}


def test_the_last_spelling_wins_where_none_is_exact() -> None:
    assert fold_keys({"content": 1, "CONTENT": 2}, KNOWN) == {"Content": 2}


def test_letters_beyond_ascii_are_not_folded() -> None:
    # U+212A KELVIN SIGN lowers to k, which must not make it the field Key.
    assert fold_keys({"\u212aey": 1}, ("Key",)) == {}


def test_a_null_is_a_value() -> None:
    assert fold_keys({"metadata": None}, KNOWN) == {"Metadata": None}


def test_an_empty_query_value_is_not_given() -> None:
    assert query_of({"WorkflowName": "", "contentid": "7"}) == {"contentid": "7"}


def test_a_query_value_holds_nothing_that_cannot_be_stored() -> None:
    assert CaseBlindDict(query_of({"A": "x\0y\ud800"})).get("a") == "x\ufffdy\ufffd"


@pytest.mark.parametrize("media_type", ["", "application/json", "text/json", "image/jpeg"])
def test_json_is_read_under_any_content_type(media_type: str) -> None:
    assert read_json(b'\xef\xbb\xbf {"a":1}', media_type) == {"a": 1}


def test_unstorable_characters_are_replaced_one_for_one_at_any_depth() -> None:
    body = json.dumps({"k\0": ["a\0b", {"x": "\ud83d\ude00\ud83d!"}]}).encode()
    assert read_json(body, "") == {"k\ufffd": ["a\ufffdb", {"x": "\U0001f600\ufffd!"}]}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "The body is not JSON"),
        (b"\xff\xfe{\x00}\x00", "The body is not UTF-8"),
        (b'{"a":"\xc3("}', "The body is not UTF-8"),
        (b"[" * 100_000, "The body is nested deeper"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "The body is nested deeper"),
        (b"1" * 5000, "The body holds a number that is too long"),
        (b"<html>", "The body is not JSON"),
    ],
)
def test_a_body_that_is_no_json_is_refused_with_the_reason(body: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_json(body, "application/json")


def test_a_multipart_body_is_an_unsupported_medium() -> None:
    with pytest.raises(UnsupportedMedia, match="multipart/form-data"):
        read_json(b"--x\r\n", "multipart/form-data")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_a_clear_refusal(body: bytes) -> None:
    message = ""
    try:
        read_json(body, "")
    except BadInput as error:
        message = str(error)
    assert not message or message.startswith("The body")
