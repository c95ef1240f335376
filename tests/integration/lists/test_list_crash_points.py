"""A refresh killed at any commit, before or after it: the old snapshot or the new one is in
force, never something else, and the next refresh works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.integration.jobs.test_crash_points import every_crash_point
from tests.integration.lists.looking import add, found, matched

from openmoderator.accounts.models import Team
from openmoderator.demo.pictures import sample_pictures
from openmoderator.lists import copying, pictures, refresh, terms
from openmoderator.lists.building import build
from openmoderator.lists.models import ImageList, Snapshot, Term, TermList
from openmoderator.lists.retention import remove_unused

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = sample_pictures()[0][1]


def test_a_refresh_killed_anywhere_leaves_one_state_in_force(
    team: Team, words: TermList, new_process: Callable[[], None]
) -> None:
    before: list[tuple[int, str]] = [(words.pk, "blorp")]

    def fresh() -> None:
        terms.delete(team, words.pk, "eng", "zlatch")
        refresh.refresh(TermList, team, words.pk, "eng")
        terms.add(team, words.pk, "eng", "zlatch")

    for _ in every_crash_point(
        lambda: refresh.refresh(TermList, team, words.pk, "eng", patience=0), fresh
    ):
        new_process()
        after = found(team, "blorp zlatch")
        assert after in (before, [*before, (words.pk, "zlatch")])
        refresh.refresh(TermList, team, words.pk, "eng")
        assert found(team, "blorp zlatch") == [*before, (words.pk, "zlatch")]


def test_a_build_killed_anywhere_is_made_up_for(
    team: Team, pictures_list: ImageList, new_process: Callable[[], None]
) -> None:
    held: list[int] = []

    def fresh() -> None:
        for number in held:
            pictures.delete(team, pictures_list.pk, number)
        held[:] = [add(team, pictures_list.pk, PICTURE)]
        refresh.request_refresh(ImageList, team, pictures_list.pk)

    def act() -> None:
        build(Snapshot.objects.get().pk)

    for _ in every_crash_point(act, fresh):
        new_process()
        assert len(matched(team, PICTURE)) <= 1
        act()
        assert matched(team, PICTURE) == held
        remove_unused()
        assert matched(team, PICTURE) == held


def test_an_import_killed_anywhere_is_there_whole_or_not_at_all(
    team: Team, words: TermList
) -> None:
    given = [f"term {number}" for number in range(50)]

    def fresh() -> None:
        terms.clear(team, words.pk, "eng")

    for _ in every_crash_point(lambda: copying.import_terms(team, words.pk, "eng", given), fresh):
        words.refresh_from_db()
        assert Term.objects.count() == words.entries
        assert words.entries in (0, 50)
