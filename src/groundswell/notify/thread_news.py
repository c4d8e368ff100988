"""Who was named in a thread hears of it at once; everything else of threads comes with the digest."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from groundswell.communities.models import Mention, Post
from groundswell.communities.selectors import hidden
from groundswell.notify.models import CommunityWish, Notice
from groundswell.notify.services.telling import News, Reason
from groundswell.pulse.reading import Row

Found = tuple[News, dict[uuid.UUID, Reason]]
TOPIC = "mention"
_NAMED = Reason(Notice.Because.MENTION, "own")


def mentioned(row: Row) -> Found:
    """Somebody was named: once a post, however often it is changed; nobody who wants to hear nothing of the community."""
    standing = Post.objects.filter(pk=row.subject_id, number__isnull=False, deleted_at__isnull=True)
    post = standing.select_related("thread").first()
    if post is None or hidden([post.pk, post.thread_id]):
        return News(TOPIC, row.subject_id), {}
    named = Mention.objects.filter(post=post)
    deaf = CommunityWish.objects.filter(community_id=post.thread.community_id, choice=CommunityWish.Choice.NOTHING)
    to = set(named.exclude(member_id__in=deaf.values("member_id")).values_list("member_id", flat=True))
    return News(TOPIC, post.pk, post.thread_id), dict.fromkeys(to - {post.written_by_id}, _NAMED)


OF_KIND: dict[str, Sequence[Callable[[Row], Found]]] = {
    "communities.post_written": (mentioned,),
    "communities.post_let_through": (mentioned,),
    "communities.post_changed": (mentioned,),
}
