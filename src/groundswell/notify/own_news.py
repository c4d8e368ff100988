"""What comes to somebody because it is theirs: an answer they wrote, a role they were given, a link somebody came by."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from groundswell.campaigns.models import Campaign
from groundswell.kit.actor import Actor
from groundswell.notify import answer_news, jury_news, merge_news, thread_news
from groundswell.notify.models import Follow, Notice
from groundswell.notify.services.telling import News, Reason, tell
from groundswell.people.models import RoleGrant
from groundswell.pulse.reading import Row
from groundswell.responses.models import Hand

Found = tuple[News, dict[uuid.UUID, Reason]]
_OWN = Reason(Notice.Because.OWN, "own")
_GLAD = Reason(Notice.Because.OWN, "rest")
# Made from what happened, so that a row read twice is the same thing.
_OF_ROWS = uuid.UUID("6f0c6f5e-5f5b-5c5a-9d6e-7a1d3f2b8c40")


def _once(*parts: object) -> uuid.UUID:
    return uuid.uuid5(_OF_ROWS, ":".join(str(part) for part in parts))


def _authors(response: str) -> set[uuid.UUID]:
    return set(Hand.objects.filter(response_id=response).values_list("member_id", flat=True))


def _story_of(row: Row) -> uuid.UUID | None:
    return uuid.UUID(row.data["story"]) if row.data.get("story") else None


def _of_answer(row: Row, topic: str, *, thing: uuid.UUID) -> Found:
    """Its authors hear at their own pace, those who follow the story with the rest."""
    story = _story_of(row)
    followers = Follow.objects.filter(kind=Follow.Kind.STORY, thing_id=story) if story else Follow.objects.none()
    to = {member: Reason(Notice.Because.FOLLOW, "rest") for member in followers.values_list("member_id", flat=True)}
    return News(topic, thing, story), to | dict.fromkeys(_authors(row.data["response"]), _OWN)


def ready(row: Row) -> Found:
    """An answer became ready."""
    return _of_answer(row, "ready", thing=row.subject_id)


def adopted(row: Row) -> Found:
    """A community took an answer."""
    return _of_answer(row, "adopted", thing=row.subject_id)


def published(row: Row) -> Found:
    """An answer was published: news for those who follow the story, not for whoever wrote it."""
    news, to = _of_answer(row, "published", thing=row.subject_id)
    return news, {member: why for member, why in to.items() if why.because != Notice.Because.OWN}


def role(row: Row) -> Found:
    """Somebody was given a role; who gave it to themselves by founding knows already."""
    told = Reason(Notice.Because.OWN, "own", label=f"{row.data['role']}:{row.data['thing']}")
    news = News("role", _once(row.campaign_id, row.seq), uuid.UUID(row.data["thing_id"]))
    return news, {uuid.UUID(row.data["member"]): told} if row.actor_id else {}


def asks(row: Row) -> Found:
    """Somebody asks to come into a community: its hosts hear of it once a day, however many ask."""
    hosts = RoleGrant.objects.filter(thing="community", thing_id=row.subject_id, role="host", ended_at=None)
    waits = row.data["state"] == "asked"
    news = News("asks", _once(row.subject_id, row.at.date()), row.subject_id)
    return news, dict.fromkeys(hosts.values_list("member_id", flat=True), _OWN) if waits else {}


def joined(row: Row) -> Found:
    """Somebody came by an invitation: whoever invited them hears with the rest."""
    inviter = row.data["invited_by"]
    return News("joined", row.subject_id), {uuid.UUID(inviter): _GLAD} if inviter else {}


_FIRST: dict[str, Callable[[Row], Found]] = {
    "responses.version_became_ready": ready,
    "responses.version_adopted": adopted,
    "responses.version_published": published,
    "people.role_granted": role,
    "communities.member_entered": asks,
    "people.member_joined": joined,
}
# Of one row several things may be told, each under a topic of its own.
OF_KIND: dict[str, Sequence[Callable[[Row], Found]]] = (
    {
        kind: (
            *((_FIRST[kind],) if kind in _FIRST else ()),
            *answer_news.OF_KIND.get(kind, ()),
            *thread_news.OF_KIND.get(kind, ()),
        )
        for kind in dict.fromkeys((*_FIRST, *answer_news.OF_KIND, *thread_news.OF_KIND))
    }
    | merge_news.OF_KIND
    | jury_news.OF_KIND
)


def pass_on_news(*, row: Row, campaign: Campaign, actor: Actor) -> int:
    """Tell those to whom a row of the pulse is their own news; never the one who did it. Returns how many hear at once."""
    at_once = 0
    for news, to in (told(row) for told in OF_KIND[row.kind]):
        to.pop(row.actor_id, None)  # type: ignore[arg-type]
        at_once += len(tell(campaign=campaign, news=news, to=to, actor=actor).at_once)
    return at_once
