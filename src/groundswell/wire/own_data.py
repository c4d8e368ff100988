"""What the wire keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.people.models import Member
from groundswell.wire.models import (
    Confirmation,
    Feed,
    GroundReport,
    PastedLink,
    SavedSearch,
    Source,
    Story,
    StoryChange,
    StoryPair,
    TouchSaid,
    WireRules,
)


def kept_about(member: Member) -> dict[str, Any]:
    """Return what a member reported, confirmed, changed, said of stories, named and searches for."""
    reports = GroundReport.objects.filter(member=member).order_by("reported_at")
    confirmed = Confirmation.objects.filter(member=member).order_by("at")
    changes = StoryChange.objects.filter(member=member).order_by("number")
    touches = TouchSaid.objects.filter(member=member).order_by("at")
    named = Story.objects.filter(named_by=member).order_by("created_at")
    searches = SavedSearch.objects.filter(member=member).order_by("created_at")
    where = ("latitude", "longitude", "is_exact")
    return {
        "ground_reports": list(reports.values("id", "what", "place", *where, "shows_name", "seen_at", "reported_at")),
        "saw_it_too": list(confirmed.values("report", "at")),
        "story_changes": list(changes.values("move", "story", "title", "reason", "at")),
        "said_of_stories": list(touches.values("story", "pillar", "community", "touches", "at")),
        "stories_named": list(named.values("id", "title", "created_at")),
        "saved_searches": list(searches.values("name", "words", "ground_only", "since", "until", "created_at")),
    }


def sources_of(member: Member) -> dict[str, Any]:
    """Return what a member added to be read, put on the wire by its address, and said of stories and rules."""
    feeds = Feed.objects.filter(added_by=member).order_by("created_at")
    links = PastedLink.objects.filter(member=member).order_by("at")
    pairs = StoryPair.objects.filter(member=member).order_by("at")
    rules = WireRules.objects.filter(changed_by=member)
    return {
        "sources": list(Source.objects.filter(added_by=member).order_by("created_at").values("id", "name", "created_at")),
        "feeds": list(feeds.values("address", "created_at")),
        "links": list(links.values("address", "title", "at")),
        "pairs": list(pairs.values("story", "other", "at")),
        "rules": list(rules.values("keep_words", "drop_words", "changed_at")),
    }
