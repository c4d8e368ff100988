"""Knows what a browser's subscription looks like, before anything is sent to where it says."""

from __future__ import annotations

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from groundswell.notify import webpush
from groundswell.wire.feeds.guard import is_opened


def is_usable(endpoint: str, key: str, secret: str) -> bool:
    """Whether a browser's subscription can be written to: an https address and keys of the right kind."""
    try:
        parts = urlsplit(endpoint)
        opened = is_opened(parts.hostname or "", parts.port or 80)
        ec.EllipticCurvePublicKey.from_encoded_point(webpush.CURVE, webpush.padded(key))
        has_secret = len(webpush.padded(secret)) == 16
    except ValueError:
        return False
    is_plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint and len(endpoint) <= 1000
    return has_secret and is_plain and bool(parts.hostname) and not parts.username and (parts.scheme == "https" or opened)
