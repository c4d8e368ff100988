"""Reads everything this room keeps about one member, for their own eyes."""

from __future__ import annotations

from typing import Any

from groundswell.people.models import Member
from groundswell.responses.models import (
    Adoption,
    Challenge,
    EarnedShown,
    KeptApart,
    Letter,
    Proposal,
    Question,
    Rating,
    Variant,
    Version,
    WorkingCopy,
)


def kept_about(member: Member) -> dict[str, Any]:
    """Return what a member asked, wrote, proposed, said, rated, challenged, adopted and kept apart: thirteen queries."""
    drafts = WorkingCopy.objects.filter(response__hands__member=member)
    published = Version.objects.filter(authors__member=member, authors__inherited=False)
    ratings = Rating.objects.filter(member=member)
    variants = Variant.objects.filter(written_by=member)
    adoptions = Adoption.objects.filter(adopted_by=member)
    return {
        "questions": list(Question.objects.filter(asked_by=member).order_by("asked_at").values("title", "asked_at")),
        "writing": list(drafts.order_by("changed_at").values("title", "summary", "body", "pillars", "sources", "changed_at")),
        "published": list(
            published.order_by("published_at").values(
                "title", "summary", "body", "number", "content_hash", "published_at", "response_id"
            )
        ),
        "ratings": list(ratings.order_by("rated_at").values("version__title", "value", "reason", "rated_at")),
        "variants": list(variants.order_by("written_at").values("version__title", "channel", "subject", "text", "written_at")),
        "challenges": list(
            Challenge.objects.filter(raised_by=member)
            .order_by("raised_at")
            .values("version__title", "kind", "reason", "url", "raised_at", "settled_at")
        ),
        "answered_challenges": list(
            Challenge.objects.filter(answered_by=member)
            .order_by("answered_at")
            .values("version__title", "answer", "answered_at")
        ),
        "letters": list(
            Letter.objects.filter(member=member)
            .order_by("written_at")
            .values("correspondence__response__newest__title", "from_authors", "text", "written_at")
        ),
        "proposals": list(
            Proposal.objects.filter(proposed_by=member)
            .order_by("proposed_at")
            .values("response_id", "content", "words", "state", "answer", "proposed_at")
        ),
        "decided_proposals": list(
            Proposal.objects.filter(decided_by=member)
            .order_by("decided_at")
            .values("response_id", "state", "answer", "decided_at")
        ),
        "shows_what_was_earned": list(EarnedShown.objects.filter(member=member).values("since")),
        "kept_apart": list(
            KeptApart.objects.filter(said_by=member)
            .order_by("said_at")
            .values("first__newest__title", "second__newest__title", "said_at")
        ),
        "adopted": list(
            adoptions.order_by("adopted_at").values("version__title", "community__name", "words", "adopted_at", "ended_at")
        ),
    }
