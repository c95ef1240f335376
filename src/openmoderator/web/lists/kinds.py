"""The two kinds of list as the pages name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from openmoderator.lists.models import ImageList, TermList


@dataclass(frozen=True)
class Kind:
    """A kind of list: its rows, and how addresses and templates call it."""

    key: str
    model: type[Any]
    overview: str
    page: str

    @property
    def is_terms(self) -> bool:
        """Whether what is in such a list are terms."""
        return self.model is TermList


TERMS: Final = Kind("terms", TermList, "term-lists", "term-list")
IMAGES: Final = Kind("images", ImageList, "image-lists", "image-list")
