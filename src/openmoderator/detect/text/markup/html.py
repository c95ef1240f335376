"""HTML as text, by the standard library's parser. Scripts, styles, comments, declarations and
attributes are no text, but for those that are shown in place of something.

The parser finds where tags and comments are; text is taken from the source between them, so
that every character keeps its place. A construct that is never closed hides nothing: what
follows it is text.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final, NamedTuple

from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.markup.building import ExtractBuilder
from openmoderator.detect.text.markup.elements import HIDDEN, INLINE, SHOWN_ATTRIBUTES

_ATTRIBUTE: Final = re.compile(
    rf"""(?<=['"\s/])({"|".join(SHOWN_ATTRIBUTES)})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))""",
    re.IGNORECASE,
)


class _Event(NamedTuple):
    """Something begins at `at`: a `text`, an `open` or `close` tag, the value of an attribute
    that is `shown`, or `nothing`."""

    at: int
    kind: str
    tag: str = ""


def read_html(body: str) -> Extract:
    """Return the text of a page or a part of one."""
    if "<" not in body and "&" not in body:
        return Extract.of_plain(body)
    builder = ExtractBuilder(body)
    hidden = ""
    for event, following in pairwise(_events(body)):
        if event.kind == "text" and not hidden:
            builder.flow(event.at, following.at)
        elif event.kind == "open" and event.tag in HIDDEN:
            hidden = event.tag
        elif event.kind == "shown" and not hidden:
            builder.line()
            builder.flow(event.at, following.at)
            builder.line()
        elif event.tag == hidden:
            hidden = ""
        if event.tag and event.tag not in INLINE:
            builder.line()
    return builder.build()


def _events(body: str) -> Iterator[_Event]:
    """Everything in the order of the body; what stands behind its last `>` is text."""
    border = body.rfind(">") + 1
    parser = _Structure(body[:border])
    yield from parser.events
    yield _Event(border, "text")
    yield _Event(len(body), "end")


class _Structure(HTMLParser):
    """The places of tags and comments of a body that ends with `>`.

    Linear in the length, where the base class is not: with unclosed comments and declarations,
    which it searches for again and again. It sees no references, of which it refuses some.
    """

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[_Event] = []
        self._lines = [0]
        for line in body.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._last_comment_end = body.rfind("-->")
        self.rawdata = body.replace("&", "+")
        self.close()
        if self.cdata_elem:
            self._show_rest()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("open", tag)
        self._add_shown(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._add("close", tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("close", tag)
        self._add_shown(attrs)

    def handle_data(self, data: str) -> None:
        self._add("text")

    def handle_comment(self, data: str) -> None:
        self._add("nothing")

    def handle_pi(self, data: str) -> None:
        self._add("nothing")

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Pass over a comment; the opening of one that never ends is passed over by itself."""
        self._add("nothing")
        if i + 2 > self._last_comment_end:
            return i + len("<!--")
        return self.rawdata.index("-->", i + 2) + len("-->")

    def parse_html_declaration(self, i: int) -> int:
        """Pass over a declaration or a marked section, to the next `>`."""
        self._add("nothing")
        return self.rawdata.index(">", i) + 1

    def _add_shown(self, attributes: list[tuple[str, str | None]]) -> None:
        if not any(name in SHOWN_ATTRIBUTES for name, _ in attributes):
            return
        parsed = set(attributes)
        begin = self.events[-1].at
        for found in _ATTRIBUTE.finditer(self.get_starttag_text() or ""):
            value = found.lastindex or 0
            if found[value] and (found[1].lower(), found[value]) in parsed:
                self.events.append(_Event(begin + found.start(value), "shown"))
                self.events.append(_Event(begin + found.end(value), "nothing"))

    def _show_rest(self) -> None:
        """The last tag opens a script or style that is never closed: what follows it is text."""
        while self.events[-1].kind != "open":
            self.events.pop()
        begin = self.events.pop().at
        tag = self.get_starttag_text() or ""
        self.events += [_Event(begin, "nothing"), _Event(begin + len(tag), "text")]

    def _add(self, kind: str, tag: str = "") -> None:
        if kind == "text" and self.events and self.events[-1].kind == "text":
            return
        line, column = self.getpos()
        self.events.append(_Event(self._lines[line - 1] + column, kind, tag))
