"""The terms of a list: adding, removing and reading them. The wire and the command line call it.

A term is kept as the caller spells it; what it matches is the matter of `detect.text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from openmoderator.accounts.models import Team
from openmoderator.lists.catalogue import find, locked
from openmoderator.lists.entries import changed, require_room
from openmoderator.lists.errors import UnusableTerm
from openmoderator.lists.languages import language_of
from openmoderator.lists.models import Term, TermList

MAX_TERM: Final = 500
"""Code points of a term; Azure documents no limit, and a text for Screen has 1,024."""
DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 10_000
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Page:
    """Terms `offset` to `offset + limit` of `total` in one language, in the order of adding."""

    language: str
    terms: tuple[str, ...]
    total: int
    limit: int
    offset: int


def storable(text: str) -> str:
    """The text with what PostgreSQL cannot hold, NUL and lone surrogates, as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def usable_term(text: str) -> str:
    """The text as it is kept. Raises `UnusableTerm` where it is blank or longer than `MAX_TERM`."""
    if not text.strip():
        raise UnusableTerm("The term is blank.")
    if len(text) > MAX_TERM:
        message = f"The term has {len(text)} characters; at most {MAX_TERM} are kept."
        raise UnusableTerm(message)
    return storable(text)


def add(team: Team, list_id: int, language: str, text: str) -> bool:
    """Add a term; False says that it was there already, and nothing changed.

    Raises `ListNotFound`, `UnknownLanguage`, `UnusableTerm` or `LimitReached`.
    """
    code, kept = language_of(language), usable_term(text)
    with transaction.atomic():
        row = locked(TermList, team, list_id)
        if Term.objects.filter(term_list=row, language=code, text=kept).exists():
            return False
        require_room(row)
        Term.objects.create(term_list=row, language=code, text=kept)
        changed(row, 1, "term_added", {"language": code, "term": kept}, code)
    return True


def delete(team: Team, list_id: int, language: str, text: str) -> bool:
    """Remove a term; False says that it was not there. Raises `ListNotFound`, `UnknownLanguage`."""
    code, kept = language_of(language), storable(text)
    with transaction.atomic():
        row = locked(TermList, team, list_id)
        gone, _ = Term.objects.filter(term_list=row, language=code, text=kept).delete()
        if gone:
            changed(row, -gone, "term_deleted", {"language": code, "term": kept}, code)
    return bool(gone)


def clear(team: Team, list_id: int, language: str) -> int:
    """Remove all terms of the language; how many. Raises `ListNotFound`, `UnknownLanguage`."""
    code = language_of(language)
    with transaction.atomic():
        row = locked(TermList, team, list_id)
        gone, _ = Term.objects.filter(term_list=row, language=code).delete()
        changed(row, -gone, "cleared", {"language": code, "count": gone}, code)
    return gone


def page(
    team: Team, list_id: int, language: str, offset: int = 0, limit: int = DEFAULT_LIMIT
) -> Page:
    """One page of the terms in the language; `limit` above `MAX_LIMIT` counts as that.

    Raises `ListNotFound` or `UnknownLanguage`. `offset` and `limit` must not be negative.
    """
    code = language_of(language)
    row = find(TermList, team, list_id)
    limit = min(limit, MAX_LIMIT)
    found = Term.objects.filter(term_list=row, language=code).order_by("id")
    terms = tuple(found.values_list("text", flat=True)[offset : offset + limit])
    return Page(code, terms, found.count(), limit, offset)
