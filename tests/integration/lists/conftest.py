"""Lists with something in them, and a process that has nothing open yet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import LazySettings

from openmoderator.accounts.models import Team
from openmoderator.content.objects import objects
from openmoderator.lists import building, catalogue, reading, refresh, snapshots, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.files import FOLDER, cache_folder
from openmoderator.lists.models import ImageList, TermList


@pytest.fixture(autouse=True)
def _no_files() -> Iterator[None]:
    """Every test begins and ends without objects and copies."""
    _remove_files()
    yield
    _remove_files()


def _remove_files() -> None:
    shutil.rmtree(cache_folder(), ignore_errors=True)
    shutil.rmtree(objects().path(FOLDER), ignore_errors=True)


@pytest.fixture
def words(team: Team) -> TermList:
    """A term list with one English term, published."""
    made = catalogue.create(TermList, team, ListFields("words"))
    terms.add(team, made.pk, "eng", "blorp")
    building.build(refresh.request_refresh(TermList, team, made.pk, "eng").pk)
    return made


@pytest.fixture
def pictures_list(team: Team) -> ImageList:
    """An empty image list."""
    return catalogue.create(ImageList, team, ListFields("pictures"))


@pytest.fixture
def new_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on nothing is open, as in a process that has just begun."""

    def forget() -> None:
        monkeypatch.setattr(snapshots, "_terms", reading.Reader(snapshots._open_terms))
        monkeypatch.setattr(snapshots, "_hashes", reading.Reader(snapshots._open_hashes))

    forget()
    return forget


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list counts as a large one, which workers build."""
    for module in (building, refresh, reading, snapshots):
        monkeypatch.setattr(module, "SMALL", -1)


@pytest.fixture
def at_once(settings: LazySettings) -> None:
    """Changes of lists count without RefreshIndex."""
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, lists_at_once=True)
