"""Makes untrusted text safe at the door: tags out, control signs out, links only over http and https."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

import nh3
from django.utils.translation import ngettext

from groundswell.kit.errors import BadInput

# Direction overrides and other invisible signs can make a title read as something it is not.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# Signs that stand above and below letters, more than any language heaps on one: they cover the lines around them.
_HEAP = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# Made once: to make it anew for each text costs more than to clean one.
_NO_TAGS = nh3.Cleaner(tags=set(), clean_content_tags={"script", "style"})
_SPACES = re.compile(r"\s+")


def plain(text: str, *, limit: int) -> str:
    """Return ``text`` as one line of plain words: no tags, no control signs, single spaces, at most ``limit`` characters."""
    return _SPACES.sub(" ", paragraphs(text, limit=limit * 4)).strip()[:limit]


def paragraphs(text: str, *, limit: int) -> str:
    """Return ``text`` without tags and control signs, its line breaks kept, at most ``limit`` characters."""
    text = text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text or "&" in text:
        # nh3 drops tags and the insides of script and style, and escapes the rest; templates escape again on output.
        text = html.unescape(_NO_TAGS.clean(text))
    text = _HEAP.sub(r"\1", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return text.strip()[:limit]


def web_link(link: str, *, limit: int = 2000) -> str:
    """Return ``link`` when it is a plain http or https address with a host, else an empty string."""
    link = _UNSEEN.sub("", link).strip()
    if not link or len(link) > limit or any(sign.isspace() for sign in link):
        return ""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return ""
    return link if parts.scheme.lower() in {"http", "https"} and host else ""


def line(text: str, *, limit: int, field: str = "", empty: str = "") -> str:
    """Return ``text`` as ``plain`` does, but say so instead of cutting it short; ``empty`` is said when nothing is left."""
    return _fitting(plain(text, limit=limit + 1), limit, field, empty)


def passage(text: str, *, limit: int, field: str = "", empty: str = "") -> str:
    """Return ``text`` as ``paragraphs`` does, but say so instead of cutting it short."""
    return _fitting(paragraphs(text, limit=limit + 1), limit, field, empty)


def _fitting(text: str, limit: int, field: str, empty: str) -> str:
    if len(text) > limit:
        message = ngettext("Please keep this to %(num)d character.", "Please keep this to %(num)d characters.", limit)
        raise BadInput(message % {"num": limit}, field=field)
    if not text and empty:
        raise BadInput(empty, field=field)
    return text
