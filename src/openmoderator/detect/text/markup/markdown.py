"""Markdown as text, by markdown-it-py: CommonMark with struck-out words. Tables keep their bars.

The alternative text of pictures is text; addresses, titles of links and the words behind the
opening of a code block are not. A line that the parser gives no text for, such as one nested
too deep, is read as it stands: nothing that was sent is lost.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.markup.building import ExtractBuilder
from openmoderator.detect.text.markup.html import read_html
from openmoderator.detect.text.markup.inline import PlacingInline
from openmoderator.detect.text.markup.line import put_children, put_lines

_FIRST_CONTENT_LINE: Final = {"inline": 0, "code_block": 0, "html_block": 0, "fence": 1}
_PLAIN: Final = "plain"


def read_markdown(body: str) -> Extract:
    """Return the text of a page or a comment."""
    return _Page(body).read()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    placing = PlacingInline()
    placing.ruler, placing.ruler2 = parser.inline.ruler, parser.inline.ruler2
    parser.inline = placing
    return parser.disable(["text_join", "fragments_join"])


class _Page:
    """One body, its lines, and the extract that is made of them."""

    def __init__(self, body: str) -> None:
        self._text = body.replace("\r\n", " \n").replace("\r", "\n")
        self._lines = self._text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._builder = ExtractBuilder(body)

    def read(self) -> Extract:
        tokens = [
            token
            for token in _parser().parse(self._text)
            if token.type in _FIRST_CONTENT_LINE and token.map
        ]
        for token in sorted([*tokens, *self._left_out(tokens)], key=_first_line):
            self._builder.line()
            self._block(token)
        return self._builder.build()

    def _left_out(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """A token for each line that holds letters or digits and belongs to none of `tokens`."""
        covered = {line for token in tokens for line in range(*token.map or (0, 0))}
        for number, line in enumerate(self._lines):
            if number not in covered and any(map(str.isalnum, line)):
                yield Token(_PLAIN, "", 0, map=[number, number + 1], content=line)

    def _block(self, token: Token) -> None:
        first = _first_line(token)
        if token.type == "html_block":
            start, end = self._starts[first], self._starts[(token.map or [0, 0])[1]] - 1
            self._builder.nested(read_html(self._text[start:end]), start)
            return
        content = token.content.rstrip("\n")
        if not content:
            return
        places = self._places(content, first + _FIRST_CONTENT_LINE.get(token.type, 0))
        if token.type == "inline":
            put_children(self._builder, content, token.children or (), places)
        else:
            put_lines(self._builder, content, places)

    def _places(self, content: str, first: int) -> list[int]:
        """The place in the body of each character of the content of a block.

        Every line of it is the end of a line of the body, or lies in it (cells, headings).
        """
        places: list[int] = []
        for number, line in enumerate(content.split("\n"), first):
            start, whole = self._starts[number], self._lines[number]
            column = max(0, whole.rfind(line.strip()) - (len(line) - len(line.lstrip())))
            places += (start + min(column + at, len(whole)) for at in range(len(line) + 1))
        return places


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
