"""A language that nobody speaks: English words made longer, with accents, from right to left.

Shows what is not translatable, what has no room to grow, and what sits on the wrong side.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from scripts.translations.files import folder, write
from scripts.translations.words import catalogue

LANGUAGE = "ar"
"""Arabic, for the direction only: Django knows it as a language from right to left."""
ACCENTS = str.maketrans("aeiouncAEIOUNC", "áéíóúñçÁÉÍÓÚÑÇ")
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;|\{\w+\})")


def pseudo(text: str) -> str:
    """`text` with accents between brackets; placeholders and marks stay as they are."""
    parts = KEPT.split(text)
    spoken = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    return f"⟦{spoken}⟧"


def make(root: Path) -> Path:
    """Write the language below `root`, which OPENMODERATOR_TRANSLATIONS can then name."""
    made = Catalog(locale=LANGUAGE, project="OpenModerator", charset="utf-8")
    for message in catalogue():
        if not message.id:
            continue
        words = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [words[0], *words[-1:] * (made.num_plurals - 1)]
        many = tuple(pseudo(word) for word in forms)
        made.add(message.id, many if len(words) > 1 else many[0], flags=message.flags)
    write(made, folder(LANGUAGE, root))
    return root
