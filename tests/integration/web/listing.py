"""Addresses and answers of the pages of lists, as their tests read them."""

from __future__ import annotations

import html
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from openmoderator.lists.models import ImageList, Term, TermList
from openmoderator.samples.pictures import sample_pictures

ONE, TWO, *_ = (data for _, data in sample_pictures())
PATHS = ("terms", "images")


def at(row: TermList | ImageList, act: str = "") -> str:
    kind = "terms" if isinstance(row, TermList) else "images"
    return f"/lists/{kind}/{row.pk}" + (f"/{act}" if act else "")


def text_of(answer: Any) -> str:
    """The page in words, on one line."""
    return " ".join(html.unescape(answer.content.decode()).split())


def picture(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def downloaded(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def texts(row: TermList) -> list[str]:
    return list(Term.objects.filter(term_list=row).order_by("pk").values_list("text", flat=True))
