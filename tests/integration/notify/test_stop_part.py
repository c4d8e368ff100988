"""The link that stops all mail also stops less: one follow, one story, one kind, or the digest; everything else still comes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.integration.notify.conftest import Clock, Ears

from groundswell.kit.actor import machine
from groundswell.notify import sending
from groundswell.notify.models import Delivery, Follow, Mute, Notice, Preference, Suppression
from groundswell.notify.services import choose, follow, make_digest, unfollow


@pytest.fixture
def mail(cast: Cast, ears: Ears) -> Any:
    """An alert that reached Ben, who follows two things."""
    for words in ("marrow bridge", "harrow library"):
        follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    (found,) = ears.mail()
    return found


def _path(mail: Any) -> str:
    return re.findall(r"<http://localhost(.+)>", mail.extra_headers["List-Unsubscribe"])[0]


def _parts(mail: Any) -> dict[str, str]:
    """Return what the page offers: words and name of each button."""
    page = Client(HTTP_HOST="localhost").get(_path(mail)).content.decode()
    return {words: name for name, words in re.findall(r'name="only" value="([^"]+)">([^<]+)<', page)}


def _press(mail: Any, name: str) -> str:
    response = Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post(_path(mail), {"only": name})
    assert response.status_code == 200
    return response.content.decode()


def test_one_follow_is_stopped_and_the_other_is_heard(mail: Any, cast: Cast, ears: Ears, recorded: Any) -> None:
    name = _parts(mail)["Only what comes of following “marrow bridge”"]
    assert "You no longer follow “marrow bridge”." in _press(mail, name)
    assert [one.words for one in Follow.objects.filter(member=cast.ben.member)] == ["harrow library"]
    assert not Suppression.objects.exists()
    assert recorded()[-1] == "notify.follow_ended"
    ears.told_by("The Alder Post", "Ellery Gazette", title="Harrow library roof falls in a gale")
    assert len(ears.mail()) == 1


def test_one_story_is_stopped(mail: Any, cast: Cast, recorded: Any) -> None:
    (name,) = [name for words, name in _parts(mail).items() if words.startswith("Only this story: Flood closes")]
    _press(mail, name)
    assert Mute.objects.get().member == cast.ben.member
    assert recorded()[-1] == "notify.thing_muted"


def test_one_kind_is_stopped(mail: Any, cast: Cast, ears: Ears, recorded: Any) -> None:
    assert "No alert is mailed any more." in _press(mail, _parts(mail)["Only alerts about news, whatever they are about"])
    assert recorded()[-1] == "notify.preference_changed"
    ears.told_by("The Alder Post", "Ellery Gazette", title="Harrow library roof falls in a gale")
    assert ears.mail() == []
    assert set(Notice.objects.filter(member=cast.ben.member).values_list("pace", flat=True)) == {"now", "bell"}


def test_the_digest_is_stopped_and_alerts_still_come(mail: Any, cast: Cast, ears: Ears, noon: Clock) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, alerts="digest", own="now", quiet_from=None)
    ears.told_by("The Alder Post", "Ellery Gazette", title="Harrow library roof falls in a gale")
    assert ears.mail() == []
    noon.pass_by(days=1)
    make_digest(campaign=cast.campaign, actor=machine(cast.campaign.pk))
    sending.send_due(cast.campaign.pk)
    digest = ears.mails[-1]
    assert list(_parts(digest)) == ["Only the digest"]
    _press(digest, "digest")
    wishes = Preference.objects.get(member=cast.ben.member)
    assert (wishes.alerts, wishes.own, wishes.rest) == ("bell", "now", "bell")


@pytest.mark.parametrize("name", ["", "follow", "story:", "follow:" + "0" * 32, "digest", "own", "by_mail", "\x00"])
def test_what_the_mail_was_not_about_stops_nothing(mail: Any, name: str, recorded: Any) -> None:
    before = recorded()
    assert "Stop all mail" in _press(mail, name)
    assert recorded() == before


def test_pressed_again_it_asks(mail: Any, cast: Cast) -> None:
    name = _parts(mail)["Only what comes of following “marrow bridge”"]
    assert "It is done" in _press(mail, name)
    assert "No more mail from Ellery?" in _press(mail, name)


def test_the_mail_of_somebody_else_is_not_told_of(mail: Any, cast: Cast) -> None:
    unfollow(follow=Follow.objects.get(words="marrow bridge"), actor=cast.ben.actor)
    assert not [words for words in _parts(mail) if "marrow bridge" in words]
    Delivery.objects.all().delete()
    assert _parts(mail) == {}  # a mail that was forgotten leaves only all or nothing
