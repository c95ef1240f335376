"""What every detector says of one text, ready for its page: marked, counted, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Team
from openmoderator.detect.text.screen import Screened, ScreenOptions, screen
from openmoderator.lists import snapshots
from openmoderator.lists.models import TermList
from openmoderator.web.review.marking import Piece, Span, personal_findings, pieces
from openmoderator.web.scores import Score

WHOLE = ScreenOptions(autocorrect=True, pii=True, classify=True)
BUILT_IN = 0


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
    categories: tuple[Score, ...]

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
    personal = tuple(personal_findings(found.pii)) if found.pii else ()
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


def _categories(found: Screened) -> tuple[Score, ...]:
    scores, config = found.classification, settings.OPENMODERATOR
    if scores is None:
        return ()
    return (
        Score(_("sexually explicit"), scores.sexual, config.category1_threshold),
        Score(_("sexually suggestive"), scores.suggestive, config.category2_threshold),
        Score(_("offensive"), scores.offensive, config.category3_threshold),
    )
