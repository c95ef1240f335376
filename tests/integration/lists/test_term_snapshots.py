"""What Screen sees of term lists: the state of the last refresh, of the team's own lists."""

from __future__ import annotations

import pytest
from tests.integration.lists.looking import found

from openmoderator.accounts.models import Team
from openmoderator.lists import catalogue, refresh, snapshots, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.errors import ListNotFound
from openmoderator.lists.models import Snapshot, TermList
from openmoderator.lists.snapshots import term_finders

pytestmark = pytest.mark.django_db(transaction=True)


def publish(team: Team, row: TermList, language: str = "eng") -> None:
    assert refresh.refresh(TermList, team, row.pk, language).in_force


def test_an_added_term_counts_from_the_next_refresh_on(team: Team, words: TermList) -> None:
    terms.add(team, words.pk, "eng", "zlatch")
    assert found(team, "blorp and zlatch") == [(words.pk, "blorp")]
    publish(team, words)
    assert found(team, "blorp and zlatch") == [(words.pk, "blorp"), (words.pk, "zlatch")]


def test_a_deleted_term_counts_until_the_next_refresh(team: Team, words: TermList) -> None:
    terms.delete(team, words.pk, "eng", "blorp")
    assert found(team, "a blorp") == [(words.pk, "blorp")]
    publish(team, words)
    assert found(team, "a blorp") == []


def test_each_language_has_a_snapshot_of_its_own(team: Team, words: TermList) -> None:
    terms.add(team, words.pk, "fr", "plonque")
    assert found(team, "plonque", "fra") == []
    publish(team, words, "fra")
    assert found(team, "plonque", "fra") == [(words.pk, "plonque")]
    assert found(team, "plonque", "eng") == []
    assert found(team, "blorp plonque", None) == [(words.pk, "blorp"), (words.pk, "plonque")]


def test_without_a_list_all_of_the_teams_lists_are_asked(team: Team, words: TermList) -> None:
    second = catalogue.create(TermList, team, ListFields("second"))
    terms.add(team, second.pk, "eng", "zlatch")
    publish(team, second)
    text = "blorp and zlatch"
    assert found(team, text) == [(words.pk, "blorp"), (second.pk, "zlatch")]
    assert found(team, text, "eng", [second.pk]) == [(second.pk, "zlatch")]


def test_a_list_that_was_never_refreshed_finds_nothing(team: Team) -> None:
    row = catalogue.create(TermList, team, ListFields())
    terms.add(team, row.pk, "eng", "blorp")
    assert term_finders(team, "eng", [row.pk]) == ()


def test_another_teams_lists_are_neither_asked_nor_known(other_team: Team, words: TermList) -> None:
    assert term_finders(other_team, "eng") == ()
    with pytest.raises(ListNotFound, match="has no term list"):
        term_finders(other_team, "eng", [words.pk])


def test_an_empty_list_can_be_published(team: Team) -> None:
    row = catalogue.create(TermList, team, ListFields())
    publish(team, row)
    assert found(team, "anything", "eng", [row.pk]) == []


def test_deleting_a_list_ends_its_matches_at_once(team: Team, words: TermList) -> None:
    catalogue.delete(TermList, team, words.pk)
    assert found(team, "blorp") == []
    assert not Snapshot.objects.exists()


@pytest.mark.usefixtures("at_once")
def test_where_changes_count_at_once_no_refresh_is_needed(team: Team, words: TermList) -> None:
    terms.add(team, words.pk, "eng", "zlatch")
    assert found(team, "blorp zlatch") == [(words.pk, "blorp"), (words.pk, "zlatch")]
    terms.clear(team, words.pk, "eng")
    assert found(team, "blorp zlatch") == []


@pytest.mark.usefixtures("at_once", "all_large")
def test_a_large_list_that_changed_keeps_its_snapshot_until_a_worker_has_built(
    team: Team, words: TermList
) -> None:
    terms.add(team, words.pk, "eng", "zlatch")
    assert found(team, "blorp zlatch") == [(words.pk, "blorp")]
    assert Snapshot.objects.get().wanted == Snapshot.objects.get().built + 1


@pytest.mark.usefixtures("at_once")
def test_where_a_change_cannot_be_built_what_is_in_force_answers(
    team: Team, words: TermList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(snapshot_id: int) -> bool:
        raise OSError(28, "No space left on device")

    terms.add(team, words.pk, "eng", "gannet")
    monkeypatch.setattr(snapshots, "build", full)
    assert found(team, "a blorp and a gannet") == [(words.pk, "blorp")]
