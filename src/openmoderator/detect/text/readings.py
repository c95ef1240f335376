"""The ways in which a folded text can be read: each undoes one kind of disguise.

A reading is the text with words between single or several spaces and nothing but letters,
digits and signs that may stand for letters inside them. Readings know no terms; each costs one
pass, and the rarer ones are empty unless the text has what they undo.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from openmoderator.detect.text.normalise import LEET, Folded, join, letter_class

_SIGNS = re.escape("".join(LEET))
_LETTER = r"[^\W\d_]"
_NOT_LETTERS = re.compile(r"[\W\d_]")
_NOT_LEET = re.compile(rf"[^\w{_SIGNS}]|_|[^\D{_SIGNS}]")
_DISGUISED = re.compile(rf"{_LETTER}[{_SIGNS}]|[{_SIGNS}]{_LETTER}")
_EDGE_SIGNS = re.compile(r"(?<!\S)[!|+(<{]+|[!|(<{]+(?!\S)")
_EDGE_PLUS = re.compile(r"\++(?!\S)")
_RUN = re.compile(r"(.)\1*", re.DOTALL)
_REPEAT = re.compile(r"(.)\1+", re.DOTALL)
_TO_CLASS = {ord(sign): letter_class(sign) for sign in LEET} | {ord("l"): "i"}

_TOKEN = re.compile(r"[^\s'\u2019\"]+")
_PARTED = re.compile(r"[^\W_](?:[^\w@$]|_)+[^\W_]")
_PART_SIGN = re.compile(r"[^\w@$]|_")
_LONGEST_WORD = 40
_UNIT, _OTHER = r"[^\W_]", r"[\W_]"
_LEET_UNIT, _LEET_OTHER = rf"(?:[^\W_]|[{_SIGNS}])", rf"(?:(?![{_SIGNS}])[\W_])"
_SPACED = re.compile(rf"(?<!{_UNIT}){_UNIT}(?:{_OTHER}{{1,3}}{_UNIT}(?!{_UNIT})){{2,}}")
_SPACED_LEET = re.compile(
    rf"(?<!{_LEET_UNIT}){_LEET_UNIT}(?:{_LEET_OTHER}{{1,3}}{_LEET_UNIT}(?!{_LEET_UNIT})){{2,}}"
)
_MASKED = re.compile(rf"(?<![\w{_SIGNS}*#])[\w@$*#]{{4,24}}(?![\w*#])")
_MASK = re.compile(r"\w[*#]+\w")


@dataclass(frozen=True)
class Reading:
    """Words to look terms up in; `letters.offsets` are places of the original text."""

    letters: Folded

    @cached_property
    def key(self) -> str:
        """What terms are looked up by: see `key_of`."""
        return key_of(self.letters.text)

    @cached_property
    def places(self) -> Sequence[int]:
        """Where each character of `key` begins in `letters`, and the end of it."""
        text = self.letters.text.translate(_TO_CLASS)
        return [*(run.start() for run in _RUN.finditer(text)), len(text)]


def key_of(text: str) -> str:
    """Return `text` with signs as letters, l as i and every repeat once."""
    return _REPEAT.sub(r"\1", text.translate(_TO_CLASS))


def runs_of(text: str) -> list[int]:
    """Return how often each character of `key_of(text)` stands there."""
    return [len(run.group()) for run in _RUN.finditer(text.translate(_TO_CLASS))]


def read_plain(folded: Folded) -> Reading:
    """Words as written; whatever is no letter parts them."""
    return Reading(Folded(f" {_NOT_LETTERS.sub(' ', folded.text)} ", _padded(folded)))


def read_leet(folded: Folded) -> Iterator[Reading]:
    """Digits and signs as letters, but for signs at the edges of words that punctuate.

    A plus at the end is read both ways.
    """
    if not _DISGUISED.search(folded.text):
        return
    whole = _EDGE_SIGNS.sub(_blank, _NOT_LEET.sub(" ", folded.text))
    for text in dict.fromkeys((whole, _EDGE_PLUS.sub(_blank, whole))):
        yield Reading(Folded(f" {text} ", _padded(folded)))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def read_parted(folded: Folded) -> Reading:
    """Words without the signs inside them: `fu.ck`, `sh-it`. Apostrophes keep parting."""
    words: list[Folded] = []
    for token in _TOKEN.finditer(folded.text):
        if not _PARTED.search(token.group()):
            continue
        text = folded.text
        kept = [at for at in range(*token.span()) if not _PART_SIGN.match(text[at])]
        if len(kept) <= _LONGEST_WORD:
            words.append(_pick(folded, kept))
    return Reading(join(words))


def read_spaced(folded: Folded) -> Iterator[Reading]:
    """Each run of single characters, `f u c k` or `f.u.c.k`, as one word without spaces.

    Signs are what parts in the first round and may be letters in the second.
    """
    for run in _SPACED.finditer(folded.text):
        places = [at for at in range(*run.span()) if folded.text[at].isalnum()]
        yield Reading(_pick(folded, places))
    for run in _SPACED_LEET.finditer(folded.text):
        taken = folded.text
        places = [at for at in range(*run.span()) if taken[at].isalnum() or taken[at] in LEET]
        yield Reading(_pick(folded, places))


def read_masked(folded: Folded) -> Iterator[Folded]:
    """Words with stars or hashes in place of letters, as they stand."""
    for token in _MASKED.finditer(folded.text):
        if _MASK.search(token.group()):
            yield _pick(folded, range(*token.span()))


def _pick(folded: Folded, places: Sequence[int]) -> Folded:
    return Folded(
        "".join(folded.text[place] for place in places),
        [folded.offsets[place] for place in places],
    )


def _padded(folded: Folded) -> Sequence[int]:
    if not folded.offsets:
        return (0, 0)
    return (folded.offsets[0], *folded.offsets, folded.offsets[-1])
