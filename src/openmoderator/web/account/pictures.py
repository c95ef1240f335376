"""A QR code as SVG in the page: only attributes, which a strict policy lets through."""

from __future__ import annotations

import qrcode  # type: ignore[import-untyped]
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def qr_code(text: str) -> SafeString:
    """The code of `text`, dark on white whatever the theme: readers need it so."""
    code = qrcode.QRCode(border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    runs = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="220" height="220" role="img"'
        ' aria-labelledby="qr-name" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>',
        len(rows),
        runs,
    )
