"""A text as the category model reads it: one line, without marks of the place it came from.

Owns the same cleaning for training and for use. It never judges, and its result is never shown.
"""

import html
import re
import unicodedata
from typing import Final

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION: Final = re.compile(r"@[\w_]+")
_RETWEET: Final = re.compile(r"\bRT\b:?\s*")
_MARKUP: Final = re.compile(r"={2,}|'{2,}|`+|\[\[|\]\]|~{3,}|\|+")
_RUN: Final = re.compile(r"([^\w\s])\1{2,}")
_LETTERS: Final = re.compile(r"(\w)\1{3,}")
_INDENT: Final = re.compile(r"^[\s:*]+", re.MULTILINE)
_BLANKS: Final = re.compile(r"\s+")


def tidy(text: str) -> str:
    """`text` with links, mentions, wiki markup, character references and runs made plain.

    The case stays: the tokeniser folds it. The result may be empty.
    """
    plain = unicodedata.normalize("NFKC", _SURROGATE.sub(" ", html.unescape(text)))
    plain = _ADDRESS.sub(" link ", plain)
    plain = _RETWEET.sub(" ", plain)
    plain = _MENTION.sub(" @user ", plain)
    plain = _MARKUP.sub(" ", plain)
    plain = _RUN.sub(r"\1\1", plain)
    plain = _LETTERS.sub(r"\1\1\1", plain)
    plain = _INDENT.sub("", plain)
    return _BLANKS.sub(" ", plain).strip(" :*")
