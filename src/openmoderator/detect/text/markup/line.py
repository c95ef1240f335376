"""The parsed pieces of one paragraph of Markdown, put into an extract in their places."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from markdown_it.token import Token

from openmoderator.detect.text.markup.building import ExtractBuilder
from openmoderator.detect.text.markup.elements import INLINE
from openmoderator.detect.text.markup.html import read_html

_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_PICTURE_OPENING: Final = len("![")


def put_children(
    builder: ExtractBuilder, content: str, children: Iterable[Token], places: Sequence[int]
) -> None:
    """Put what the children of a token show; `content[i]` stands at `places[i]` of the source.

    The children were made by `PlacingInline` from `content`.
    """
    last = 0
    for token in children:
        start = last = max(last, token.meta["start"])
        if token.type == "text":
            builder.flow(places[start], places[start + len(token.content)], references=False)
        elif token.type == "text_special":
            builder.put(token.content, places[start], places[start + len(token.markup)])
        elif token.type == "code_inline":
            start, end = _between(content, start, token.markup)
            put_lines(builder, content[start:end], places[start:])
        elif token.type == "image":
            label = places[start + _PICTURE_OPENING :]
            builder.space()
            put_children(builder, token.content, token.children or (), label)
            builder.space()
        elif token.type == "html_inline":
            _tag(builder, token.content, places[start])
        elif token.type in {"softbreak", "hardbreak"}:
            builder.space()


def put_lines(builder: ExtractBuilder, content: str, places: Sequence[int]) -> None:
    """Put `content` as it stands; between its lines the source may have signs of its own."""
    start = 0
    for line in content.split("\n"):
        if start:
            builder.space()
        builder.flow(places[start], places[start + len(line)], references=False)
        start += len(line) + 1


def _between(content: str, start: int, marks: str) -> tuple[int, int]:
    """Where code stands between its backticks: up to the next run of as many."""
    start += len(marks)
    closing = re.compile(rf"(?<!`){marks}(?!`)").search(content, start)
    return start, closing.start() if closing else len(content)


def _tag(builder: ExtractBuilder, tag: str, place: int) -> None:
    name = _TAG.match(tag)
    if name and name[1].lower() not in INLINE:
        builder.space()
    builder.nested(read_html(tag), place)
