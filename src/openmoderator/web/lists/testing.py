"""What one published list finds in a text or a picture. Stores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Team
from openmoderator.detect.errors import NotAPicture, PictureTooLarge, PictureTooSmall
from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.detect.image.hashes import query_of
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.text.screen import ScreenOptions, screen
from openmoderator.errors import BadInput
from openmoderator.lists import snapshots
from openmoderator.lists.models import ImageList, TermList
from openmoderator.lists.snapshots import ListMatch
from openmoderator.web.review.marking import Piece, Span, pieces


@dataclass(frozen=True)
class TriedText:
    """A text with the list's terms marked, and each term as it was written."""

    pieces: tuple[Piece, ...]
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TriedPicture:
    """The entries that a picture is like, the nearest first."""

    name: str
    matches: tuple[ListMatch, ...]


def try_text(team: Team, row: TermList, language: str, text: str) -> TriedText:
    """Screen with this list alone. Raises `BadInput` or `SnapshotUnavailable`."""
    text = text.replace("\r\n", "\n").replace("\0", "\ufffd")
    most = settings.OPENMODERATOR.max_screen_text
    if not text.strip():
        raise BadInput(_("Write a text to test."))
    if len(text) > most:
        raise BadInput(_("At most %(most)d characters are tested at once.") % {"most": most})
    finders = snapshots.term_finders(team, language, [row.pk])
    found = screen(text, ScreenOptions(language=language), finders)
    terms = [term for term in found.terms if term.list_id == row.pk]
    ends = [term.original_index + term.length for term in terms]
    spans = [
        Span(term.original_index, end, "own", term.term)
        for term, end in zip(terms, ends, strict=True)
    ]
    written = [text[span.start : span.end] for span in spans]
    named = zip((term.term for term in terms), written, strict=True)
    return TriedText(tuple(pieces(text, spans)), tuple(named))


def try_picture(team: Team, row: ImageList, upload: UploadedFile[Any] | None) -> TriedPicture:
    """Match with this list alone. Raises `BadInput` or `SnapshotUnavailable`."""
    picture, data = read_picture(upload)
    matches = snapshots.match(team, query_of(picture, data), row.pk)
    return TriedPicture(str(upload.name if upload else ""), matches)


def read_picture(upload: UploadedFile[Any] | None) -> tuple[Picture, bytes]:
    """The uploaded picture and its file, under the limits of the settings. Raises `BadInput`."""
    if upload is None:
        raise BadInput(_("Choose a picture."))
    config = settings.OPENMODERATOR
    if (upload.size or 0) > config.max_picture_bytes:
        most = config.max_picture_bytes // 1024
        named = {"name": upload.name, "most": most}
        raise BadInput(_("%(name)s has more than %(most)d KB.") % named)
    data = upload.read()
    limits = DecodeLimits(
        max_bytes=config.max_picture_bytes, max_pixels=config.max_pixels, min_side=1
    )
    try:
        return decode(data, limits), data
    except (NotAPicture, PictureTooLarge, PictureTooSmall) as error:
        message = f"{upload.name}: {error}"
        raise BadInput(message) from None
