"""A machine with another key or other stored files is refused before it does harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from openmoderator.runtime.belonging import MARKER, require_belonging
from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.models import Installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _storage_of_its_own(settings: Settings, tmp_path: Path) -> None:
    use_storage(settings, tmp_path / "first")


def use_storage(settings: Settings, folder: Path) -> None:
    backend = "django.core.files.storage.FileSystemStorage"
    stored = {"BACKEND": backend, "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}


def test_the_first_start_marks_storage_and_database_alike() -> None:
    require_belonging(own_storage=False)
    with default_storage.open(MARKER) as stored:
        assert stored.read().decode() == Installation.objects.get().marker


def test_a_start_killed_between_the_two_is_taken_up_again() -> None:
    require_belonging(own_storage=False)
    Installation.objects.all().delete()
    require_belonging(own_storage=False)
    require_belonging(own_storage=False)


def test_another_secret_key_is_refused(settings: Settings) -> None:
    require_belonging(own_storage=False)
    settings.SECRET_KEY = "another-key-that-is-long-enough-0123456789"
    with pytest.raises(StartRefused, match="OPENMODERATOR_SECRET_KEY is not the key"):
        require_belonging(own_storage=True)


def test_storage_that_is_not_shared_is_refused(settings: Settings, tmp_path: Path) -> None:
    require_belonging(own_storage=False)
    use_storage(settings, tmp_path / "other machine")
    with pytest.raises(StartRefused, match="are not those of this database"):
        require_belonging(own_storage=False)


def test_storage_beside_the_embedded_database_gets_its_marker_back(
    settings: Settings, tmp_path: Path
) -> None:
    require_belonging(own_storage=True)
    use_storage(settings, tmp_path / "emptied")
    require_belonging(own_storage=True)
    require_belonging(own_storage=False)


def test_the_remedy_that_the_refusal_names_works(settings: Settings, tmp_path: Path) -> None:
    require_belonging(own_storage=False)
    folder = tmp_path / "emptied"
    use_storage(settings, folder)
    with pytest.raises(StartRefused, match=Installation.objects.get().marker):
        require_belonging(own_storage=False)
    folder.mkdir(exist_ok=True)
    (folder / MARKER).write_text(Installation.objects.get().marker + "\n")
    require_belonging(own_storage=False)
