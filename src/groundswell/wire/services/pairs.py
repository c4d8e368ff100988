"""Says that two stories in two languages tell of one event, and takes it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, allow
from groundswell.people.selectors import member_of
from groundswell.pulse.log import record
from groundswell.wire.events import StoriesPaired, StoriesParted
from groundswell.wire.models import Story, StoryPair
from groundswell.wire.policies import can_pair_stories


@transaction.atomic
def pair_stories(*, story: Story, other: Story, actor: Actor) -> StoryPair:
    """Link two stories; each shows the other, and neither is counted for the other."""
    allow(can_pair_stories(actor))
    if story.pk == other.pk:
        raise BadInput(_("That is the same story. Give the address of the other one."), field="other")
    member = member_of(actor)
    first, second = sorted((story, other), key=lambda one: one.pk)
    pair, is_new = StoryPair.objects.get_or_create(
        campaign_id=member.campaign_id, story=first, other=second, defaults={"member": member, "at": now()}
    )
    if is_new:
        for one, another in ((story, other), (other, story)):  # each page shows it, and tells it in its history
            record(StoriesPaired(other=another.pk), actor=actor, subject=one)
    return pair


@transaction.atomic
def part_stories(*, story: Story, other: Story, actor: Actor) -> None:
    """Take the link away."""
    allow(can_pair_stories(actor))
    pairs = StoryPair.objects.filter(Q(story=story, other=other) | Q(story=other, other=story))
    if pairs.delete()[0]:
        for one, another in ((story, other), (other, story)):
            record(StoriesParted(other=another.pk), actor=actor, subject=one)
