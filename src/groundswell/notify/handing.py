"""Hands a batch of mails over on one line to the mail server, each noted before and after."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

import structlog
from django.core.mail import EmailMessage

from groundswell.kit.actor import Actor
from groundswell.kit.db import scope
from groundswell.notify.models import Preference
from groundswell.notify.services import delivering, stopping

log = structlog.get_logger("groundswell.notify")
_NOBODY_THERE = {550, 551, 553}


@dataclass(frozen=True, slots=True)
class Written:
    """A mail that can go."""

    delivery_id: uuid.UUID
    wishes: Preference
    mail: EmailMessage


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a mail that was handed over, and is not noted yet."""

    written: Written
    why: str = ""
    again: bool = False
    nobody: bool = False


def hand_over(
    campaign_id: uuid.UUID, written: Sequence[Written], line: Callable[[], Any], actor: Actor, *, between: int = 1
) -> int:
    """Hand some mails over, so many between two notes; returns how many were taken. Opens its own transactions.

    What became of some is noted together with the beginning of the next, which is half the transactions. Whoever is killed
    in between leaves no more of them unsure than are handed over between two notes.
    """
    server = line()
    try:
        server.open()
    except (OSError, SMTPException) as failure:
        log.warning("mail_server_away", failure=type(failure).__name__)
        with scope(campaign_id):
            delivering.put_back(delivery_ids=[one.delivery_id for one in written], actor=actor)
        return 0
    taken = 0
    fates: list[_Fate] = []
    try:
        for first in range(0, len(written), between):
            some = written[first : first + between]
            with scope(campaign_id):
                _note(fates, actor)
                ours = _begin(some, actor)
            fates = []
            for one in some:
                if one.delivery_id in ours:
                    fates.append(_handed(server, one))
                    taken += not fates[-1].why
    finally:
        server.close()
        with scope(campaign_id):
            _note(fates, actor)
    return taken


def _begin(some: Sequence[Written], actor: Actor) -> set[uuid.UUID]:
    ids = [one.delivery_id for one in some]
    if len(ids) > 1:
        return delivering.begin_handing_some(delivery_ids=ids, actor=actor)
    return {one for one in ids if delivering.begin_handing(delivery_id=one, actor=actor)}


def _handed(server: Any, one: Written) -> _Fate:
    """Hand one mail over. A line that breaks in the middle leaves it unsure: never twice."""
    try:
        server.send_messages([one.mail])
    except SMTPRecipientsRefused as refusal:
        code = next(iter(refusal.recipients.values()), (0, b""))[0]
        return _Fate(one, "refused", again=code not in _NOBODY_THERE, nobody=code in _NOBODY_THERE)
    except (SMTPSenderRefused, SMTPDataError) as refusal:
        return _Fate(one, "refused", again=refusal.smtp_code < 500)
    except (OSError, SMTPException) as failure:
        log.warning("mail_unsure", failure=type(failure).__name__)
        return _Fate(one, "unsure")
    return _Fate(one)


def _note(fates: Sequence[_Fate], actor: Actor) -> None:
    sent = [one.written.delivery_id for one in fates if not one.why]
    if sent:
        delivering.settle(delivery_ids=sent, sent=True, actor=actor)
    for one in fates:
        if one.again:
            delivering.put_back(delivery_ids=[one.written.delivery_id], actor=actor)
        elif one.why:
            delivering.settle(delivery_ids=[one.written.delivery_id], sent=False, why=one.why, actor=actor)
        if one.nobody:
            stopping.stop_mail(preference=one.written.wishes, actor=actor, reason="refused")
