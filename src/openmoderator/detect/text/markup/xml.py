"""XML as text, by the standard library's expat. Tags part lines; comments, instructions and
attributes are no text.

Nothing is fetched and no entity of the document's own is ever expanded: a document that
declares one, and one that is not well-formed, is read as HTML is, which refuses nothing.
"""

import re
from typing import Final
from xml.parsers import expat

from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.markup.building import ExtractBuilder
from openmoderator.detect.text.markup.elements import HIDDEN, INLINE
from openmoderator.detect.text.markup.html import read_html

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class _DeclaresEntities(Exception):
    """The document type declaration holds an entity: a bomb, or a fetch, or a hiding place."""


def read_xml(body: str) -> Extract:
    """Return the text of a document, or of what is meant to be one."""
    reader = _Reader(body)
    try:
        return reader.read()
    except (expat.ExpatError, _DeclaresEntities):
        return read_html(body)


class _Reader:
    """One run of the parser; its byte offsets become code points as they rise."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._data = _SURROGATE.sub("\ufffd", body).encode()
        self._byte = self._place = 0
        self._builder = ExtractBuilder(body)
        self._raw = False
        self._hidden = 0
        self._parser = expat.ParserCreate("utf-8")

    def read(self) -> Extract:
        """Raises ExpatError and _DeclaresEntities."""
        parser = self._parser
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = self._begin_raw
        parser.EndCdataSectionHandler = self._end_raw
        parser.EntityDeclHandler = self._refuse
        parser.Parse(self._data, True)
        return self._builder.build()

    def _open(self, name: str, _attributes: dict[str, str]) -> None:
        self._border(name)
        self._hidden += _local(name) in HIDDEN

    def _close(self, name: str) -> None:
        self._hidden -= _local(name) in HIDDEN
        self._border(name)

    def _border(self, name: str) -> None:
        if _local(name) not in INLINE:
            self._builder.line()

    def _begin_raw(self) -> None:
        self._raw = True

    def _end_raw(self) -> None:
        self._raw = False

    def _text(self, text: str) -> None:
        start = self._at(self._parser.CurrentByteIndex)
        if self._hidden:
            return
        if not self._raw and self._body.startswith("&", start):
            self._builder.put(text, start, self._body.index(";", start) + 1)
        else:
            self._builder.flow(start, start + len(text), references=False)

    def _at(self, byte: int) -> int:
        """The code point of a byte that lies behind the last one asked for."""
        self._place += len(self._data[self._byte : byte].decode())
        self._byte = byte
        return self._place

    def _refuse(self, *_declaration: object) -> None:
        raise _DeclaresEntities


def _local(name: str) -> str:
    """An element's name without its namespace prefix, as HTML compares it."""
    return name.rpartition(":")[2].lower()
