"""What the communities room keeps about a member, for "give me my data"."""

from __future__ import annotations

from typing import Any

from groundswell.communities.models import (
    Community,
    EarlierText,
    Hiding,
    LogEntry,
    Membership,
    PollVote,
    Post,
    Report,
    Seen,
    Thread,
)
from groundswell.communities.prose import worded
from groundswell.people.models import Member


def kept_about(member: Member) -> dict[str, Any]:
    """Return where a member is in, what they founded, wrote, reported and did as a host; others stay out of it."""
    founded = Community.objects.filter(founded_by=member).order_by("founded_at")
    memberships = Membership.objects.filter(member=member).order_by("since")
    reports = Report.objects.filter(member=member).order_by("reported_at")
    hidden = Hiding.objects.filter(hidden_by=member).order_by("hidden_at")
    done = LogEntry.objects.filter(member=member).order_by("at")
    about = LogEntry.objects.filter(other=member).order_by("at")
    return {
        "founded": list(founded.values("name", "purpose", "kind", "place", "founded_at")),
        "member_of": list(memberships.values("community__name", "state", "since")),
        "threads": list(Thread.objects.filter(started_by=member).order_by("id").values("title", "started_at")),
        "posts": _posts(member),
        "poll_votes": _votes(member),
        "read_so_far": list(Seen.objects.filter(member=member).order_by("id").values("thread__title", "number")),
        "reported": list(reports.values("subject_type", "subject_id", "reason", "reported_at", "outcome")),
        "hid": list(hidden.values("subject_type", "subject_id", "reason", "hidden_at", "lifted_at")),
        "did_as_host": list(done.values("community__name", "move", "reason", "at")),
        "hosts_did_about_you": list(about.values("community__name", "move", "at")),
    }


def _posts(member: Member) -> list[dict[str, Any]]:
    """Return what a member wrote, and what it said before; whom it names stands as "@…", for that is about others."""
    before: dict[Any, list[str]] = {}
    for post_id, text in EarlierText.objects.filter(post__written_by=member).order_by("id").values_list("post_id", "text"):
        before.setdefault(post_id, []).append(worded(text, {}))
    return [
        {
            "thread": post.thread.title,
            "text": worded(post.text, {}),
            "said_before": before.get(post.pk, []),
            "written_at": post.written_at,
            "edited_at": post.edited_at,
            "deleted_at": post.deleted_at,
        }
        for post in Post.objects.filter(written_by=member).select_related("thread").order_by("id")
    ]


def _votes(member: Member) -> list[dict[str, Any]]:
    votes = PollVote.objects.filter(member=member).select_related("poll__post").order_by("id")
    return [
        {
            "question": worded(vote.poll.post.text, {}),
            "said_yes_to": [vote.poll.options[place] for place in vote.options],
            "voted_at": vote.voted_at,
        }
        for vote in votes
    ]
