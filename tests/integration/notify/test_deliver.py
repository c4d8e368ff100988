"""A worker killed between the notice and the mail loses none and sends none twice; a mail server that is away is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from tests.cast import Cast
from tests.integration.notify.conftest import Clock, Ears
from tests.stages import neighbours

from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.notify import sending
from groundswell.notify.models import Delivery, Notice, Suppression
from groundswell.notify.services import delivering, follow


class Killed(BaseException):
    """What kill -9 is to the code after it: nothing of it runs."""


class Fate(BaseEmailBackend):
    """A mail server with a fate: a list of what happens at each mail, in order; then all is well."""

    fates: list[Any] = []
    is_away = False

    def open(self) -> bool:
        """Be away, or not."""
        if self.is_away:
            raise ConnectionRefusedError
        return True

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Meet one's fate before or after the mail has arrived."""
        when, what = self.fates.pop(0) if self.fates else ("", None)
        if when == "before":
            raise what
        mail.outbox.extend(email_messages)
        if when == "after":
            raise what
        return len(email_messages)


@pytest.fixture
def fate(monkeypatch: pytest.MonkeyPatch) -> type[Fate]:
    """The mail server of these tests."""
    monkeypatch.setattr(Fate, "fates", [])
    monkeypatch.setattr(Fate, "is_away", False)
    return Fate


@pytest.fixture
def eight(cast: Cast, ears: Ears, fate: type[Fate]) -> list[str]:
    """Eight members follow what two outlets just told; the addresses."""
    players = neighbours(cast, cast.ferry, "Fay Finn Flo Fred Faith Felix Fiona Frank")
    for one in players:
        follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=one.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.hear()
    return sorted(one.account.email for one in players)


def _reached() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def _send(cast: Cast) -> None:
    sending.send_due(cast.campaign.pk, line=Fate)


def _states() -> dict[str, int]:
    found = list(Delivery.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


def test_killed_before_any_was_handed_over_none_is_lost(eight: list[str], cast: Cast, noon: Clock) -> None:
    with scope(cast.campaign.pk):
        assert len(delivering.claim(campaign_id=cast.campaign.pk, actor=_machine(cast))) == 8
    _send(cast)
    assert _reached() == []  # another worker holds them, as far as anybody knows
    noon.pass_by(minutes=6)
    _send(cast)
    assert _reached() == eight


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_in_the_middle_none_comes_twice_and_one_at_most_is_unsure(
    eight: list[str], cast: Cast, fate: type[Fate], noon: Clock, when: str
) -> None:
    fate.fates = [("", None), ("", None), (when, Killed())]
    with pytest.raises(Killed):
        _send(cast)
    assert _states() == {"sent": 2, "handing": 1, "claimed": 5}
    noon.pass_by(minutes=6)
    _send(cast)
    _send(cast)
    assert len(_reached()) == len(set(_reached())) == (7 if when == "before" else 8)
    assert _states() == {"sent": 7, "dropped": 1}
    assert Delivery.objects.get(state="dropped").why == "unsure"
    assert Notice.objects.filter(read_at=None).count() == 8  # what is unsure still stands on the page


def test_a_line_that_breaks_in_the_middle_sends_nothing_twice(eight: list[str], cast: Cast, fate: type[Fate]) -> None:
    fate.fates = [("after", SMTPServerDisconnected("gone"))]
    _send(cast)
    _send(cast)
    assert _reached() == eight


def test_a_mail_server_that_is_away_is_waited_for(
    eight: list[str], cast: Cast, fate: type[Fate], noon: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fate, "is_away", True)
    _send(cast)
    assert _states() == {"waiting": 8}
    monkeypatch.setattr(fate, "is_away", False)
    _send(cast)
    assert _reached() == []  # not before its pause is over
    noon.pass_by(minutes=2)
    _send(cast)
    assert _reached() == eight


def test_a_mail_server_that_stays_away_is_given_up(
    eight: list[str], cast: Cast, fate: type[Fate], noon: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fate, "is_away", True)
    for _attempt in range(6):
        _send(cast)
        noon.pass_by(hours=9)
    assert set(Delivery.objects.values_list("state", "why")) == {("dropped", "given up")}


def test_an_address_nobody_reads_is_not_written_to_again(eight: list[str], cast: Cast, fate: type[Fate]) -> None:
    fate.fates = [("before", SMTPRecipientsRefused({"x": (550, b"no such user")}))]
    _send(cast)
    assert len(_reached()) == 7
    assert Suppression.objects.get().reason == "refused"


def test_what_goes_out_at_once_waits_for_no_digest(eight: list[str], cast: Cast) -> None:
    digests = list(Delivery.objects.order_by("pk").values_list("pk", flat=True)[:5])
    Delivery.objects.filter(pk__in=digests).update(is_digest=True)
    sending.send_mails_due(cast.campaign.pk, digests=False, line=Fate)
    assert _states() == {"sent": 3, "waiting": 5}
    Delivery.objects.filter(is_digest=False).update(state="waiting")
    sending.send_mails_due(cast.campaign.pk, line=Fate)
    assert _states() == {"sent": 8}
    assert len(mail.outbox) == 11
    first, second = {one.to[0] for one in mail.outbox[:3]}, {one.to[0] for one in mail.outbox[3:6]}
    assert first == second  # those at once came first again, before the five digests that were due as long


def test_digests_are_noted_in_tens_and_none_comes_twice(eight: list[str], cast: Cast, fate: type[Fate], noon: Clock) -> None:
    Delivery.objects.update(is_digest=True)
    fate.fates = [("", None), ("", None), ("after", Killed())]
    with pytest.raises(Killed):
        _send(cast)
    assert _states() == {"sent": 2, "handing": 6}
    noon.pass_by(minutes=6)
    _send(cast)
    assert len(_reached()) == len(set(_reached())) == 3
    assert set(Delivery.objects.filter(state="dropped").values_list("why", flat=True)) == {"unsure"}
    assert Notice.objects.filter(read_at=None).count() == 8


def test_two_workers_share_the_work(eight: list[str], cast: Cast) -> None:
    first = delivering.claim(campaign_id=cast.campaign.pk, size=5, actor=_machine(cast))
    second = delivering.claim(campaign_id=cast.campaign.pk, size=5, actor=_machine(cast))
    assert (len(first), len(second)) == (5, 3)
    assert not set(first) & set(second)
    assert delivering.begin_handing(delivery_id=first[0], actor=_machine(cast))
    assert not delivering.begin_handing(delivery_id=first[0], actor=_machine(cast))


def _machine(cast: Cast) -> Actor:
    return machine(cast.campaign.pk)
