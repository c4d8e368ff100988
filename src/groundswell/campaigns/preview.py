"""Draws the picture that chats and feeds show beside a link: a campaign's words in its own type, made here."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as PlainFont

    Font = FreeTypeFont | PlainFont

WIDE, TALL = 1200, 630
_EDGE = 80
_PAPER, _INK, _QUIET, _ACT = (250, 247, 240), (29, 27, 23), (95, 89, 77), (23, 88, 74)  # of the light theme in tokens.css
_LINES = 4
_ROOM = 330  # for the title, in points of height
_ONE_AT_A_TIME = threading.Lock()
# The three swells of the mark, each a polyline of what mark.svg bends.
_SWELLS = (
    ((2, 21), (5, 20.2), (7, 18), (9, 13.5), (11, 9), (13, 6.3), (16, 5.5), (19, 6.2), (22, 8.7)),
    ((6.5, 21), (9, 20), (11, 17), (13, 13.3), (16.5, 11.5), (19.3, 12.3), (22, 14.5)),
    ((11.5, 21), (13.6, 20), (15, 18), (17, 17), (19, 17.5), (22, 22)),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a picture: the campaign, the title, and a line under it; no title where the words are hidden."""

    campaign: str
    title: str = ""
    line: str = ""


@lru_cache(maxsize=256)
def picture(words: Words) -> bytes:
    """Return the PNG, 1200 by 630; the same words give the same bytes."""
    with _ONE_AT_A_TIME:  # a link that spreads is asked for by many machines at once, and two processors are all there are
        return _drawn(words)


def _drawn(words: Words) -> bytes:
    from PIL import Image, ImageDraw  # only what is asked for a picture waits for it

    picture = Image.new("RGB", (WIDE, TALL), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, TALL - 14, WIDE, TALL), fill=_ACT)
    for swell in _SWELLS:
        draw.line([(_EDGE + x * 2.6 - 6, 46 + y * 2.6) for x, y in swell], fill=_ACT, width=6, joint="curve")
    name, title = (one if _can_draw(one) else "" for one in (words.campaign, words.title))
    if title:
        draw.text((_EDGE + 76, 92), _cut(name, _font("sans", 36), WIDE - 2 * _EDGE - 76), _INK, _font("sans", 36), "ls")
    _title(draw, title or name)
    if words.line and _can_draw(words.line):
        font = _font("sans", 34)
        draw.text((_EDGE, TALL - 66), _cut(words.line, font, WIDE - 2 * _EDGE), _QUIET, font, "ls")
    kept = io.BytesIO()
    image = picture.quantize(48)
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _title(draw: ImageDraw, title: str) -> None:
    """As large as fits into four lines."""
    for size in (92, 80, 70, 60, 52):
        font, step = _font("serif-display", size), round(size * 1.12)
        lines = _wrapped(title, font)
        if len(lines) * step <= _ROOM and len(lines) <= _LINES:
            break
    else:
        lines = [*lines[: _LINES - 1], _cut(" ".join(lines[_LINES - 1 :]), font, WIDE - 2 * _EDGE)]
    for number, words in enumerate(lines):
        draw.text((_EDGE, 170 + size + number * step), words, _INK, font, "ls")


def _wrapped(text: str, font: Font) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDE - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font, WIDE - 2 * _EDGE))
    return lines


def _cut(text: str, font: Font, wide: float) -> str:
    if font.getlength(text) <= wide:
        return text
    while text and font.getlength(f"{text}…") > wide:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _can_draw(text: str) -> bool:
    """Whether the typeface has all its letters: better no title than a row of empty boxes."""
    font = _font("serif-display", 40)
    return all(letter.isspace() or _has(font, letter) for letter in set(text))


@lru_cache(maxsize=4096)
def _has(font: Font, letter: str) -> bool:
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffe"))


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> Font:
    from PIL import ImageFont

    found = finders.find("web/build/names.json")
    built = json.loads(Path(str(found)).read_text()).get(f"fonts/{name}.woff2") if found else None
    path = finders.find(f"web/build/{built}") if built else None
    return ImageFont.truetype(str(path), size) if path else ImageFont.load_default(size)
