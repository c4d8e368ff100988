"""Lets go of the words of posts that were taken back."""

from __future__ import annotations

from groundswell.communities.limits import REGRET
from groundswell.communities.models import EarlierText, Mention, Post
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import allow


def forget_taken_back(*, actor: Actor) -> int:
    """Empty what was taken back more than a day ago; the mark stays. Returns how many posts that were."""
    allow(actor.is_machine)
    gone = Post.objects.filter(deleted_at__lt=now() - REGRET).exclude(text="")
    ids = list(gone.values_list("pk", flat=True)[:1000])
    EarlierText.objects.filter(post__in=ids).delete()
    Mention.objects.filter(post__in=ids).delete()
    return Post.objects.filter(pk__in=ids).update(text="")
