"""US social security numbers, with their dashes or spaces, or bare behind the words for it.

Area 000, 666 and 9xx, group 00 and serial 0000 were never issued (SSA, since 2011).
"""

import re

from openmoderator.detect.text.pii.values import Ssn

_ISSUED = r"(?!000|666|9)[0-9]{3}%s(?!00)[0-9]{2}%s(?!0000)[0-9]{4}"
_PARTED = re.compile(
    r"(?<![\w.+/-])(?<![0-9] )" + _ISSUED % ("([- ])", r"\1") + r"(?![\w-]|[./ ][0-9])"
)
_BARE = re.compile(
    r"\b(?:ssn|social[ -]security(?:[ -](?:number|no\.?))?)[ :#=.is]{1,6}(?P<number>"
    + _ISSUED % ("", "")
    + r")(?![\w-])",
    re.IGNORECASE,
)


def find_ssns(text: str) -> tuple[Ssn, ...]:
    """Return the numbers in the order of the text."""
    spans = [(found.start(), found.group()) for found in _PARTED.finditer(text)]
    spans += [(found.start("number"), found["number"]) for found in _BARE.finditer(text)]
    return tuple(Ssn(number, start) for start, number in sorted(spans))
