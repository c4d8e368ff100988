"""A mail server that hangs up costs the one mail in its hand; a mail that cannot be written costs no other."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPSenderRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from tests.cast import Cast
from tests.integration.notify.conftest import Clock, Ears
from tests.stages import neighbours

from groundswell.notify import sending
from groundswell.notify.models import Delivery
from groundswell.notify.services import follow


class Server(BaseEmailBackend):
    """As smtplib does: once a line broke, every further mail on it is refused by our own side, until it is begun anew."""

    fates: list[Exception | None] = []
    begun = 0
    is_broken = False

    def open(self) -> bool:
        Server.begun += 1
        self.is_broken = False
        return True

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        if self.is_broken:
            raise SMTPServerDisconnected("please run connect() first")
        if Server.fates and (fate := Server.fates.pop(0)) is not None:
            self.is_broken = True
            raise fate
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def eight(cast: Cast, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    """Eight members are to be told of a story; the mail server."""
    for one in neighbours(cast, cast.ferry, "Fay Finn Flo Fred Faith Felix Fiona Frank"):
        follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=one.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.hear()
    monkeypatch.setattr(Server, "begun", 0)
    monkeypatch.setattr(Server, "fates", [])
    return Server


def _came_out(cast: Cast) -> dict[str, int]:
    sending.send_due(cast.campaign.pk, line=Server)
    found = list(Delivery.objects.values_list("state", "why"))
    return {f"{state} {why}".strip(): found.count((state, why)) for state, why in set(found)}


@pytest.mark.parametrize("is_digest", [False, True])
def test_a_line_that_breaks_is_begun_anew(eight: type[Server], cast: Cast, is_digest: bool) -> None:
    Delivery.objects.update(is_digest=is_digest)
    eight.fates = [None, None, SMTPServerDisconnected("Connection unexpectedly closed")]
    assert _came_out(cast) == {"sent": 7, "dropped unsure": 1}
    assert (len(mail.outbox), eight.begun) == (7, 2)


@pytest.mark.parametrize("is_digest", [False, True])
def test_two_lines_that_break_at_their_first_mail_leave_the_rest_for_later(
    eight: type[Server], cast: Cast, noon: Clock, is_digest: bool
) -> None:
    Delivery.objects.update(is_digest=is_digest)
    eight.fates = [SMTPServerDisconnected("gone"), SMTPServerDisconnected("gone")]
    assert _came_out(cast) == {"waiting": 6, "dropped unsure": 2}
    noon.pass_by(minutes=2)
    assert _came_out(cast) == {"sent": 6, "dropped unsure": 2}


def test_a_server_that_says_it_hangs_up_gets_it_on_the_next_line(eight: type[Server], cast: Cast, noon: Clock) -> None:
    eight.fates = [None, SMTPSenderRefused(421, b"too many on one line", "desk@ellery.example")]
    assert _came_out(cast) == {"sent": 7, "waiting": 1}
    noon.pass_by(minutes=2)
    assert _came_out(cast) == {"sent": 8}


def test_a_mail_that_cannot_be_written_costs_no_other(eight: type[Server], cast: Cast) -> None:
    Delivery.objects.update(is_digest=True)
    eight.fates = [UnicodeEncodeError("ascii", "\u00e9", 0, 1, "ordinal not in range")]
    assert _came_out(cast) == {"sent": 7, "dropped unwritable": 1}
    assert len(mail.outbox) == 7
