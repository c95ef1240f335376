"""The pages of lists: making, renaming and deleting them, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.integration.web.listing import PATHS, at, text_of, texts

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.lists import catalogue, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import ImageList, TermList
from openmoderator.lists.refresh import refresh


def test_a_list_is_made_with_its_name_and_the_act_is_recorded(
    as_lead: Client, lead: User, team: Team
) -> None:
    answer = as_lead.post("/lists/terms", {"name": "Scams", "description": "of shops"})
    made = TermList.objects.get(team=team)
    assert answer["Location"] == at(made)
    assert (made.name, made.description) == ("Scams", "of shops")
    assert AuditEntry.objects.get(action="termlist.created").actor == lead


def test_a_negative_image_list_says_so(as_lead: Client, team: Team) -> None:
    as_lead.post("/lists/images", {"name": "Harmless", "negative": "on"})
    assert ImageList.objects.get(team=team).negative
    assert "negative" in text_of(as_lead.get("/lists/images"))


@pytest.mark.parametrize("kind", PATHS)
def test_a_list_without_a_name_is_refused_beside_the_field(as_lead: Client, kind: str) -> None:
    answer = as_lead.post(f"/lists/{kind}", {"name": " ", "description": "kept"})
    assert answer.status_code == 422
    assert "Give the list a name." in text_of(answer)
    assert 'value="kept"' in answer.content.decode()


def test_the_limit_of_lists_is_said_beside_the_field(as_lead: Client, team: Team) -> None:
    for number in range(5):
        catalogue.create(TermList, team, ListFields(f"list {number}"))
    answer = as_lead.post("/lists/terms", {"name": "one more"})
    assert answer.status_code == 422
    assert "which is the limit" in text_of(answer)


def test_a_list_is_renamed(as_lead: Client, words: TermList) -> None:
    as_lead.post(at(words, "change"), {"name": "Frauds", "description": "new"})
    words.refresh_from_db()
    assert (words.name, words.description) == ("Frauds", "new")
    answer = as_lead.post(at(words, "change"), {"name": "", "description": "typed"})
    assert answer.status_code == 422
    assert "typed" in text_of(answer)


def test_a_list_is_deleted_only_when_its_name_is_typed(as_lead: Client, words: TermList) -> None:
    answer = as_lead.post(at(words, "delete"), {"typed_name": "scams"})
    assert answer.status_code == 422
    assert TermList.objects.exists()
    as_lead.post(at(words, "delete"), {"typed_name": "Scams"})
    assert not TermList.objects.exists()


@pytest.mark.parametrize("act", ["", "state", "export"])
@pytest.mark.parametrize("kind", PATHS)
def test_lists_of_another_team_do_not_exist(
    as_lead: Client, other_team: Team, act: str, kind: str
) -> None:
    model: Any = TermList if kind == "terms" else ImageList
    theirs = catalogue.create(model, other_team, ListFields("Theirs"))
    assert as_lead.get(at(theirs, act)).status_code == 404


@pytest.mark.parametrize("act", ["add", "remove", "import", "refresh", "test", "change", "delete"])
@pytest.mark.parametrize("kind", PATHS)
def test_lists_of_another_team_cannot_be_changed(
    as_lead: Client, other_team: Team, act: str, kind: str
) -> None:
    model: Any = TermList if kind == "terms" else ImageList
    theirs = catalogue.create(model, other_team, ListFields("Theirs"))
    form = {"name": "mine", "typed_name": "Theirs", "terms": "x", "language": "eng", "text": "x"}
    assert as_lead.post(at(theirs, act), form).status_code == 404
    assert model.objects.get(pk=theirs.pk).name == "Theirs"


def test_reviewers_are_told_that_lists_are_not_theirs(as_anna: Client, words: TermList) -> None:
    assert as_anna.get("/lists/terms").status_code == 403
    assert as_anna.post(at(words, "add"), {"language": "eng", "terms": "x"}).status_code == 403
    assert texts(words) == []


def test_the_overview_asks_no_more_for_many_lists_than_for_one(as_lead: Client, team: Team) -> None:
    def filled(number: int) -> None:
        row = catalogue.create(TermList, team, ListFields(f"list {number}"))
        for language in ("eng", "por", "deu"):
            terms.add(team, row.pk, language, "word")
            refresh(TermList, team, row.pk, language)

    filled(0)
    as_lead.get("/lists/terms")
    with CaptureQueriesContext(connection) as first:
        as_lead.get("/lists/terms")
    for number in range(1, 5):
        filled(number)
    with CaptureQueriesContext(connection) as many:
        shown = text_of(as_lead.get("/lists/terms"))
    assert len(many) == len(first)
    assert shown.count("<code>deu</code>") == 5
