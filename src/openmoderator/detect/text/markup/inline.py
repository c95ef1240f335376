"""The inline parser of markdown-it with places: where in its content each piece of text began.

markdown-it keeps lines of blocks but no columns. A state that notes where it stood when a token
was pushed is enough to find them again, since all text is a part of the content.
"""

import re
from typing import Any, Final, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_SIGNS: Final = re.compile(r"[\[\]*_`<!~&\\]")
_MOST_SIGNS: Final = 500
"""In one paragraph; what has more is no prose, and costs the parser their square."""
_DEEPEST: Final = 3
"""Pictures inside the labels of pictures."""
_DEPTH: Final = "openmoderator_depth"


class PlacingInline(ParserInline):
    """Gives each token `meta["start"]`, its place in the content; needs text tokens unjoined."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        depth = env.get(_DEPTH, 0)
        if depth > _DEEPEST or len(_SIGNS.findall(src)) > _MOST_SIGNS:
            tokens.append(Token("text", "", 0, content=src, meta={"start": 0}))
            return tokens
        env[_DEPTH] = depth + 1
        state = _PlacingState(src, md, env, tokens)
        self.tokenize(state)
        _place(tokens, src)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env[_DEPTH] = depth
        return state.tokens


class _PlacingState(StateInline):
    """Notes where the parser stands when it pushes a token, or text that it has gathered."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["start"] = self.pos
        return token

    def pushPending(self) -> Token:  # noqa: N802 - the base class's name
        token = super().pushPending()
        token.meta["before"] = self.pos
        return token


def _place(tokens: list[Token], src: str) -> None:
    """Find the text of each token: gathered text ends before, other text begins after."""
    cursor = 0
    for token in tokens:
        if token.type != "text":
            continue
        if "before" in token.meta:
            start = src.rfind(token.content, cursor, token.meta["before"])
        else:
            start = src.find(token.content, max(cursor, token.meta["start"]))
        token.meta["start"] = max(cursor, start)
        cursor = token.meta["start"] + len(token.content)
