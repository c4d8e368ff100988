"""When a story breaks, those in a community it touches hear at once, and those who follow it hear that it breaks; once."""

from __future__ import annotations

from tests.cast import Cast
from tests.integration.notify.conftest import Clock, Ears

from groundswell.notify.models import Notice
from groundswell.notify.services import follow

BAKER = "Ferry Street loses its only baker"
MANY = ("The Alder Post", "Ellery Gazette", "Orchard Radio", "Daily Quern", "Wick Courier", "Harbour Radio", "East Side Ledger")


def _breaks(ears: Ears, noon: Clock, *outlets: str) -> None:
    """One outlet after the other tells it, three minutes apart."""
    for outlet in outlets:
        ears.told_by(outlet, title=BAKER)
        noon.pass_by(minutes=3)


def test_members_of_a_community_hear_at_once_when_it_breaks(cast: Cast, ears: Ears, noon: Clock) -> None:
    _breaks(ears, noon, *MANY[:2])
    assert ears.mail() == []
    assert set(Notice.objects.filter(topic="story").values_list("pace", flat=True)) == {"digest"}
    _breaks(ears, noon, *MANY[2:])
    mails = ears.mail()
    assert {mail.to[0] for mail in mails} == {cast.ben.account.email, cast.cleo.account.email}
    assert all("Why you: you are in Ferry Street." in mail.body for mail in mails)
    _breaks(ears, noon, "Marsh Weekly", "Tilling Times")
    assert ears.mail() == []


def test_who_follows_the_story_hears_once_that_it_breaks(cast: Cast, ears: Ears, noon: Clock) -> None:
    story = ears.told_by(MANY[0], title=BAKER)
    follow(campaign=cast.campaign, kind="story", thing_id=story.pk, actor=cast.ada.actor)
    assert ears.mail() == []
    _breaks(ears, noon, *MANY[1:])
    mails = [mail for mail in ears.mail() if mail.to == [cast.ada.account.email]]
    assert [mail.subject for mail in mails] == [BAKER]
    assert "It breaks: far more outlets than usual tell it. Why you: you follow the story." in mails[0].body
    _breaks(ears, noon, "Marsh Weekly", "Tilling Times")
    assert ears.mail() == []


def test_one_outlet_that_tells_it_again_and_again_breaks_nothing(cast: Cast, ears: Ears, noon: Clock) -> None:
    for number in range(8):
        ears.told_by(MANY[0], title=BAKER, words=f"{'abcdefgh'[number] * 6} part of the same")
        noon.pass_by(minutes=3)
    assert ears.mail() == []
