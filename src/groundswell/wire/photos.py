"""Knows how a photograph becomes harmless: decoded with care, made small, drawn anew without what the camera wrote in it."""

from __future__ import annotations

import io
import secrets
import threading
import uuid
import warnings
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from groundswell.kit.errors import BadInput
from groundswell.kit.home import data_home

MOST_BYTES = 10_000_000
# Of a JPEG, a large phone's camera: it is decoded small. Of others every point is held, and a small file can claim many.
_MOST_PIXELS = {"JPEG": 60_000_000}
_MOST_OF_OTHERS = 16_000_000
_AT_ONCE = threading.BoundedSemaphore(2)  # photos decoded at the same time in one process
_LONGEST_SIDE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP")


def cleaned(file: BinaryIO, *, size: int) -> bytes:
    """Return the photograph as a JPEG of at most 1600 pixels a side, without metadata. BadInput: none, or too large."""
    if size > MOST_BYTES:
        raise BadInput(
            _("This photo is larger than 10 MB. Choose a smaller one, or send the report without it."), field="photo"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _AT_ONCE:
                return _drawn_anew(file)
    except BadInput:
        raise
    except Exception as error:  # decoders meet bytes of strangers: whatever they raise means the same to people
        raise BadInput(_("This file cannot be read as a photo. JPEG, PNG and WebP are."), field="photo") from error


def _drawn_anew(file: BinaryIO) -> bytes:
    from PIL import Image, ImageOps  # only those who send a photo wait for it

    with Image.open(file, formats=_FORMATS) as picture:
        if picture.width * picture.height > _MOST_PIXELS.get(picture.format or "", _MOST_OF_OTHERS):
            raise BadInput(_("This photo has more points than we can take. Choose a smaller one."), field="photo")
        picture.draft("RGB", (2 * _LONGEST_SIDE, 2 * _LONGEST_SIDE))  # lets a large JPEG be decoded small
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))  # before it is turned: turning copies every point
        upright = ImageOps.exif_transpose(picture)
        # Only the points go over: no place, no time, no camera, no thumbnail of what was cut away.
        image = Image.new("RGB", upright.size, "white")
        seen = upright.convert("RGBA")
        image.paste(seen, mask=seen.getchannel("A"))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
        return out.getvalue()


def keep(campaign_id: uuid.UUID, photo: bytes) -> str:
    """Write a photograph down under a name nobody can guess, and return that name."""
    name = f"{secrets.token_urlsafe(24)}.jpg"
    path = _path(campaign_id, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(photo)
    return name


def kept(campaign_id: uuid.UUID, name: str) -> Path | None:
    """Return where a photograph is, if it is there."""
    path = _path(campaign_id, name) if name else None
    return path if path is not None and path.is_file() else None


def forget(campaign_id: uuid.UUID, name: str) -> None:
    """Take a photograph away; a report without one has no name for it."""
    if name:
        _path(campaign_id, name).unlink(missing_ok=True)


def _path(campaign_id: uuid.UUID, name: str) -> Path:
    return (settings.HOME or data_home()) / "files" / str(campaign_id) / Path(name).name
