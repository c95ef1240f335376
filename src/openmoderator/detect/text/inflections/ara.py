"""Arabic inflections by rule: `n` nouns with what is written together with them.

Before the word article, conjunctions, prepositions and the vocative; behind it dual, plural and
possessive endings, at most one at either end. A final ha that stands for the feminine ending
becomes ta before another ending.
"""

from collections.abc import Iterator
from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, endings

_BEFORE: Final = ("", *endings("ال و ف ب ل ك وال فال بال لل كال يا ه"))
_BEHIND: Final = endings("ي ك ه ها هم كم نا ين ات ان ون كن")
_FEMININE: Final = endings("ي ك ه ها هم كم نا ين ان")


def _noun(word: str) -> Iterator[str]:
    stems = [word]
    if word.endswith("ه"):
        stem = word[:-1]
        stems += [f"{stem}ت{end}" for end in _FEMININE]
        stems.append(stem + "ات")
    else:
        stems += [word + end for end in _BEHIND]
    for stem in stems:
        yield from (before + stem for before in _BEFORE)


RULES: Final[dict[str, Rule]] = {"n": _noun}
