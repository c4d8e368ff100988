"""What comes to those whose answers are joined: words are proposed, taken or declined, and readers are asked again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from groundswell.notify.answer_news import adopters
from groundswell.notify.models import Notice
from groundswell.notify.services.telling import News, Reason
from groundswell.people.selectors import holders
from groundswell.pulse.reading import Row
from groundswell.responses.models import Proposal, Version
from groundswell.responses.selectors.merging import supporters_of_parents

Found = tuple[News, dict[uuid.UUID, Reason]]
_OWN = Reason(Notice.Because.OWN, "own")
_GLAD = Reason(Notice.Because.OWN, "rest")
# What was asked of several and one of them did is new to none of them any more.
SETTLES = {"responses.proposal_taken": "proposed", "responses.proposal_declined": "proposed"}


def proposed(row: Row) -> Found:
    """Words wait for those who write an answer: they hear at their own pace."""
    writers = holders("response", uuid.UUID(str(row.data["response"])))
    return News("proposed", row.subject_id), dict.fromkeys((one.member_id for one in writers), _OWN)


def decided(row: Row) -> Found:
    """What somebody proposed was taken or declined: they hear, and who merged at once into their own text knows."""
    made = Proposal.objects.filter(pk=row.subject_id, proposed_by__isnull=False).values_list("proposed_by_id", flat=True)
    return News("decided", row.subject_id), {member: _OWN for member in made if member}


def merged(row: Row) -> Found:
    """Two answers became one text: who found either helpful, in whatever version, is asked again; the old ratings stay."""
    version = Version.objects.filter(pk=row.subject_id).first()
    to = supporters_of_parents(version, uuid.UUID(str(row.data["source"]))) if version else set()
    return News("merged", row.subject_id), dict.fromkeys(to, _GLAD)


def absorbed(row: Row) -> Found:
    """The words of an answer went into another: the hosts who speak with it can look whether the new text says it better."""
    source = Version.objects.filter(pk=row.data["source"]).values_list("response_id", flat=True).first()
    own = source is None or str(source) == str(row.data["response"])
    return News("absorbed", row.subject_id), {} if own else adopters(source)


OF_KIND: dict[str, Sequence[Callable[[Row], Found]]] = {
    "responses.merge_proposed": (proposed,),
    "responses.proposal_taken": (decided,),
    "responses.proposal_declined": (decided,),
    "responses.version_merged": (merged, absorbed),
}
