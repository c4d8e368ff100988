"""Keeps the watches: which stems lead to whose subjects and follows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from groundswell.campaigns.models import Campaign
from groundswell.kit.inserts import insert_many
from groundswell.notify.models import Follow, Watch
from groundswell.wire.stems import stems_of

_TEXTUAL = (Follow.Kind.PLACE, Follow.Kind.WORDS)


def watch_member(*, campaign: Campaign, member_id: uuid.UUID, subjects: Sequence[str]) -> int:
    """Watch for what a member says they know: any uncommon word of it in a title leads to them."""
    return _replace(campaign, Watch.Of.KNOWS, member_id, subjects, loose=True)


def watch_follow(*, campaign: Campaign, follow: Follow) -> int:
    """Watch for the words somebody follows: all of them, anywhere in what is told. Returns 0 when none of them counts."""
    words = [follow.words] if follow.kind in _TEXTUAL else []
    return _replace(campaign, Watch.Of.FOLLOW, follow.pk, words, loose=False)


def _replace(campaign: Campaign, of: Watch.Of, thing_id: uuid.UUID, texts: Sequence[str], *, loose: bool) -> int:
    Watch.objects.filter(campaign=campaign, of=of, thing_id=thing_id).delete()
    rows = []
    for text, known in zip(texts, stems_of(texts, campaign.languages), strict=True):
        for stems in known.values():
            for anchor, needed in [(one, [one]) for one in stems] if loose else [(max(stems, key=len), stems)]:
                rows.append(_watch(campaign, of, thing_id, text, anchor, needed, loose))
    insert_many(rows)
    return len(rows)


def _watch(
    campaign: Campaign, of: Watch.Of, thing_id: uuid.UUID, label: str, anchor: str, stems: list[str], loose: bool
) -> Watch:
    return Watch(
        campaign_id=campaign.pk, of=of, thing_id=thing_id, label=label[:120], anchor=anchor, stems=stems, is_loose=loose
    )
