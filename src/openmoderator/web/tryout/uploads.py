"""Files that a person chose: each is taken or refused on its own, with the reason in words.

Decodes under limits to tell a picture from anything else; looks at nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from openmoderator.detect.errors import NotAPicture, PictureTooLarge
from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.detect.image.picture import Picture
from openmoderator.web.tryout.limits import MAX_NAME, max_file_bytes, max_files, size_in_words


@dataclass(frozen=True, eq=False)
class Upload:
    """A picture that can be looked at, and the file that it came as."""

    name: str
    data: bytes
    picture: Picture


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Chosen:
    """What came of the files of one form, in their order."""

    taken: tuple[Upload, ...]
    refused: tuple[Refused, ...]


def read_uploads(files: Iterable[UploadedFile[Any]]) -> Chosen:
    """Take the first files that are pictures, within the limits of number and size."""
    taken: list[Upload] = []
    refused: list[Refused] = []
    for file in files:
        name = plain_name(file.name or "")
        if len(taken) == max_files():
            why = _("At most %(n)d files at once: choose it again by itself.") % {"n": max_files()}
            refused.append(Refused(name, why))
            continue
        read = _read(name, file)
        (taken if isinstance(read, Upload) else refused).append(read)  # type: ignore[arg-type]
    return Chosen(tuple(taken), tuple(refused))


def plain_name(name: str) -> str:
    """The name without folders and without characters that cannot be stored or seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in last if one.isprintable())[:MAX_NAME] or "picture"


def as_upload(name: str, data: bytes) -> Upload:
    """The picture in `data`. Raises `NotAPicture` or `PictureTooLarge`."""
    limits = DecodeLimits(max_bytes=max_file_bytes(), max_pixels=settings.OPENMODERATOR.max_pixels)
    return Upload(name, data, decode(data, limits))


def _read(name: str, file: UploadedFile[Any]) -> Upload | Refused:
    if (file.size or 0) > max_file_bytes():
        sizes = {"size": size_in_words(file.size or 0), "most": size_in_words(max_file_bytes())}
        return Refused(name, _("It has %(size)s; at most %(most)s are taken.") % sizes)
    try:
        return as_upload(name, file.read())
    except PictureTooLarge:
        return Refused(name, _("It has too many pixels to be decoded."))
    except NotAPicture:
        return Refused(name, _("It is no picture that can be read: send PNG, JPEG, GIF or WebP."))
