"""Finds what in a text leads elsewhere: links, names of sites without "https://", and both written so as not to be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

# How people who want a link overlooked write its dots: "shop[.]example", "shop (dot) example", "shop . com".
_DISGUISED = re.compile(r"\s*[\[({<]\s*(?:\.|dot|punto)\s*[\])}>]\s*", re.I)
_COMMON = (
    "com|org|net|info|biz|shop|site|online|store|club|live|link|click|xyz|top|app|dev|page|blog|news|vip|win|bid|icu|fun|io"
    "|co|me|ly|gg|to|tv|cc"
)
_SPACED = re.compile(rf"(?<=\w)\s+(?:\.|dot|punto)\s*(?=(?:{_COMMON})\b)|(?<=\w)\.\s+(?=(?:com|org|net|info|xyz)\b)", re.I)
_MAIL = re.compile(r"\bmailto\s*:\s*[^\s@<>\"“”«»]+@([^\s/\\<>\"“”«»?#]+)", re.I)
_SCHEME = re.compile(r"\b(?:h(?:tt|xx)ps?|ftp|tg|irc|magnet|intent)\s*:\s*[/\\]*\s*([^\s/\\<>\"“”«»?#]+)", re.I)
# Four numbers alone are the address of a machine where one has three digits; "1.2.3.4" is a chapter.
_ADDRESS = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?=[:/])|(?<![\w.])(?=[\d.]*\d{3})(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}"
    r"(?:1?\d?\d|2[0-4]\d|25[0-5])(?!\w|\.\w)"
)
_SITE = re.compile(r"(?<![\w@.-])((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+)([^\W\d_]{2,24}|xn--[\w-]{2,59})(?![\w@-]|\.\w)")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(one) for one in range(0xFE00, 0xFE10)
}  # beside category Cf
# Ends of words with a dot before them that are files or units and no site; whoever is new may write of a file.
_NO_SITE = frozenset({"pdf", "jpg", "jpeg", "png", "docx", "odt", "txt", "csv", "xlsx"})


def sites_named(text: str) -> list[str]:
    """Return the sites that a text leads to, each once, without "www."; those of this installation are none."""
    found = dict.fromkeys(site for site in _sites(_plain(text)) if site)
    return [site for site in found if site != _own()]


def _own() -> str:
    return (urlsplit(settings.SITE_ADDRESS).hostname or "").removeprefix("www.")


def _plain(text: str) -> str:
    """Return a text without signs that nobody sees, and with full-width, ideographic and disguised dots as plain ones."""
    text = "".join(one for one in text if one not in _UNSEEN and unicodedata.category(one) != "Cf")
    text = unicodedata.normalize("NFKC", text).replace("。", ".").replace("․", ".")
    return _SPACED.sub(".", _DISGUISED.sub(".", text))


def _sites(text: str) -> Iterator[str]:
    for pattern in (_SCHEME, _MAIL):
        for found in pattern.finditer(text):
            yield _host(found[1])
    for found in _ADDRESS.finditer(text):
        yield found[0]
    for found in _SITE.finditer(text):
        labels, end = found[1], found[2]
        goes_on = text[found.end() : found.end() + 1] == "/"
        if _looks_like_an_end(labels, end) or goes_on or labels.lower().startswith("www."):
            yield f"{labels}{end}".lower().removeprefix("www.")


def _looks_like_an_end(labels: str, end: str) -> bool:
    """Whether what stands after the last dot ends a name. "Done.Then" is a missing space, and so is "e.g.this"."""
    if end.lower() in _NO_SITE or all(len(one) == 1 for one in labels.strip(".").split(".")):
        return False
    return end.islower() or end.isupper() or not end.isascii() or re.fullmatch(_COMMON, end, re.I) is not None


def _host(authority: str) -> str:
    """Return the host of an authority, whatever stands before it and after it."""
    host = authority.rpartition("@")[2].partition(":")[0].strip(".,;!?)]}'’…").lower()
    return host.removeprefix("www.")
