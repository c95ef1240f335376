"""The calls of term lists over HTTP, as recorded (contract 6)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import LazySettings

from openmoderator.accounts.models import Team
from openmoderator.audit.models import AuditEntry
from openmoderator.lists.models import Term, TermList

Call = Callable[..., Any]
BASE = "/contentmoderator/lists/v1.0/termlists"
OK = {"Code": 3000, "Description": "OK", "Exception": None}


@pytest.fixture
def lists(call: Call) -> Call:
    """Calls below the address of term lists."""

    def send(method: str, path: str = "", body: object = None, **more: Any) -> Any:
        data = "" if body is None else json.dumps(body)
        return call(method, path, data, "application/json", base=BASE, **more)

    return send


@pytest.fixture
def list_id(lists: Call) -> int:
    """An empty list."""
    made: int = lists("POST", "", {"Name": "Mine"}).json()["Id"]
    return made


def add(lists: Call, list_id: int, term: str, language: str = "eng") -> Any:
    """The answer to adding a term."""
    return lists("POST", f"/{list_id}/terms/{quote(term, safe='')}?language={language}")


def held(lists: Call, list_id: int, query: str = "language=eng") -> list[str]:
    """The terms as the wire gives them."""
    found = lists("GET", f"/{list_id}/terms?{query}").json()["Data"]["Terms"]
    return [entry["Term"] for entry in found]


def test_a_new_list_comes_back_with_its_four_fields_and_nothing_else(lists: Call) -> None:
    sent = {"Name": "Mine", "Description": "of terms", "Metadata": {"Key One": "A", "b": "B"}}
    made = lists("POST", "", sent)
    assert (made.status_code, made["Content-Type"]) == (200, "application/json; charset=utf-8")
    number = made.json()["Id"]
    shown = (
        f'{{"Id":{number},"Name":"Mine","Description":"of terms",'
        '"Metadata":{"Key One":"A","b":"B"}}'
    )
    assert made.content.decode() == shown
    assert lists("GET", f"/{number}").content.decode() == shown
    assert lists("GET").json() == [made.json()]


def test_metadata_is_kept_exactly_in_its_order_and_case(lists: Call) -> None:
    metadata = {"z": "1", "A": "2", "a": "3", "name": "4", "ä€😀": ""}
    number = lists("POST", "", {"name": "x", "metadata": metadata}).json()["Id"]
    text = lists("GET", f"/{number}").content.decode()
    assert json.dumps(metadata, ensure_ascii=False, separators=(",", ":")) in text


def test_a_list_without_metadata_has_null(lists: Call) -> None:
    assert lists("POST", "", {"Name": "x", "Metadata": None}).json()["Metadata"] is None
    assert lists("POST", "", {"Name": "y"}).json()["Metadata"] is None


def test_a_put_changes_what_it_names_and_leaves_the_rest(lists: Call) -> None:
    sent = {"Name": "Old", "Description": "stays", "Metadata": {"k": "v"}}
    number = lists("POST", "", sent).json()["Id"]
    changed = lists("PUT", f"/{number}", {"Name": "New", "Description": None})
    assert changed.json() == {**sent, "Id": number, "Name": "New"}
    assert lists("GET", f"/{number}").json() == changed.json()


def test_no_lists_are_an_empty_array(lists: Call) -> None:
    assert lists("GET").content == b"[]"


def test_deleting_a_list_answers_an_empty_string_and_takes_all_with_it(
    lists: Call, list_id: int
) -> None:
    add(lists, list_id, "crap")
    gone = lists("DELETE", f"/{list_id}")
    assert (gone.status_code, gone.content) == (200, b'""')
    assert lists("GET", f"/{list_id}").status_code == 404
    assert not Term.objects.exists()


def test_metadata_that_is_no_object_is_refused(lists: Call) -> None:
    answer = lists("POST", "", {"Name": "x", "Metadata": [1]})
    assert answer.status_code == 400
    assert "Metadata must be an object" in answer.json()["Message"]


def test_a_name_that_is_too_long_is_refused(lists: Call) -> None:
    answer = lists("POST", "", {"Name": "x" * 1001})
    assert (answer.status_code, answer.json()["Error"]["Code"]) == (400, "BadRequest")
    assert "1001 characters" in answer.json()["Message"]


def test_adding_a_term_answers_201_without_body_or_type(lists: Call, list_id: int) -> None:
    answer = add(lists, list_id, "crap")
    assert (answer.status_code, answer.content) == (201, b"")
    assert "Content-Type" not in answer
    assert answer["Content-Length"] == "0"


def test_adding_a_term_again_answers_the_same_and_changes_nothing(
    lists: Call, list_id: int
) -> None:
    add(lists, list_id, "crap")
    before = AuditEntry.objects.count()
    assert add(lists, list_id, "crap").status_code == 201
    assert held(lists, list_id) == ["crap"]
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    "term",
    [
        "a/b",
        "a//b",
        "what?",
        "#tag",
        "50%",
        "%2F",
        "two words",
        " blanks ",
        "A Case",
        "e\u0301",
        "\U0001f4a9",
        "línea\nbreak",
        "+",
        "&a=b",
        ".",
        '"quoted"',
        "ﷺ",
    ],
)
def test_a_term_may_hold_any_character(lists: Call, list_id: int, term: str) -> None:
    assert add(lists, list_id, term).status_code == 201
    assert held(lists, list_id) == [term]
    path = f"/{list_id}/terms/{quote(term, safe='')}?language=eng"
    assert lists("DELETE", path).status_code == 204
    assert held(lists, list_id) == []


def test_what_cannot_be_stored_is_replaced_one_for_one(lists: Call, list_id: int) -> None:
    assert add(lists, list_id, "a\0b").status_code == 201
    assert held(lists, list_id) == ["a\ufffdb"]


@pytest.mark.parametrize(("term", "words"), [(" ", "blank"), ("x" * 501, "501 characters")])
def test_an_unusable_term_is_refused(lists: Call, list_id: int, term: str, words: str) -> None:
    answer = add(lists, list_id, term)
    assert answer.status_code == 400
    assert words in answer.json()["Error"]["Message"]


def test_the_longest_term_is_kept(lists: Call, list_id: int) -> None:
    assert add(lists, list_id, "\U0001f4a9" * 500).status_code == 201


@pytest.mark.parametrize("code", ["en", "en-US", "EN", "eng", "Eng"])
def test_every_code_of_a_language_is_the_same_language(
    lists: Call, list_id: int, code: str
) -> None:
    add(lists, list_id, "crap", code)
    answer = lists("GET", f"/{list_id}/terms?language=eng").json()
    assert answer["Data"]["Language"] == "eng"
    assert answer["Data"]["Terms"] == [{"Term": "crap"}]


@pytest.mark.parametrize("query", ["language=xx", "language=englisch", "", "language="])
def test_an_unknown_or_missing_language_is_refused(lists: Call, list_id: int, query: str) -> None:
    for method, path in [
        ("POST", "/terms/crap"),
        ("DELETE", "/terms/crap"),
        ("GET", "/terms"),
        ("DELETE", "/terms"),
        ("POST", "/RefreshIndex"),
    ]:
        answer = lists(method, f"/{list_id}{path}?{query}")
        assert (method, path, answer.status_code) == (method, path, 400)
        assert "language" in answer.json()["Message"]


def test_terms_are_paged_in_the_order_of_adding(lists: Call, list_id: int) -> None:
    terms = [f"term {number}" for number in range(60, 0, -1)]
    for term in terms:
        add(lists, list_id, term)
    answer = lists("GET", f"/{list_id}/terms?language=eng").json()
    tracking = answer["Data"].pop("TrackingId")
    assert len(tracking) == 36
    assert answer == {
        "Data": {"Language": "eng", "Terms": [{"Term": one} for one in terms[:50]], "Status": OK},
        "Paging": {"Total": 60, "Limit": 50, "Offset": 0, "Returned": 50},
    }
    answer = lists("GET", f"/{list_id}/terms?language=eng&Offset=55&limit=10").json()
    assert [entry["Term"] for entry in answer["Data"]["Terms"]] == terms[55:]
    assert answer["Paging"] == {"Total": 60, "Limit": 10, "Offset": 55, "Returned": 5}


@pytest.mark.parametrize("query", ["offset=-1", "limit=0", "limit=x", "offset=1e3"])
def test_a_page_that_cannot_be_is_refused(lists: Call, list_id: int, query: str) -> None:
    assert lists("GET", f"/{list_id}/terms?language=eng&{query}").status_code == 400


def test_deleting_terms_answers_204_with_nothing(lists: Call, list_id: int) -> None:
    for term in ("a", "b", "c"):
        add(lists, list_id, term)
    add(lists, list_id, "d", "fra")
    for path in ("/terms/a", "/terms/unknown", "/terms"):
        answer = lists("DELETE", f"/{list_id}{path}?language=eng")
        assert (answer.status_code, answer.content) == (204, b"")
        assert "Content-Type" not in answer
    assert held(lists, list_id) == []
    assert held(lists, list_id, "language=fra") == ["d"]


def test_a_list_beyond_the_limit_is_refused_with_the_limit(lists: Call) -> None:
    for number in range(5):
        assert lists("POST", "", {"Name": str(number)}).status_code == 200
    answer = lists("POST", "", {"Name": "sixth"})
    assert (answer.status_code, answer.json()["Error"]["Code"]) == (403, "LimitReached")
    assert "5 term lists" in answer.json()["Message"]
    assert "OPENMODERATOR_TERM_LISTS" in answer.json()["Message"]


def test_a_term_beyond_the_limit_is_refused_until_there_is_room(
    lists: Call, list_id: int, settings: LazySettings
) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, terms_per_list=2)
    add(lists, list_id, "a")
    add(lists, list_id, "b", "fra")
    answer = add(lists, list_id, "c")
    assert (answer.status_code, answer.json()["Error"]["Code"]) == (403, "LimitReached")
    assert "at most 2" in answer.json()["Message"]
    assert add(lists, list_id, "a").status_code == 201
    lists("DELETE", f"/{list_id}/terms/a?language=eng")
    assert add(lists, list_id, "c").status_code == 201


def test_every_call_about_another_teams_list_is_answered_as_if_there_were_none(
    lists: Call, other_team: Team
) -> None:
    theirs = TermList.objects.create(team=other_team, name="Secret")
    Term.objects.create(term_list=theirs, language="eng", text="secret")
    for method, path in [
        ("GET", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("GET", "/terms"),
        ("POST", "/terms/x"),
        ("DELETE", "/terms/secret"),
        ("DELETE", "/terms"),
        ("POST", "/RefreshIndex"),
    ]:
        body = {"Name": "taken"} if method == "PUT" else None
        asked = [lists(method, f"/{pk}{path}?language=eng", body) for pk in (theirs.pk, 999999)]
        assert [answer.status_code for answer in asked] == [404, 404]
        messages = [answer.json()["Message"].replace(str(theirs.pk), "999999") for answer in asked]
        assert messages[0] == messages[1]
    assert lists("GET").json() == []
    assert TermList.objects.get(pk=theirs.pk).name == "Secret"
    assert Term.objects.count() == 1


@pytest.mark.parametrize("list_id", ["none", "0", "-1", "1.5", "9" * 30, "1e3"])
def test_an_id_that_is_none_is_not_found(lists: Call, list_id: str) -> None:
    assert lists("GET", f"/{list_id}").status_code == 404


def test_paths_are_read_in_any_case_with_slashes_anywhere(call: Call, list_id: int) -> None:
    base = "//contentmoderator/Lists/v1.0/TermLists"
    answer = call("POST", f"/{list_id}/Terms/A/B/?Language=eng", base=base)
    assert answer.status_code == 201
    answer = call("GET", f"/{list_id}/TERMS/?LANGUAGE=eng&overload=url", base=base)
    assert answer.json()["Data"]["Terms"] == [{"Term": "A/B"}]


def test_refresh_index_answers_the_recorded_shape(lists: Call, list_id: int) -> None:
    add(lists, list_id, "crap")
    answer = lists("POST", f"/{list_id}/RefreshIndex?language=eng")
    body = answer.json()
    assert len(body.pop("TrackingId")) == 36
    assert body == {
        "ContentSourceId": str(list_id),
        "IsUpdateSuccess": True,
        "AdvancedInfo": [],
        "Status": {
            "Code": 3000,
            "Description": "RefreshIndex successfully completed.",
            "Exception": None,
        },
    }


def test_what_changes_a_list_is_in_the_record(lists: Call, team: Team) -> None:
    number = lists("POST", "", {"Name": "Mine"}).json()["Id"]
    lists("PUT", f"/{number}", {"Name": "Ours"})
    add(lists, number, "crap")
    lists("POST", f"/{number}/RefreshIndex?language=eng")
    lists("DELETE", f"/{number}/terms/crap?language=eng")
    lists("DELETE", f"/{number}/terms?language=eng")
    lists("DELETE", f"/{number}")
    entries = AuditEntry.objects.filter(team=team, subject_id=str(number)).order_by("id")
    assert [entry.action for entry in entries] == [
        "termlist.created",
        "termlist.updated",
        "termlist.term_added",
        "termlist.refreshed",
        "termlist.term_deleted",
        "termlist.cleared",
        "termlist.deleted",
    ]
    assert {entry.subject_type for entry in entries} == {"termlist"}


def test_deleting_the_term_slash_leaves_the_others_alone(lists: Call, list_id: int) -> None:
    for term in ("/", "heron"):
        assert add(lists, list_id, term).status_code == 201
    gone = lists("DELETE", f"/{list_id}/terms/%2F?language=eng")
    assert gone.status_code == 204
    assert held(lists, list_id) == ["heron"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-1e999"])
def test_metadata_that_is_no_json_number_is_refused(call: Call, number: str) -> None:
    body = f'{{"Name": "odd", "Metadata": {{"a": {number}}}}}'
    answer = call("POST", "", body, "application/json", base=BASE)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["Message"]
