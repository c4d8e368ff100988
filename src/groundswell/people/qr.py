"""Draws a link as a QR code, for posters, tables and phones held up in a hall."""

from __future__ import annotations

import io

import segno


def qr_svg(link: str) -> bytes:
    """Return the link as an SVG picture; black on white in both themes, for cameras want it so."""
    qr = segno.make(link, error="m", micro=False)
    picture = io.BytesIO()
    qr.save(picture, kind="svg", scale=8, border=4, dark="black", light="white")
    return picture.getvalue()
