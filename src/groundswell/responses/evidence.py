"""Tells whether a link gives evidence that was not given before: another page, not the same one written otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit


def is_new(link: str, given: Iterable[str]) -> bool:
    """Whether ``link`` leads to a page that none of the ``given`` links leads to; no link is no evidence."""
    return bool(link) and not any(_is_same_page(link, one) for one in given if one)


def _is_same_page(one: str, other: str) -> bool:
    """Whether two addresses are one page: what is put behind the address to make it look different is left out.

    Of the questions behind an address those of one must be among those of the other. Two that both ask for something else
    (``?id=4`` and ``?id=5``) are two pages, for many sites name their pages so.
    """
    place, asks = _parts(one)
    other_place, other_asks = _parts(other)
    return place == other_place and (asks <= other_asks or other_asks <= asks)


def _parts(link: str) -> tuple[tuple[str, str], frozenset[tuple[str, str]]]:
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    asks = frozenset(parse_qsl(parts.query, keep_blank_values=True))
    return (host, unquote(parts.path).rstrip("/").casefold()), asks
