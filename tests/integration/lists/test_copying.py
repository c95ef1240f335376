"""Bulk import and export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings

from openmoderator.accounts.models import Team
from openmoderator.audit.models import AuditEntry
from openmoderator.lists import catalogue, copying, pictures, streams, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.copying import Imported
from openmoderator.lists.errors import LimitReached, UnusableEntry, UnusableTerm
from openmoderator.lists.exchange.values import SharedHash
from openmoderator.lists.models import ImageList, ListedImage, Term, TermList

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HASHES = [
    SharedHash("pdq", "ab" * 32, ("hate", "12"), AT, "MALICIOUS"),
    SharedHash("md5", "cd" * 16, (), AT),
    SharedHash("sha256", "ef" * 32, ("x\ty",), AT),
]


def test_imported_terms_are_there_in_their_order_and_those_known_stay(
    team: Team, words: TermList
) -> None:
    given = ["z", "blorp", "a\tb", "line\nbreak", "back\\slash", "\\N", "ä", "z", "A"]
    assert copying.import_terms(team, words.pk, "en", iter(given)) == Imported(9, 7)
    kept = ["blorp", "z", "a\tb", "line\nbreak", "back\\slash", "\\N", "ä", "A"]
    assert list(terms.page(team, words.pk, "eng").terms) == kept
    assert list(streams.terms(team, words.pk, "eng")) == kept
    words.refresh_from_db()
    assert words.entries == 8
    assert AuditEntry.objects.filter(action="termlist.imported").count() == 1


def test_an_import_with_an_unusable_term_adds_nothing(team: Team, words: TermList) -> None:
    with pytest.raises(UnusableTerm):
        copying.import_terms(team, words.pk, "eng", ["fine", "x" * 501])
    assert Term.objects.count() == 1


def test_an_import_beyond_the_limit_adds_nothing(
    team: Team, words: TermList, settings: LazySettings
) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, terms_per_list=3)
    with pytest.raises(LimitReached, match="OPENMODERATOR_TERMS_PER_LIST"):
        copying.import_terms(team, words.pk, "eng", ["a", "b", "c"])
    assert Term.objects.count() == 1
    assert copying.import_terms(team, words.pk, "eng", ["a", "blorp", "b"]).added == 2


def test_imported_hashes_come_out_as_they_went_in(team: Team, pictures_list: ImageList) -> None:
    done = copying.import_hashes(team, pictures_list.pk, [*HASHES, HASHES[0]], "label")
    assert done == Imported(4, 3)
    exported = list(streams.hashes(team, pictures_list.pk))
    assert exported == [replace(entry, status=None) for entry in HASHES]
    assert [row.tags for row in ListedImage.objects.order_by("id")] == [[12], [], []]
    assert len(pictures.ids(team, pictures_list.pk)) == 3


@pytest.mark.parametrize(
    "entry",
    [
        SharedHash("pdq", "ab" * 31),
        SharedHash("md5", "zz" * 16),
        SharedHash("sha256", "ab" * 16 + " " * 32),
    ],
)
def test_a_hash_that_is_none_is_refused_and_nothing_added(
    team: Team, pictures_list: ImageList, entry: SharedHash
) -> None:
    with pytest.raises(UnusableEntry, match=f"no {entry.kind} hash"):
        copying.import_hashes(team, pictures_list.pk, [HASHES[0], entry])
    assert not ListedImage.objects.exists()


def test_what_others_call_harmless_goes_into_negative_lists_only(
    team: Team, pictures_list: ImageList
) -> None:
    harmless = replace(HASHES[1], status="NON_MALICIOUS")
    negative = catalogue.create(ImageList, team, ListFields("harmless", negative=True))
    assert copying.import_hashes(team, pictures_list.pk, [HASHES[0], harmless]).added == 1
    assert copying.import_hashes(team, negative.pk, [HASHES[0], harmless]).added == 1
    assert [one.kind for one in streams.hashes(team, pictures_list.pk)] == ["pdq"]
    assert [one.kind for one in streams.hashes(team, negative.pk)] == ["md5"]


def test_progress_is_told(team: Team, words: TermList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "STEP", 10)
    told: list[int] = []

    def many() -> Iterator[str]:
        yield from (f"term {number}" for number in range(25))

    copying.import_terms(team, words.pk, "eng", many(), told.append)
    assert told == [10, 20, 25]
