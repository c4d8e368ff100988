"""What waits comes in one mail at the hour one chose, on one's own clock; never an empty one, never while it is quiet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cast import Cast
from tests.integration.notify.conftest import NOON, Clock, Ears

from groundswell.kit.actor import machine
from groundswell.notify.models import Delivery, Notice, Preference
from groundswell.notify.services import choose, follow, make_digest, mark_all_read

BAKER = "Ferry Street loses its only baker"


def _due(cast: Cast) -> int:
    return make_digest(campaign=cast.campaign, actor=machine(cast.campaign.pk))


def _two_outlets(ears: Ears, title: str = BAKER) -> None:
    ears.told_by("The Alder Post", "Ellery Gazette", title=title)


def test_it_comes_at_the_hour_on_ones_own_clock(cast: Cast, ears: Ears, noon: Clock) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, digest_hour=18, timezone="Asia/Tokyo")
    choose(campaign=cast.campaign, actor=cast.cleo.actor, digest_hour=18, timezone="America/Lima")
    noon.at = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
    _two_outlets(ears)
    ears.hear()
    noon.at = datetime(2026, 6, 1, 9, 1, tzinfo=UTC)  # 18:01 in Tokyo
    Preference.objects.filter(member=cast.ben.member).update(next_digest_at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    _due(cast)
    (mail,) = ears.mail()
    assert mail.to == [cast.ben.account.email]
    assert mail.subject == f"One thing since last time: {BAKER}"
    assert "Why you: you are in Ferry Street." in mail.body
    noon.at = datetime(2026, 6, 1, 23, 1, tzinfo=UTC)  # 18:01 in Lima
    _due(cast)
    assert [mail.to for mail in ears.mail()] == [[cast.cleo.account.email]]


def test_nothing_to_say_is_no_mail(cast: Cast, ears: Ears, noon: Clock) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor)
    noon.pass_by(hours=30)
    assert _due(cast) == 1
    assert ears.mail() == []
    assert not Delivery.objects.exists()


def test_what_was_read_or_told_does_not_come_again(cast: Cast, ears: Ears, noon: Clock) -> None:
    _two_outlets(ears)
    ears.hear()
    mark_all_read(actor=cast.ben.actor)
    noon.pass_by(hours=20)
    _due(cast)
    assert [mail.to for mail in ears.mail()] == [[cast.cleo.account.email]]
    noon.pass_by(hours=24)
    _due(cast)
    assert ears.mail() == []


@pytest.mark.parametrize("hour", [23, 3])
def test_quiet_hours_gather_into_one_mail_when_they_end(cast: Cast, ears: Ears, noon: Clock, hour: int) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, digest_hour=18, quiet_from=22, quiet_until=7)
    for words in ("harrow library", "marrow bridge"):
        follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)
    noon.at = NOON.replace(hour=hour)
    Preference.objects.update(next_digest_at=noon.at.replace(hour=18, day=2))
    _two_outlets(ears, "Harrow library roof falls in a gale")
    _two_outlets(ears, "Flood closes Marrow Bridge to all traffic")
    assert ears.mail() == []
    noon.at = NOON.replace(hour=7, minute=1, day=2 if hour == 23 else 1)
    _due(cast)
    (mail,) = ears.mail()
    assert mail.subject.startswith("2 things since last time, first: Harrow library")


def test_only_the_page_means_no_mail_at_all(cast: Cast, ears: Ears, noon: Clock) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, alerts="bell", rest="bell")
    choose(campaign=cast.campaign, actor=cast.cleo.actor, by_mail=False)
    follow(campaign=cast.campaign, kind="words", words="baker", actor=cast.ben.actor)
    _two_outlets(ears)
    assert ears.mail() == []
    noon.pass_by(hours=30)
    _due(cast)
    assert ears.mail() == []
    assert Notice.objects.filter(topic="story").count() == 2
