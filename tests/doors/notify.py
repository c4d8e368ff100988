"""The notify room's doors: what Cleo follows, muted and was told; a signed link that reached her."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from groundswell.kit.actor import machine
from groundswell.notify import webpush
from groundswell.notify.letters import stop_token
from groundswell.notify.models import Notice
from groundswell.notify.services import News, add_device, follow, mute, preferences_for, tell
from groundswell.notify.services.telling import Reason
from tests import stages
from tests.cast import Cast
from tests.doors import Make


def _follow(cast: Cast) -> dict[str, Any]:
    return {"follow": follow(campaign=cast.campaign, kind="words", words="marrow", actor=cast.cleo.actor).pk}


def _mute(cast: Cast) -> dict[str, Any]:
    story = stages.story(cast)
    return {"mute": mute(campaign=cast.campaign, kind="story", thing_id=story.pk, actor=cast.cleo.actor).pk}


def _notice(cast: Cast) -> dict[str, Any]:
    story, member = stages.story(cast), cast.cleo.member
    assert member
    to = {member.pk: Reason(Notice.Because.FOLLOW, "rest", "marrow")}
    tell(campaign=cast.campaign, news=News("story", story.pk, story.pk), to=to, actor=machine(cast.campaign.pk))
    return {"notice": Notice.objects.get(member=member, topic="story").pk}


def _token(cast: Cast) -> dict[str, Any]:
    assert cast.cleo.member
    (wishes,) = preferences_for(campaign=cast.campaign, members=[cast.cleo.member.pk]).values()
    return {"token": stop_token(wishes)}


def _subscription(number: int) -> dict[str, str]:
    point = ec.derive_private_key(number, webpush.CURVE).public_key()
    key = webpush.unpadded(webpush.written(point))
    return {"endpoint": f"https://push.example/{number}", "key": key, "secret": webpush.unpadded(b"sixteen bytes.16")}


def _device(cast: Cast) -> dict[str, Any]:
    return {"device": add_device(campaign=cast.campaign, **_subscription(2), actor=cast.cleo.actor).pk}


def _this_story(cast: Cast) -> dict[str, Any]:
    return {"kind": "story", "thing": str(stages.story(cast).pk)}


ARGUMENTS: dict[str, Make] = {
    "notify:unfollow": _follow,
    "notify:unmute": _mute,
    "notify:remove_device": _device,
    "notify:open": _notice,
    "notify:stop": _token,
    "notify:about": _this_story,
    "notify:hear_community": lambda cast: {"community": cast.ferry.pk},
}
FORMS: dict[str, Make] = {
    "notify:follow": _this_story,
    "notify:mute": _this_story,
    "notify:hear_community": lambda cast: {"choice": "mentions"},
    "notify:add_device": lambda cast: _subscription(3),
}
