"""Who may write, publish, rate, adopt and see answers; each rule of sight for one thing and for many."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from groundswell.communities.models import Community
from groundswell.communities.policies import can_host
from groundswell.kit.actor import Actor
from groundswell.responses.models import (
    Adoption,
    Challenge,
    Correspondence,
    EarnedShown,
    KeptApart,
    Proposal,
    Question,
    Rating,
    Response,
    SourcePage,
    Variant,
    Version,
    WorkingCopy,
)


def can_start_response(actor: Actor) -> bool:
    """Any member starts an answer, today, without asking."""
    return actor.is_member


def can_write(actor: Actor, response: Response) -> bool:
    """Its authors write on an answer; anyone else makes their own from it."""
    return actor.has("author", "response", response.pk)


def can_publish_version(actor: Actor, response: Response) -> bool:
    """Whoever writes an answer publishes it. Nobody at headquarters has to say yes."""
    return can_write(actor, response)


def can_fork_version(actor: Actor, version: Version) -> bool:
    """Any member takes a published version further, with credit."""
    return actor.is_member


def can_name_sources(actor: Actor) -> bool:
    """Whoever writes names where it can be checked; the pages are looked at for everybody."""
    return actor.is_member


def can_look_at_source(actor: Actor) -> bool:
    """Pages are looked at by the machine alone: nobody says for it what they hold."""
    return actor.is_machine


def can_see_source(actor: Actor, page: SourcePage) -> bool:
    """What a page of the open web says of itself is public, where an answer names it."""
    return True


def sources_visible_to(actor: Actor, pages: QuerySet[SourcePage]) -> QuerySet[SourcePage]:
    """The pages of which ``can_see_source`` is true."""
    return pages


def can_rate_version(actor: Actor, version: Version) -> bool:
    """Any member rates a version (its authors are told why theirs would not count)."""
    return actor.is_member


def can_adopt_version(actor: Actor, community: Community) -> bool:
    """A host takes an answer for their community, and lets it go again; nobody else does."""
    return can_host(actor, community)


def can_see(actor: Actor, response: Response) -> bool:
    """What was published is public. A draft is seen by its authors: those who disagree with us read along too."""
    return response.newest_id is not None or can_write(actor, response)


def visible_to(actor: Actor, responses: QuerySet[Response]) -> QuerySet[Response]:
    """The answers of which ``can_see`` is true."""
    return responses.filter(Q(newest__isnull=False) | Q(pk__in=_written_by(actor)))


def can_see_working_copy(actor: Actor, copy: WorkingCopy) -> bool:
    """Only authors see what is being written."""
    return actor.has("author", "response", copy.response_id)


def working_copies_visible_to(actor: Actor, copies: QuerySet[WorkingCopy]) -> QuerySet[WorkingCopy]:
    """The working copies of which ``can_see_working_copy`` is true."""
    return copies.filter(response__in=_written_by(actor))


def can_see_version(actor: Actor, version: Version) -> bool:
    """Every version is public, the earlier ones too: nothing that was said is taken back in silence."""
    return True


def versions_visible_to(actor: Actor, versions: QuerySet[Version]) -> QuerySet[Version]:
    """The versions of which ``can_see_version`` is true."""
    return versions


def can_see_rating(actor: Actor, rating: Rating) -> bool:
    """Members read why others rated as they did (without names); visitors see the numbers only."""
    return actor.is_member


def ratings_visible_to(actor: Actor, ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    """The ratings of which ``can_see_rating`` is true."""
    return ratings if actor.is_member else ratings.none()


def can_see_own_rating(actor: Actor, rating: Rating) -> bool:
    """Who rated what is known to whoever did it, and to nobody else."""
    return actor.is_member and rating.member_id == actor.member_id


def own_ratings_of(actor: Actor, ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    """The ratings of which ``can_see_own_rating`` is true."""
    return ratings.none() if actor.member_id is None else ratings.filter(member_id=actor.member_id)


def can_see_adoption(actor: Actor, adoption: Adoption) -> bool:
    """Which community speaks with which answer is public."""
    return True


def adoptions_visible_to(actor: Actor, adoptions: QuerySet[Adoption]) -> QuerySet[Adoption]:
    """The adoptions of which ``can_see_adoption`` is true."""
    return adoptions


def can_write_variant(actor: Actor, version: Version) -> bool:
    """Any member puts an answer into words for a channel, and is credited for it."""
    return actor.is_member


def can_change_variant(actor: Actor, variant: Variant) -> bool:
    """Only its writer changes a variant; anyone else writes their own beside it."""
    return actor.is_member and actor.member_id == variant.written_by_id


def can_see_variant(actor: Actor, variant: Variant) -> bool:
    """What is meant to be passed on is public."""
    return True


def variants_visible_to(actor: Actor, variants: QuerySet[Variant]) -> QuerySet[Variant]:
    """The variants of which ``can_see_variant`` is true."""
    return variants


def can_challenge_version(actor: Actor, version: Version) -> bool:
    """Any member challenges a published version, in public (its authors are told to publish a better one)."""
    return actor.is_member


def can_answer_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Those who write the answer answer for it."""
    return actor.has("author", "response", challenge.version.response_id)


def can_settle_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Whoever raised it takes it back; its authors settle it with a newer version. Nobody else can, whatever their role."""
    return is_challenger(actor, challenge) or can_answer_challenge(actor, challenge)


def can_take_down_version(actor: Actor, version: Version) -> bool:
    """A steward takes down at once what is against the law, with a public reason; a jury looks at it."""
    return actor.is_steward


def can_judge_challenge(actor: Actor) -> bool:
    """Nobody: a verdict is counted by the program from what a jury said."""
    return actor.is_machine


def is_challenger(actor: Actor, challenge: Challenge) -> bool:
    """Whether the actor raised it."""
    return actor.is_member and actor.member_id == challenge.raised_by_id


def can_see_challenge(actor: Actor, challenge: Challenge) -> bool:
    """A challenge is public, a settled one too."""
    return True


def challenges_visible_to(actor: Actor, challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """The challenges of which ``can_see_challenge`` is true."""
    return challenges


def can_keep_apart(actor: Actor, response: Response) -> bool:
    """Any member says that two answers that anyone can read are not the same."""
    return actor.is_member and response.newest_id is not None


def can_see_kept_apart(actor: Actor, kept: KeptApart) -> bool:
    """That two answers were kept apart is public; who said so, members could ask."""
    return True


def kept_apart_visible_to(actor: Actor, kept: QuerySet[KeptApart]) -> QuerySet[KeptApart]:
    """The pairs of which ``can_see_kept_apart`` is true."""
    return kept


def can_show_earned(actor: Actor) -> bool:
    """Every member chooses for themselves."""
    return actor.is_member


def can_see_earned(actor: Actor, shown: EarnedShown) -> bool:
    """Members see beside a name what its owner lets them see; visitors read no names."""
    return actor.is_member


def earned_visible_to(actor: Actor, shown: QuerySet[EarnedShown]) -> QuerySet[EarnedShown]:
    """The rows of which ``can_see_earned`` is true."""
    return shown if actor.is_member else shown.none()


def can_ask_question(actor: Actor) -> bool:
    """Any member writes down what people ask."""
    return actor.is_member


def can_see_question(actor: Actor, question: Question) -> bool:
    """What people ask is public, as its answers are."""
    return True


def questions_visible_to(actor: Actor, questions: QuerySet[Question]) -> QuerySet[Question]:
    """The questions of which ``can_see_question`` is true."""
    return questions


def can_write_letter(actor: Actor, response: Response) -> bool:
    """Any member writes to the authors of what was published; its authors talk to each other elsewhere."""
    return actor.is_member and response.newest_id is not None and not can_write(actor, response)


def can_answer_letter(actor: Actor, correspondence: Correspondence) -> bool:
    """Those who write the answer write back."""
    return actor.has("author", "response", correspondence.response_id)


def can_see_correspondence(actor: Actor, correspondence: Correspondence) -> bool:
    """A correspondence is between one member and the authors."""
    is_own = actor.is_member and actor.member_id == correspondence.member_id
    return is_own or can_answer_letter(actor, correspondence)


def correspondences_visible_to(actor: Actor, correspondences: QuerySet[Correspondence]) -> QuerySet[Correspondence]:
    """The correspondences of which ``can_see_correspondence`` is true."""
    if not actor.is_member:
        return correspondences.none()
    return correspondences.filter(Q(member_id=actor.member_id) | Q(response__in=_written_by(actor)))


def can_propose(actor: Actor, response: Response) -> bool:
    """Any member proposes words to the writers of a published answer; on a draft there are only its writers."""
    return actor.is_member and response.newest_id is not None


def can_decide_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Those who write the answer take or decline what is proposed to them."""
    return actor.has("author", "response", proposal.response_id)


def can_see_proposal(actor: Actor, proposal: Proposal) -> bool:
    """A proposal is between whoever made it and those who write the answer."""
    return can_decide_proposal(actor, proposal) or (actor.is_member and actor.member_id == proposal.proposed_by_id)


def proposals_visible_to(actor: Actor, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The proposals of which ``can_see_proposal`` is true."""
    if not actor.is_member:
        return proposals.none()
    return proposals.filter(Q(response__in=_written_by(actor)) | Q(proposed_by=actor.member_id))


def _written_by(actor: Actor) -> list[UUID]:
    return [role.thing_id for role in actor.roles if (role.name, role.thing) == ("author", "response")]
