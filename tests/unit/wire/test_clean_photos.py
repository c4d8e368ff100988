"""A photograph becomes small and bare, whatever a stranger sends."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from tests.ground import picture

from groundswell.kit.errors import BadInput
from groundswell.wire.photos import MOST_BYTES, cleaned


def _cleaned(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(cleaned(io.BytesIO(raw), size=len(raw))))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_it_is_a_jpeg_of_at_most_1600_pixels(form: str) -> None:
    with _cleaned(picture(2400, 1200, form)) as found:
        assert found.format == "JPEG" and found.size == (1600, 800)


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (52.0, 7.0, 30.0)
    raw = picture(40, 30, exif=exif, comment=b"a name")
    assert b"A camera" in raw and b"a name" in raw
    with _cleaned(raw) as found:
        assert found.size == (30, 40) and not found.getexif() and "comment" not in found.info
    assert b"A camera" not in cleaned(io.BytesIO(raw), size=len(raw))


def test_what_can_be_seen_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    with _cleaned(out.getvalue()) as found:
        assert found.getpixel((1, 1)) == (255, 255, 255)


def _bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is ``side`` pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


_SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"words",
        picture()[:200],
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        _bomb(50_000),
        _bomb(9_000),
    ],
    ids=["nothing", "words", "half", "gif", "svg", "bomb", "smaller bomb"],
)
def test_what_is_no_photo_is_refused_at_its_field(raw: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        cleaned(io.BytesIO(raw), size=len(raw))
    assert refusal.value.field == "photo"


def test_what_is_too_large_is_not_even_opened() -> None:
    with pytest.raises(BadInput, match="10 MB"):
        cleaned(io.BytesIO(b""), size=MOST_BYTES + 1)


def test_few_bytes_that_claim_many_points_are_refused_unless_they_can_be_drawn_small() -> None:
    with pytest.raises(BadInput, match="more points"):
        _cleaned(picture(4_100, 4_000, "PNG"))
    with _cleaned(picture(4_100, 4_000)) as found:
        assert found.size == (1600, 1561)
