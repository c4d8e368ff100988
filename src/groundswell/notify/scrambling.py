"""Turns an address into what can be compared and not read."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def key_of(email: str) -> str:
    """Return the keyed hash under which an address stands on the list."""
    said = f"notify:{email.strip().lower()}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()
