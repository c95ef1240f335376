"""Bring the translations up to date.

    python -m scripts.translations update LANGUAGE   reads the words anew and says what is missing
    python -m scripts.translations pseudo FOLDER     writes the pseudo-language for looking at pages

Translate in ``src/openmoderator/locale/<language>/LC_MESSAGES/django.po`` and update again: that
compiles it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.translations.files import update
from scripts.translations.pseudo import make


def main(arguments: list[str]) -> int:
    """Exit code 2 where the arguments are not as above."""
    match arguments:
        case ["update", language]:
            left = update(language)
            print("\n".join(left))
            print(f"{len(left)} words without a translation", file=sys.stderr)
        case ["pseudo", folder]:
            print(make(Path(folder)))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
