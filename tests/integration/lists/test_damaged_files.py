"""Copies and objects that are damaged, missing or no longer needed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.integration.lists.looking import add, found, matched

from openmoderator.accounts.models import Team
from openmoderator.content.objects import objects, remove_forsaken
from openmoderator.demo.pictures import sample_pictures
from openmoderator.lists import files, refresh, terms
from openmoderator.lists.building import build
from openmoderator.lists.errors import SnapshotUnavailable
from openmoderator.lists.files import DRAFT, FOLDER, cache_folder
from openmoderator.lists.models import ImageList, Snapshot, TermList
from openmoderator.lists.retention import remove_unused

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timedelta(seconds=-1)
Forget = Callable[[], None]


def copies() -> list[Path]:
    return sorted(cache_folder().glob("[!.]*"))


def stored() -> list[Path]:
    return sorted(Path(objects().path(FOLDER)).glob("[!.]*"))


def turn_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


DAMAGES = [turn_a_bit, cut, empty, remove]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_fetched_again(
    team: Team, words: TermList, new_process: Forget, damage: Callable[[Path], None]
) -> None:
    (copy,) = copies()
    whole = copy.read_bytes()
    damage(copy)
    assert found(team, "blorp") == [(words.pk, "blorp")]
    assert copy.read_bytes() == whole


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_object_of_a_small_list_is_built_again_at_once(
    team: Team, words: TermList, new_process: Forget, damage: Callable[[Path], None]
) -> None:
    (copy,), (kept,) = copies(), stored()
    whole = kept.read_bytes()
    copy.unlink()
    damage(kept)
    assert found(team, "blorp") == [(words.pk, "blorp")]
    assert kept.read_bytes() == copies()[0].read_bytes() == whole


def test_a_damaged_object_of_hashes_is_built_again_at_once(
    team: Team, pictures_list: ImageList, new_process: Forget
) -> None:
    picture = sample_pictures()[0][1]
    number = add(team, pictures_list.pk, picture)
    refresh.refresh(ImageList, team, pictures_list.pk)
    copies()[0].unlink()
    turn_a_bit(stored()[0])
    assert matched(team, picture) == [number]


def test_an_object_of_a_form_that_is_no_longer_read_is_built_again(
    team: Team, words: TermList, new_process: Forget
) -> None:
    import hashlib

    other = b"what an older version wrote" * 10
    name = hashlib.sha256(other).hexdigest()
    (Path(objects().path(FOLDER)) / name).write_bytes(other)
    Snapshot.objects.update(object_name=f"{FOLDER}/{name}", sha256=name, size=len(other))
    assert found(team, "blorp") == [(words.pk, "blorp")]


@pytest.mark.usefixtures("all_large")
def test_a_damaged_object_of_a_large_list_is_left_to_a_worker(
    team: Team, words: TermList, new_process: Forget
) -> None:
    copies()[0].unlink()
    turn_a_bit(stored()[0])
    ProcrastinateJob.objects.all().delete()
    for _ in range(2):
        with pytest.raises(SnapshotUnavailable, match=f"list {words.pk} is damaged or"):
            found(team, "blorp")
    (task,) = ProcrastinateJob.objects.all()
    build(**task.args)
    assert found(team, "blorp") == [(words.pk, "blorp")]


@pytest.mark.usefixtures("all_large")
def test_a_process_goes_on_with_what_it_has_open_while_the_newer_object_is_damaged(
    team: Team, words: TermList, new_process: Forget
) -> None:
    assert found(team, "blorp") == [(words.pk, "blorp")]
    terms.add(team, words.pk, "eng", "zlatch")
    refresh.refresh(TermList, team, words.pk, "eng", patience=0)
    build(Snapshot.objects.get().pk)
    newer = Snapshot.objects.get().sha256
    (cache_folder() / newer).unlink()
    turn_a_bit(Path(objects().path(FOLDER)) / newer)
    assert found(team, "blorp zlatch") == [(words.pk, "blorp")]


def test_a_machine_without_room_for_the_newer_copy_goes_on_with_what_it_has_open(
    team: Team, words: TermList, new_process: Forget, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(team, "blorp") == [(words.pk, "blorp")]
    terms.add(team, words.pk, "eng", "zlatch")
    refresh.refresh(TermList, team, words.pk, "eng")

    def no_room(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "copy_of", no_room)
    assert found(team, "blorp zlatch") == [(words.pk, "blorp")]
    new_process()
    with pytest.raises(SnapshotUnavailable):
        found(team, "blorp")


def test_what_nothing_points_to_is_removed_after_a_pause_and_nothing_else(
    team: Team, words: TermList, new_process: Forget
) -> None:
    old = stored()
    terms.add(team, words.pk, "eng", "zlatch")
    refresh.refresh(TermList, team, words.pk, "eng")
    assert len(stored()) == len(copies()) == 2
    assert remove_unused() == 0
    assert remove_unused(NOW) == 2
    assert [path.name for path in stored()] == [Snapshot.objects.get().sha256]
    assert not set(old) & set(stored())
    assert found(team, "zlatch") == [(words.pk, "zlatch")]


def test_the_sweep_of_forsaken_pictures_leaves_snapshots_alone(team: Team, words: TermList) -> None:
    remove_forsaken(NOW)
    assert len(stored()) == 1


def test_drafts_of_dead_processes_are_removed_after_a_day(words: TermList) -> None:
    draft = cache_folder() / f"{DRAFT}dead"
    draft.mkdir()
    (draft / "snapshot").write_bytes(b"half")
    assert remove_unused(NOW) == 0
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(draft, (two_days_ago, two_days_ago))
    assert remove_unused(NOW) == 1
    assert not draft.exists()


def test_a_file_that_went_after_its_pointer_was_read_leads_to_the_newer_one(
    team: Team, words: TermList, new_process: Forget
) -> None:
    from openmoderator.lists import pointers, snapshots

    (older,) = pointers.of_terms(team, "eng", None)
    terms.add(team, words.pk, "eng", "zlatch")
    refresh.refresh(TermList, team, words.pk, "eng")
    remove_unused(NOW)
    assert snapshots._terms.read(older).list_id == words.pk
    assert Snapshot.objects.get().wanted == Snapshot.objects.get().built
