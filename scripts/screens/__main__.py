"""Write docs/screens: a page for each screen, of the words of the help and its picture.

    python -m scripts.screens

Takes the pictures that `pytest tests/browser/test_every_page.py` left; `make screenshots` does
both.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "screenshots" / "pages"
PAGES = ROOT / "docs" / "screens"
PICTURES = {
    "image": "review-image",
    "text": "review-text",
    "people": "team",
    "settings": "team-settings",
}
"""Screens whose picture has another name than their place."""
COLOURS = 64
WIDTH = 960


def main() -> int:
    """Exit code 1 where a screen has no picture."""
    django.setup()
    from openmoderator.web.frame.places import TABS

    PAGES.mkdir(exist_ok=True)
    index, missing = ["# The screens", ""], []
    for tab in TABS:
        index += [f"## {tab.name}", ""]
        for place in tab.places:
            index.append(f"- [{place.name}]({place.key}.md): {_write(place.key, str(place.name))}")
            if not _picture(place.key):
                missing.append(place.key)
        index.append("")
    (PAGES / "README.md").write_text("\n".join(index))
    for key in missing:
        print(f"no picture of {key}", file=sys.stderr)
    return 1 if missing else 0


def _write(key: str, name: str) -> str:
    from openmoderator.web.help.texts import BY_KEY

    text = BY_KEY[key]
    steps = "\n".join(f"- {step}" for step in text.steps)
    page = f"# {name}\n\n{text.purpose}\n\n{steps}\n\n![{name}]({key}.png)\n"
    (PAGES / f"{key}.md").write_text(page)
    return str(text.purpose)


def _picture(key: str) -> bool:
    """Keep a small copy: few colours are enough for a page of text."""
    shot = SHOTS / f"{PICTURES.get(key, key)}-light-en.png"
    if not shot.exists():
        return False
    with Image.open(shot) as picture:
        small = picture.convert("RGB").resize((WIDTH, picture.height * WIDTH // picture.width))
        small.quantize(COLOURS).save(PAGES / f"{key}.png", optimize=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
