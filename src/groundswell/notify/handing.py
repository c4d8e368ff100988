"""Hands a batch of mails over on one line to the mail server, each noted before and after."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
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
_HANGS_UP = 421  # the server says that it ends the line, and our side has ended it
_UNWRITABLE = "unwritable"
_IN_VAIN = 2  # each costs the mail in its hand; the rest of the batch is left for later


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
    broke: bool = False  # nothing more can be said on this line: the next mail needs a new one


class _Line:
    """A line to the mail server: begun anew after it broke, until two in a row broke at their first mail."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._is_open = self._is_away = False
        self._carried = self._in_vain = 0  # mails on this line; lines that broke before they carried one

    def open(self) -> bool:
        """Begin the line; False when nobody answers, and then nobody is asked again."""
        try:
            self._server.open()
        except (OSError, SMTPException) as failure:
            log.warning("mail_server_away", failure=type(failure).__name__)
            self._is_away = True
            return False
        self._is_open, self._carried = True, 0
        return True

    def hand(self, one: Written) -> _Fate:
        """Hand one mail over, on a new line where the last one broke; what no line carries is tried again later."""
        if self._is_away or not (self._is_open or self.open()):
            return _Fate(one, "away", again=True)
        fate = _handed(self._server, one)
        if fate.broke:
            self._in_vain += not self._carried and fate.why != _UNWRITABLE
            self._is_away = self._in_vain == _IN_VAIN
            self.close()
        else:
            self._carried, self._in_vain = self._carried + 1, 0
        return fate

    def close(self) -> None:
        """End the line, however it stands."""
        self._is_open = False
        with suppress(OSError, SMTPException):
            self._server.close()


def hand_over(
    campaign_id: uuid.UUID, written: Sequence[Written], line: Callable[[], Any], actor: Actor, *, between: int = 1
) -> int:
    """Hand some mails over, so many between two notes; returns how many were taken. Opens its own transactions.

    What became of some is noted together with the beginning of the next, which is half the transactions. Whoever is killed
    in between leaves no more of them unsure than are handed over between two notes.
    """
    server = _Line(line())
    if not server.open():
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
                    fates.append(server.hand(one))
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
        nobody = code in _NOBODY_THERE
        return _Fate(one, "refused", again=not nobody, nobody=nobody, broke=code == _HANGS_UP)
    except (SMTPSenderRefused, SMTPDataError) as refusal:
        return _Fate(one, "refused", again=refusal.smtp_code < 500, broke=refusal.smtp_code == _HANGS_UP)
    except (OSError, SMTPException) as failure:
        log.warning("mail_unsure", failure=type(failure).__name__)
        return _Fate(one, "unsure", broke=True)
    except Exception as failure:  # whatever is wrong with one mail costs no other
        log.exception("mail_unwritable", failure=type(failure).__name__)
        return _Fate(one, _UNWRITABLE, broke=True)
    return _Fate(one)


def _note(fates: Sequence[_Fate], actor: Actor) -> None:
    sent = [one.written.delivery_id for one in fates if not one.why]
    if sent:
        delivering.settle(delivery_ids=sent, sent=True, actor=actor)
    if later := [one.written.delivery_id for one in fates if one.again]:
        delivering.put_back(delivery_ids=later, actor=actor)
    for one in fates:
        if one.why and not one.again:
            delivering.settle(delivery_ids=[one.written.delivery_id], sent=False, why=one.why, actor=actor)
        if one.nobody:
            stopping.stop_mail(preference=one.written.wishes, actor=actor, reason="refused")
