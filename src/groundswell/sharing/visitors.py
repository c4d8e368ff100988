"""Tells people from machines by what they call themselves; nothing about either is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping

from groundswell.sharing.models import Visit

# Those who fetch a link to draw its preview or to index it say so in their name. In-app browsers (FBAN, Instagram, Line)
# are people.
_MACHINE = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|externalhit|facebookcatalog|whatsapp|viber|embedly|cardyb|mastodon|pleroma|misskey"
    r"|synapse|skypeuri|vkshare|outbrain|flipboard|bitly|headless|lighthouse|phantomjs|python|curl|wget|httpx|okhttp|axios"
    r"|node-fetch|undici|go-http|java/|libwww|ruby|perl|php|scrapy|httpclient|monitor|validator|archiver|feed",
    re.IGNORECASE,
)
_AHEAD = re.compile("prefetch|prerender|preview", re.IGNORECASE)


def kind_of_visit(method: str, headers: Mapping[str, str]) -> Visit.Kind | None:
    """Return who came: a person, a machine, or None for a browser that fetches ahead of a person who may never come.

    Names of ``headers`` are asked for in small letters.
    """
    if any(_AHEAD.search(headers.get(name, "")) for name in ("sec-purpose", "purpose", "x-purpose", "x-moz")):
        return None
    name = headers.get("user-agent", "")
    if method == "HEAD" or not name or _MACHINE.search(name):
        return Visit.Kind.MACHINE
    return Visit.Kind.PERSON
