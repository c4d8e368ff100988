"""What comes to those who wrote an answer, took it or challenged it: it is challenged, changed, forked, no longer ready."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from groundswell.notify.models import Notice
from groundswell.notify.services.telling import News, Reason
from groundswell.people.models import RoleGrant
from groundswell.pulse.reading import Row
from groundswell.responses.models import Adoption, Challenge, Correspondence, Hand, Version

Found = tuple[News, dict[uuid.UUID, Reason]]
_OWN = Reason(Notice.Because.OWN, "own")
_GLAD = Reason(Notice.Because.OWN, "rest")


def authors(response: object) -> set[uuid.UUID]:
    """Those who wrote on an answer."""
    return set(Hand.objects.filter(response_id=str(response)).values_list("member_id", flat=True))


def adopters(
    response: object, *, instead_of: uuid.UUID | None = None, version: uuid.UUID | None = None
) -> dict[uuid.UUID, Reason]:
    """The hosts of communities that speak with an answer: with one version of it, or with another than one."""
    taken = Adoption.objects.filter(version__response_id=str(response), ended_at=None)
    taken = taken.filter(version_id=version) if version else taken
    taken = taken.exclude(version_id=instead_of) if instead_of else taken
    named = dict(taken.values_list("community_id", "community__name"))
    hosts = RoleGrant.objects.filter(role="host", thing="community", thing_id__in=named, ended_at=None)
    return {
        member: Reason(Notice.Because.MEMBER, "own", label=named[community])
        for member, community in hosts.values_list("member_id", "thing_id")
    }


def challenged(row: Row) -> Found:
    """Somebody challenges a version: its authors hear at once, and those who speak with it."""
    version = uuid.UUID(row.data["version"])
    to = adopters(row.data["response"], version=version) | dict.fromkeys(authors(row.data["response"]), _OWN)
    return News("challenged", row.subject_id), to


def replied(row: Row) -> Found:
    """The authors answered a challenge: whoever raised it hears at once."""
    return News("replied", row.subject_id), _challenger(row)


def settled(row: Row) -> Found:
    """A challenge was met by a newer version, or taken back: the other side hears."""
    return News("settled", row.subject_id), dict.fromkeys(authors(row.data["response"]), _GLAD) | _challenger(row)


def _challenger(row: Row) -> dict[uuid.UUID, Reason]:
    raised = Challenge.objects.filter(pk=row.subject_id, raised_by__isnull=False).values_list("raised_by_id", flat=True)
    return {member: _OWN for member in raised if member}


def fell_short(row: Row) -> Found:
    """A version is no longer ready: its authors hear, and those who speak with it."""
    to = adopters(row.data["response"], version=row.subject_id)
    if _is_told_otherwise(row.subject_id):
        return News("short", row.subject_id), {}
    return News("short", row.subject_id), to | dict.fromkeys(authors(row.data["response"]), _OWN)


def _is_told_otherwise(version: uuid.UUID) -> bool:
    """Whether those concerned hear of it as a jury's verdict, or as a version that was taken down."""
    said = Challenge.objects.filter(version=version)
    return any(one.keeps_down or one.verdict == Challenge.Verdict.UNREADY for one in said)


def changed(row: Row) -> Found:
    """A newer version is out: those who speak with an earlier one hear with the rest; they can take it once it is ready."""
    to = adopters(row.data["response"], instead_of=row.subject_id)
    return News("changed", row.subject_id), {member: Reason(why.because, "rest", why.label) for member, why in to.items()}


def newer(row: Row) -> Found:
    """A newer version is ready: those who speak with an earlier one can take it now."""
    earlier = Version.objects.filter(pk=row.subject_id, number__gt=1).exists()
    to = adopters(row.data["response"], instead_of=row.subject_id) if earlier else {}
    return News("newer", row.subject_id), to


def forked(row: Row) -> Found:
    """Somebody published a version of their own: those from whose words it grew hear with the rest."""
    grown = Version.objects.filter(pk=row.subject_id, number=1, response__forked_from__isnull=False)
    source = grown.values_list("response__forked_from__response_id", flat=True).first()
    return News("forked", row.subject_id), dict.fromkeys(
        authors(source) - authors(row.data["response"]), _GLAD
    ) if source else {}


def letter(row: Row) -> Found:
    """A letter came: to the authors of an answer, or back to whoever wrote to them."""
    if row.data["from_authors"]:
        begun = Correspondence.objects.filter(pk=row.data["correspondence"], member__isnull=False)
        to = {member for member in begun.values_list("member_id", flat=True) if member}
    else:
        writing = RoleGrant.objects.filter(role="author", thing="response", thing_id=row.data["response"], ended_at=None)
        to = set(writing.values_list("member_id", flat=True))
    return News("letter", row.subject_id), dict.fromkeys(to, _OWN)


OF_KIND: dict[str, Sequence[Callable[[Row], Found]]] = {
    "responses.version_challenged": (challenged,),
    "responses.challenge_answered": (replied,),
    "responses.challenge_settled": (settled,),
    "responses.letter_written": (letter,),
    "responses.version_fell_short": (fell_short,),
    "responses.version_published": (changed, forked),
    "responses.version_became_ready": (newer,),
}
