"""Web push as browsers understand it: messages only the browser can open (RFC 8291), signed by this installation (RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from groundswell.kit.clock import now

CURVE = ec.SECP256R1()
_ORDER = int("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16)
_RECORD = 4096
LARGEST = _RECORD - 17 - 86  # of a message: one record, less its padding sign, its tag and the header
_GOOD_FOR = 12 * 3600  # seconds that a signature may be used; push services allow a day


def unpadded(data: bytes) -> str:
    """Return bytes as base64 for addresses."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    """Return the bytes behind base64 for addresses; ValueError when it is none."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _stretched(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def own_key() -> ec.EllipticCurvePrivateKey:
    """Return this installation's key: made from its secret key, so that it is kept and restored with that."""
    number = int.from_bytes(_stretched(settings.SECRET_KEY.encode(), b"groundswell", b"notify.webpush", 48), "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, CURVE)


def written(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as its 65 bytes."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def public_key() -> str:
    """Return what a browser needs to know of this installation before it subscribes."""
    return unpadded(written(own_key().public_key()))


def encrypted(
    message: bytes,
    *,
    key: bytes,
    secret: bytes,
    salt: bytes | None = None,
    once: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Return ``message`` so that only the browser with ``key`` and ``secret`` can open it (``salt``, ``once``: for tests)."""
    if len(message) > LARGEST:
        raise ValueError(f"a push message holds {LARGEST} bytes, not {len(message)}")
    salt, once = salt or os.urandom(16), once or ec.generate_private_key(CURVE)
    theirs, ours = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key), written(once.public_key())
    shared = once.exchange(ec.ECDH(), theirs)
    mixed = _stretched(shared, secret, b"WebPush: info\x00" + key + ours, 32)
    content_key = _stretched(mixed, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _stretched(mixed, salt, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(content_key).encrypt(nonce, message + b"\x02", None)
    return salt + _RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours + sealed


def signature(endpoint: str) -> str:
    """Return the header that tells a push service who sends: this installation, and where to complain."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now().timestamp()) + _GOOD_FOR,
        "sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}",
    }
    head = unpadded(b'{"typ":"JWT","alg":"ES256"}')
    said = f"{head}.{unpadded(json.dumps(claims).encode())}"
    key = own_key()
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    token = f"{said}.{unpadded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    return f"vapid t={token}, k={unpadded(written(key.public_key()))}"
