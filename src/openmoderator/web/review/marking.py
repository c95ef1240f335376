"""A text cut into pieces for reading: findings marked, what cannot be seen made visible.

Pure. Text stays text: nothing here makes markup, and no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from openmoderator.detect.text.pii import Finding, PiiFindings, find_pii
from openmoderator.detect.text.terms import find_terms
from openmoderator.web.review.own_terms import OwnTerm

INVISIBLE = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Control and direction characters. Tab, line feed and the joiners of emoji and Persian stay."""
NAMES = {
    "\u00ad": "SHY",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}


@dataclass(frozen=True)
class Span:
    """A finding: code points `start` to `end`, of kind ``term``, ``own`` or ``pii``, and why."""

    start: int
    end: int
    kind: str
    why: str


@dataclass(frozen=True)
class Run:
    """Some text as it stands, or one invisible character as a `symbol`."""

    text: str
    symbol: bool = False


@dataclass(frozen=True)
class Piece:
    """Text between two borders of findings, with the kinds and reasons that cover it."""

    runs: tuple[Run, ...]
    kinds: tuple[str, ...] = ()
    why: str = ""


def marked(text: str, own: Iterable[OwnTerm] = ()) -> tuple[Piece, ...]:
    """The whole `text` with profanity, personal data and the team's `own` terms marked."""
    return tuple(pieces(text, [*_terms(text), *_own(text, own), *_personal(text)]))


def pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Cut `text` where a span starts or ends; spans may overlap."""
    coming = sorted(spans, key=lambda span: span.start, reverse=True)
    borders = sorted({0, len(text), *(s.start for s in coming), *(s.end for s in coming)})
    open_: list[Span] = []
    for start, end in pairwise(borders):
        open_ = [span for span in open_ if span.end > start]
        while coming and coming[-1].start <= start:
            open_.append(coming.pop())
        yield _piece(text[start:end], open_)


def runs(text: str) -> Iterator[Run]:
    """`text` with every invisible character taken out into a symbol of its own."""
    at = 0
    for found in INVISIBLE.finditer(text):
        yield from _plain(text[at : found.start()])
        yield Run(symbol_of(found.group()), symbol=True)
        at = found.end()
    yield from _plain(text[at:])


def symbol_of(character: str) -> str:
    """Its picture from the Unicode block made for that, its usual short name, or its code."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return NAMES.get(character, "␡" if code == 0x7F else f"U+{code:04X}")


def _piece(text: str, covering: list[Span]) -> Piece:
    return Piece(
        tuple(runs(text)),
        tuple(sorted({span.kind for span in covering})),
        " · ".join(dict.fromkeys(span.why for span in covering)),
    )


def _plain(text: str) -> Iterator[Run]:
    if text:
        yield Run(text)


def _terms(text: str) -> Iterator[Span]:
    strength = {1: _("mild"), 2: _("medium"), 3: _("strong")}
    for match in find_terms(text):
        why = _("Profanity: “%(term)s”, %(strength)s, built-in list") % {
            "term": match.term,
            "strength": strength.get(match.severity, str(match.severity)),
        }
        yield Span(match.start, match.end, "term", why)


def _own(text: str, terms: Iterable[OwnTerm]) -> Iterator[Span]:
    for term in terms:
        why = _("Own term: “%(term)s”, list %(list)s") % {"term": term.term, "list": term.list_id}
        start, end = term.place(text)
        if start < end:
            yield Span(start, end, "own", why)


def personal_findings(found: PiiFindings) -> Iterator[tuple[str, Finding]]:
    """Every finding with the name of its kind."""
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


def _personal(text: str) -> Iterator[Span]:
    for kind, finding in personal_findings(find_pii(text)):
        why = _("Personal data: %(kind)s") % {"kind": kind}
        yield Span(finding.start, finding.end, "pii", why)
