"""A text cut into pieces for reading: findings marked, what cannot be seen made visible.

Pure. Text stays text: nothing here makes markup, and no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openmoderator.detect.text.pii import find_pii
from openmoderator.detect.text.terms import find_terms

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
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
    """A finding: code points `start` to `end`, of kind ``term`` or ``pii``, and why."""

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


def marked(text: str) -> tuple[Piece, ...]:
    """The whole `text` with profanity and personal data marked."""
    return tuple(pieces(text, [*_terms(text), *_personal(text)]))


def pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Cut `text` where a span starts or ends; spans may overlap."""
    spans = sorted(spans, key=lambda span: span.start)
    borders = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    for start, end in zip(borders, borders[1:], strict=False):
        covering = [span for span in spans if span.start <= start and span.end >= end]
        yield Piece(
            tuple(runs(text[start:end])),
            tuple(sorted({span.kind for span in covering})),
            " · ".join(dict.fromkeys(span.why for span in covering)),
        )


def runs(text: str) -> Iterator[Run]:
    """`text` with every invisible character taken out into a symbol of its own."""
    at = 0
    for found in INVISIBLE.finditer(text.replace("\r\n", "\n")):
        yield from _plain(found.string[at : found.start()])
        yield Run(symbol_of(found.group()), symbol=True)
        at = found.end()
    yield from _plain(text.replace("\r\n", "\n")[at:])


def symbol_of(character: str) -> str:
    """Its picture from the Unicode block made for that, its usual short name, or its code."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return NAMES.get(character, "␡" if code == 0x7F else f"U+{code:04X}")


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


def _personal(text: str) -> Iterator[Span]:
    found = find_pii(text)
    for kind, findings in (
        (_("e-mail address"), found.emails),
        (_("telephone number"), found.phones),
        (_("mailing address"), found.addresses),
        (_("internet address"), found.ip_addresses),
        (_("social security number"), found.ssns),
    ):
        for finding in findings:
            why = _("Personal data: %(kind)s") % {"kind": kind}
            yield Span(finding.start, finding.end, "pii", why)
