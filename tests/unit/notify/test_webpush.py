"""Our messages are those of RFC 8291: its own example comes out byte for byte; the key of an installation stays the same."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from groundswell.notify import webpush

# RFC 8291, section 5 and appendix A.
MESSAGE = b"When I grow up, I want to be a watermelon"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard_comes_out() -> None:
    once = ec.derive_private_key(int.from_bytes(webpush.padded(SENDER), "big"), webpush.CURVE)
    found = webpush.encrypted(
        MESSAGE, key=webpush.padded(RECEIVER), secret=webpush.padded(SECRET), salt=webpush.padded(SALT), once=once
    )
    assert webpush.unpadded(found) == BODY


def test_no_two_messages_are_alike() -> None:
    keys = {"key": webpush.padded(RECEIVER), "secret": webpush.padded(SECRET)}
    assert len({webpush.encrypted(MESSAGE, **keys) for _time in range(20)}) == 20


@pytest.mark.parametrize(("size", "fits"), [(webpush.LARGEST, True), (webpush.LARGEST + 1, False)])
def test_a_message_fits_one_record(size: int, fits: bool) -> None:
    keys = {"key": webpush.padded(RECEIVER), "secret": webpush.padded(SECRET)}
    if fits:
        assert len(webpush.encrypted(b"x" * size, **keys)) <= 4096
    else:
        with pytest.raises(ValueError, match="bytes"):
            webpush.encrypted(b"x" * size, **keys)


def test_the_key_is_made_from_the_installations_own(settings: Any) -> None:
    settings.SECRET_KEY = "one"
    first = webpush.public_key()
    assert first == webpush.public_key()
    settings.SECRET_KEY = "another"
    assert webpush.public_key() != first
