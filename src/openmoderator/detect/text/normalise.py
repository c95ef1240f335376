"""Folding of a text for matching: what is written becomes what is compared.

Folds case, compatibility forms (full width, enclosed, ligatures), look-alike letters, accents
and marks, forms of one letter, and drops what cannot be seen. Leetspeak, separators and repeats
change what a word could mean and are other readings of the folded text (`readings`). Nothing
here knows any term.
"""

import re
import threading
import unicodedata
from functools import cache
from typing import Final

import numpy as np

from openmoderator.detect.text.alphabets import Alphabet, alphabet_of
from openmoderator.detect.text.folded import Codes, Folded, Places, codes_of, text_of
from openmoderator.detect.text.lookalikes import LATIN_VARIANTS, RARE, latin_by_name
from openmoderator.detect.text.scripts import SYLLABLE, compose, is_hidden, plain

_NEEDS_FOLDING: Final = re.compile(r"[^\t\n\v\f\r -~]")
_REGIONAL: Final = "\U0001f1e6-\U0001f1ff"
_ACCENTS: Final = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670"
_CLUSTER: Final = re.compile(
    rf"[^\W\d_][{_ACCENTS}\u3099\u309a\uff9e\uff9f]+"
    r"|[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?"
    rf"|{SYLLABLE.pattern}"
    rf"|(?<![{_REGIONAL}])[{_REGIONAL}](?![{_REGIONAL}])"
)
_IN_PIECES: Final = re.compile(
    rf"[{_ACCENTS}\u3099\u309a\uff9e\uff9f\u1100-\u11ff\u3131-\u3163{_REGIONAL}]"
)
_MARKS_READ: Final = 3
_FIRST_REGIONAL: Final = 0x1F1E6
_CODE_POINTS: Final = 0x110000
_SEVERAL: Final = _CODE_POINTS


def fold(text: str, language: str = "") -> Folded:
    """Return `text` as it is compared: lower case, plain letters, nothing invisible.

    `language` (ISO 639-3) decides about letters that languages disagree on: the Turkish i, the
    German umlauts, the Spanish n with tilde, Cyrillic or Latin look-alikes; none will do.
    Letters of another alphabet become those of the language's own that they look like: in a
    word that has own letters, and in a text that has some and whose others all look like them.
    """
    return fold_with(alphabet_of(language), text)


def fold_with(alphabet: Alphabet, text: str) -> Folded:
    """Return `text` as compared in `alphabet`; see `fold`."""
    if not _NEEDS_FOLDING.search(text) and not alphabet.folds_ascii:
        places = np.arange(len(text), dtype=np.int64)
        return Folded(codes_of(text.lower()), places, places + 1)
    folding = _folding(alphabet)
    return folding.fold(folding.typed(text))


class _Folding:
    """The rules of one alphabet, with each character's outcome remembered.

    `_forms[code]` is the folded code point and one more, 0 while unknown, `_SEVERAL` for a
    character that becomes none or several (`_odd`). Any thread may fill in what it finds out.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._forms = np.zeros(_CODE_POINTS, np.uint32)
        self._odd: dict[int, str] = {}
        self._foreign = str.maketrans(dict(alphabet.foreign))
        self._own = re.compile(f"[{alphabet.script}]")
        looks = re.escape("".join(alphabet.foreign))
        self._look_alike = re.compile(f"[{looks}]")
        self._only_look_alikes = re.compile(f"[{looks}]+")
        self._dotless = alphabet.letters.get("I")

    def typed(self, text: str) -> str:
        """Turkish typed without Turkish letters: its I means i."""
        if self._dotless and not re.search("[ıİşŞğĞ]", text):
            return text.replace("I", "i")
        return text

    def fold(self, text: str) -> Folded:
        """See `fold_with`."""
        composed, starts, ends = _clusters(text)
        codes = codes_of(composed)
        forms = self._forms[codes]
        if not forms.all():
            self._learn(codes[forms == 0])
            forms = self._forms[codes]
        if (forms > _SEVERAL).any():
            codes, at = self._spread(codes, forms)
            starts, ends = starts[at], ends[at]
        else:
            codes = forms - 1
        plain_text = text_of(codes)
        lowered = self._native(plain_text).casefold()
        return Folded(codes if lowered == plain_text else codes_of(lowered), starts, ends)

    def _learn(self, codes: Codes) -> None:
        for code in map(int, np.unique(codes)):
            form = self._form(chr(code))
            if len(form) == 1:
                self._forms[code] = ord(form) + 1
            else:
                self._odd[code] = form
                self._forms[code] = _SEVERAL + 1

    def _form(self, character: str) -> str:
        """The plain letter or letters of one character, each of which has one lower case."""
        if (own := self._alphabet.letters.get(character)) is not None:
            return own
        variant = LATIN_VARIANTS.get(character) or LATIN_VARIANTS.get(character.casefold())
        form = variant or latin_by_name(character) or plain(character)
        return "".join(
            part if len(part.casefold()) == 1 else _visible(part.casefold()) for part in form
        )

    def _spread(self, codes: Codes, forms: Codes) -> tuple[Codes, Places]:
        """The codes with the odd ones written out, and where each came from."""
        odd = np.flatnonzero(forms > _SEVERAL)
        written = [self._odd[code] for code in codes[odd].tolist()]
        lengths = np.ones(len(codes), np.int64)
        lengths[odd] = [len(form) for form in written]
        at = np.repeat(np.arange(len(codes)), lengths)
        spread = forms[at] - 1
        spread[forms[at] > _SEVERAL] = codes_of("".join(written))
        return spread, at

    def _native(self, text: str) -> str:
        """The text with look-alikes of other alphabets as own letters where own are written."""
        if not self._look_alike.search(text):
            return text
        if not self._alphabet.alone and self._reads_as_own(text):
            return text.translate(self._foreign)
        return re.sub(r"\w+", lambda word: self._native_word(word.group()), text)

    def _native_word(self, word: str) -> str:
        if self._own.search(word) is None and not self._is_posing(word):
            return word
        return word.translate(self._foreign)

    def _is_posing(self, word: str) -> bool:
        """Whether a word without own letters is made of look-alikes to be taken for own."""
        if self._only_look_alikes.fullmatch(word) is None:
            return False
        return self._alphabet.alone or not RARE.isdisjoint(word)

    def _reads_as_own(self, text: str) -> bool:
        """Whether own letters are written, and every other could be taken for one."""
        if not self._own.search(text):
            return False
        others = {letter for letter in set(text) if letter.isalpha() and not letter.isascii()}
        return all(letter in self._alphabet.foreign for letter in others)


def _clusters(text: str) -> tuple[str, Places, Places]:
    """The text with what is typed in pieces put together, and the places of the pieces."""
    if not _IN_PIECES.search(text):
        places = np.arange(len(text), dtype=np.int64)
        return text, places, places + 1
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for found in _CLUSTER.finditer(text):
        composed = _compose(found.group())
        pieces += (text[last : found.start()], composed)
        starts += (*range(last, found.start()), *[found.start()] * len(composed))
        ends += (*range(last + 1, found.start() + 1), *[found.end()] * len(composed))
        last = found.end()
    pieces.append(text[last:])
    starts += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return "".join(pieces), np.array(starts, np.int64), np.array(ends, np.int64)


def _compose(cluster: str) -> str:
    if len(cluster) == 1:
        return chr(ord("a") + ord(cluster) - _FIRST_REGIONAL)
    if SYLLABLE.fullmatch(cluster):
        return compose(cluster)
    return unicodedata.normalize("NFKC", cluster[: _MARKS_READ + 1])


def _visible(text: str) -> str:
    return "".join(part for part in text if not is_hidden(part))


_making = threading.Lock()


@cache
def _made(alphabet: Alphabet) -> _Folding:
    return _Folding(alphabet)


def _folding(alphabet: Alphabet) -> _Folding:
    """The process-wide rules of an alphabet; the lock keeps two threads from making them twice."""
    with _making:
        return _made(alphabet)
