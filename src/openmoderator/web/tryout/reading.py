"""What every detector says of one text, ready for its page: marked, counted, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Team
from openmoderator.detect.text.pii import Finding, PiiFindings
from openmoderator.detect.text.screen import Screened, ScreenOptions, screen
from openmoderator.lists import snapshots
from openmoderator.lists.models import TermList
from openmoderator.web.review.marking import Piece, Span, pieces

WHOLE = ScreenOptions(autocorrect=True, pii=True, classify=True)
BUILT_IN = 0


@dataclass(frozen=True)
class Category:
    """One of the three categories: its score from 0 to 1 against its threshold."""

    name: str
    score: float
    threshold: float

    @property
    def is_high(self) -> bool:
        """Whether it reaches the threshold."""
        return self.score >= self.threshold

    @property
    def percent(self) -> int:
        """The bar's length."""
        return round(self.score * 100)


@dataclass(frozen=True)
class Found:
    """A term or a piece of personal data: what it is and how it was written."""

    kind: str
    text: str
    note: str


@dataclass(frozen=True)
class Reading:
    """One text with all that was found in it."""

    screened: Screened
    pieces: tuple[Piece, ...]
    terms: tuple[Found, ...]
    personal: tuple[Found, ...]
    categories: tuple[Category, ...]

    @property
    def corrected(self) -> str:
        """The corrected text; empty where nothing was corrected."""
        made = self.screened.autocorrected or ""
        return "" if made == self.screened.normalized else made

    @property
    def is_recommended(self) -> bool:
        """Whether a category reaches its threshold."""
        return any(category.is_high for category in self.categories)


def read(team: Team, text: str) -> Reading:
    """Screen the text with the team's term lists. Raises `SnapshotUnavailable`."""
    found = screen(text, WHOLE, snapshots.term_finders(team, None))
    names = dict(TermList.objects.filter(team=team).values_list("pk", "name"))
    terms = [
        (term, _list_name(term.list_id, names), text[term.original_index :][: term.length])
        for term in found.terms
    ]
    personal = tuple(_personal(found.pii)) if found.pii else ()
    spans = [
        Span(
            term.original_index,
            term.original_index + term.length,
            "own" if term.list_id else "term",
            f"{term.term}: {where}",
        )
        for term, where, _written in terms
    ]
    spans += [Span(one.start, one.end, "pii", kind) for kind, one in personal]
    return Reading(
        screened=found,
        pieces=tuple(pieces(text, spans)),
        terms=tuple(Found(term.term, written, where) for term, where, written in terms),
        personal=tuple(Found(kind, one.text, "") for kind, one in personal),
        categories=_categories(found),
    )


def _list_name(list_id: int, names: dict[int, str]) -> str:
    if list_id == BUILT_IN:
        return _("built-in list")
    return _("list “%(name)s”") % {"name": names.get(list_id) or list_id}


def _personal(found: PiiFindings) -> Iterator[tuple[str, Finding]]:
    for kind, findings in (
        (_("e-mail address"), found.emails),
        (_("telephone number"), found.phones),
        (_("mailing address"), found.addresses),
        (_("internet address"), found.ip_addresses),
        (_("social security number"), found.ssns),
        (_("bank account number"), found.ibans),
        (_("card number"), found.credit_cards),
    ):
        for finding in findings:
            yield kind, finding


def _categories(found: Screened) -> tuple[Category, ...]:
    scores, config = found.classification, settings.OPENMODERATOR
    if scores is None:
        return ()
    return (
        Category(_("sexually explicit"), scores.sexual, config.category1_threshold),
        Category(_("sexually suggestive"), scores.suggestive, config.category2_threshold),
        Category(_("offensive"), scores.offensive, config.category3_threshold),
    )
