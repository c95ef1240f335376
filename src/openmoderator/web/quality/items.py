"""How an item is shown on these pages: a text marked as on the desk, a picture behind a fold."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from openmoderator.content.models import Content
from openmoderator.quality.answers import Pairs, by_code
from openmoderator.quality.models import GoldenItem
from openmoderator.reviews import addresses
from openmoderator.reviews.models import Review
from openmoderator.web.review.marking import Piece, marked


@dataclass(frozen=True)
class Item:
    """What there is to see: `pieces` of a text or the `address` of a picture; neither: gone."""

    pieces: tuple[Piece, ...] = ()
    address: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Mark:
    """One tag of an answer."""

    code: str
    is_on: bool
    differs: bool = False


def of_review(review: Review) -> Item:
    """The item of a review of the team."""
    return _item(review.stored, addresses.path(review))


def of_golden(golden: GoldenItem) -> Item:
    """A golden item, under an address of its own."""
    return _item(golden.stored, reverse("golden-picture", args=[golden.pk]))


def marks(answer: Pairs, other: Pairs = ()) -> tuple[Mark, ...]:
    """The tags of an answer in its order, with those that `other` has otherwise."""
    against = by_code(other)
    return tuple(
        Mark(code, is_on, against.get(code, is_on) != is_on)
        for code, is_on in by_code(answer).items()
    )


def _item(stored: Content | None, address: str) -> Item:
    if stored is None:
        return Item()
    if stored.text is not None:
        return Item(pieces=tuple(marked(stored.text)))
    return Item(address=address, width=stored.width, height=stored.height)
