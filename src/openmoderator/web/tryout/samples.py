"""What is in the box to try: drawn pictures, small ones of them for the page, and a text."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_noop
from PIL import Image

from openmoderator.samples.pictures import sample_names, sample_picture

__all__ = ["SAMPLE_TEXT", "sample_names", "sample_picture", "thumbnail"]

THUMBNAIL: Final = (160, 120)
SAMPLE_TEXT: Final = gettext_noop(
    "Our neighbor's damn rooster wakes everbody at five in the morning. Complain to"
    " coop@henhouse.example or call 425-555-0137, before I post his address,"
    " 4201 Maple Grove Road, Springfield, IL 62704, next to his camera at 203.0.113.80."
    " Proof: https://henhouse.example/crowing"
)
"""With one each of: a typo, mild profanity, e-mail, telephone, address, IP address, link. The
finders know it in English; a translation keeps what they find."""


@lru_cache(maxsize=32)
def thumbnail(name: str) -> bytes:
    """A small PNG of a sample, 160 x 120. Raises `KeyError` for an unknown name."""
    image = Image.open(io.BytesIO(sample_picture(name))).convert("RGB").resize(THUMBNAIL)
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
