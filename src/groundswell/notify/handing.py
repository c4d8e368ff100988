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


def hand_over(campaign_id: uuid.UUID, written: Sequence[Written], line: Callable[[], Any], actor: Actor) -> int:
    """Hand some mails over; returns how many were taken. Opens its own transactions.

    What became of one is noted together with the beginning of the next, which is half the transactions; whoever is
    killed in between still leaves one mail unsure and no more.
    """
    server = line()
    try:
        server.open()
    except (OSError, SMTPException) as failure:
        log.warning("mail_server_away", failure=type(failure).__name__)
        with scope(campaign_id):
            delivering.put_back(delivery_ids=[one.delivery_id for one in written], actor=actor)
        return 0
    taken, last = 0, None
    try:
        for one in written:
            with scope(campaign_id):
                _note(last, actor)
                last, ours = None, delivering.begin_handing(delivery_id=one.delivery_id, actor=actor)
            last = _handed(server, one) if ours else None
            taken += last is not None and not last.why
    finally:
        server.close()
        with scope(campaign_id):
            _note(last, actor)
    return taken


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


def _note(fate: _Fate | None, actor: Actor) -> None:
    if fate is None:
        return
    if fate.again:
        delivering.put_back(delivery_ids=[fate.written.delivery_id], actor=actor)
    else:
        delivering.settle(delivery_ids=[fate.written.delivery_id], sent=not fate.why, why=fate.why, actor=actor)
    if fate.nobody:
        stopping.stop_mail(preference=fate.written.wishes, actor=actor, reason="refused")
