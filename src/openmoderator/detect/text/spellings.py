"""One spelling of a term, and whether a piece of text can be it.

The automaton compares keys, in which repeats and l against i are lost; a spelling has the last
word about both, and about how many digits a word may be made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openmoderator.detect.text.lexicon import Entry
from openmoderator.detect.text.readings import key_of, runs_of

_SHORT = 3
_LONG = 6
_SURE_DIGITS = frozenset("01")


@dataclass(frozen=True)
class Spelling:
    """`text` as spelled, the `term` to report, and what its list says about it.

    An innocent phrase is a spelling of severity 0.
    """

    text: str
    term: str
    severity: int
    name: bool = False
    key: str = field(init=False)
    runs: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", key_of(self.text))
        object.__setattr__(self, "runs", tuple(runs_of(self.text)))

    def fits(self, written: str) -> bool:
        """Whether `written`, whose key is this one's, has letters enough and not too oddly many.

        A letter may be repeated and l may stand for i; in words of up to three letters only
        repeated more than twice, so that "woop" is no "wop", and never l for i. Digits must
        not outweigh the letters (see `_digits_fit`). Innocent phrases fit as they are only.
        """
        if not self.severity:
            return " ".join(written.split()) == self.text
        short = len(self.text) <= _SHORT
        if short and ("l" in written) != ("l" in self.text):
            return False
        for letter, need, has in zip(self.key, self.runs, runs_of(written), strict=True):
            if letter != " " and (has < need or (short and need < has < _SHORT)):
                return False
        return self._digits_fit(written)

    def _digits_fit(self, written: str) -> bool:
        """Tell a disguise from a part number: "b00b" from "a55", "f4ggot" from "455"."""
        letters = sum(map(str.isalpha, written))
        digits = [character for character in written if character.isdigit()]
        if not letters:
            return False
        if len(self.text) <= _SHORT:
            return not digits or (len(digits) == 1 and digits[0] in _SURE_DIGITS)
        return len(digits) <= letters * (2 if len(self.text) >= _LONG else 1)


def spellings_of(entry: Entry) -> Iterator[Spelling]:
    """Yield the spellings of an entry, phrases also as one word."""
    name = "name" in entry.rules
    for form in entry.forms():
        yield Spelling(form, form, entry.severity, name)
        if " " in form:
            yield Spelling(form.replace(" ", ""), form, entry.severity, name)


def innocents_of(entry: Entry) -> Iterator[Spelling]:
    """Yield the phrases in which the entry means no harm."""
    for phrase in entry.innocent:
        yield Spelling(phrase, phrase, 0)
