"""Lists of feeds: OPML as other readers keep it, or one address a line; read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import quoteattr

_READ = 2_000_000  # characters
MOST = 1_000
_OUTLINE = re.compile(r"<outline\b([^<>]{0,8000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([A-Za-z_:]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Listed:
    """One feed of a list."""

    address: str
    name: str = ""
    site: str = ""
    language: str = ""


def is_opml(text: str) -> bool:
    """Whether a text looks like OPML."""
    return "<opml" in text[:2000].lower()


def listed(text: str) -> list[Listed]:
    """Return the feeds of an OPML file or of a list of addresses, each once, in order.

    Outlines are picked out by their form: entities and nesting, which an XML parser would follow, mean nothing here.
    """
    text = text[:_READ]
    found = _of_opml(text) if "<outline" in text.lower() else _of_lines(text)
    return list({one.address: one for one in reversed(found)}.values())[::-1][:MOST]


def _of_opml(text: str) -> list[Listed]:
    found = []
    for outline in _OUTLINE.finditer(text):
        said = {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(outline.group(1))}
        if address := said.get("xmlurl", "").strip():
            name = said.get("title") or said.get("text") or ""
            found.append(Listed(address, name, said.get("htmlurl", ""), said.get("language", "")))
    return found


def _of_lines(text: str) -> list[Listed]:
    lines = (line.strip() for line in text.splitlines())
    return [Listed(line.split()[0]) for line in lines if line and not line.startswith(("#", "<"))]


def opml(title: str, feeds: Iterable[Listed]) -> str:
    """Return an OPML 2.0 file of these feeds."""
    rows = "".join(
        f"    <outline type={quoteattr('rss')} text={quoteattr(one.name)} title={quoteattr(one.name)} "
        f"xmlUrl={quoteattr(one.address)}"
        + (f" htmlUrl={quoteattr(one.site)}" if one.site else "")
        + (f" language={quoteattr(one.language)}" if one.language else "")
        + "/>\n"
        for one in feeds
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>{_text(title)}</title></head>\n'
    return f"{head}  <body>\n{rows}  </body>\n</opml>\n"


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
