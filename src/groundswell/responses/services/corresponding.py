"""Carries letters between a member and the authors of an answer: no address leaves the product, on either side."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import Refused, allow
from groundswell.kit.limits import DAY, Limit, spend
from groundswell.kit.text import passage
from groundswell.pulse.log import record
from groundswell.responses.events import LetterWritten
from groundswell.responses.models import Correspondence, Letter, Response
from groundswell.responses.policies import can_answer_letter, can_write_letter

LONGEST = 2000
IN_A_ROW = 3  # letters to authors who have not written back: enough to correct oneself, too few to pester
LETTERS = Limit("write to authors", times=12, seconds=DAY)
ANSWERS = Limit("answer letters as an author", times=100, seconds=DAY)


@transaction.atomic
def write_letter(*, response: Response, text: str, actor: Actor) -> Letter:
    """Write to the authors of a published answer; all one's letters to them are one correspondence."""
    allow(can_write_letter(actor, response))
    text = _words(text)
    known = {"campaign_id": response.campaign_id, "response": response, "member_id": actor.member_id}
    found, _new = Correspondence.objects.get_or_create(**known, defaults={"begun_at": now(), "last_at": now()})
    found = _locked(found)
    latest = list(found.letters.order_by("-pk")[:IN_A_ROW])
    if same := _sent_twice(latest, text, actor):
        return same
    if len(latest) == IN_A_ROW and not any(one.from_authors for one in latest):
        raise Refused(_("You have written three times. Wait until they write back."))
    spend(LETTERS, str(actor.member_id))
    return _send(found, text, actor, from_authors=False)


@transaction.atomic
def answer_letter(*, correspondence: Correspondence, text: str, actor: Actor) -> Letter:
    """Write back, as one of the authors."""
    allow(can_answer_letter(actor, correspondence))
    text = _words(text)
    found = _locked(correspondence)
    if same := _sent_twice(found.letters.order_by("-pk")[:1], text, actor):
        return same
    if found.member_id is None:
        raise Refused(_("Whoever wrote this is no longer here."))
    spend(ANSWERS, str(actor.member_id))
    return _send(found, text, actor, from_authors=True)


@transaction.atomic
def forget_letters(*, member_id: uuid.UUID, actor: Actor) -> int:
    """Delete what somebody who was erased wrote, and what they began; returns how many letters that was."""
    allow(actor.is_machine)
    begun = Correspondence.objects.filter(member_id=member_id)
    gone = Letter.objects.filter(correspondence__in=begun).delete()[0] + Letter.objects.filter(member_id=member_id).delete()[0]
    begun.delete()
    return gone


def _words(text: str) -> str:
    return passage(text, limit=LONGEST, field="text", empty=_("Write something to them first."))


def _locked(correspondence: Correspondence) -> Correspondence:
    rows = Correspondence.objects.select_for_update(of=("self",)).select_related("response")
    return rows.get(pk=correspondence.pk)


def _sent_twice(latest: object, text: str, actor: Actor) -> Letter | None:
    last: Letter | None = next(iter(latest), None)  # type: ignore[call-overload]
    return last if last and (last.text, last.member_id) == (text, actor.member_id) else None


def _send(found: Correspondence, text: str, actor: Actor, *, from_authors: bool) -> Letter:
    letter = Letter.objects.create(
        campaign_id=found.campaign_id,
        correspondence=found,
        member_id=actor.member_id,
        from_authors=from_authors,
        text=text,
        written_at=now(),
    )
    found.last_at = letter.written_at
    found.save(update_fields=["last_at"])
    event = LetterWritten(response=found.response_id, correspondence=found.pk, from_authors=from_authors)
    record(event, actor=actor, subject=letter)
    return letter
