"""Who may pass an answer on, and who may see links and chains."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.communities.models import Membership
from groundswell.kit.actor import Actor
from groundswell.responses.models import Adoption
from groundswell.sharing.models import Followed, Outcome, OutcomeOfWords, PassOn, Talk


def can_make_pass_on(actor: Actor, adoption: Adoption) -> bool:
    """Whoever is in a community begins a chain with what it adopted: a link speaks in the community's name."""
    if actor.member_id is None:
        return False
    inside = Membership.objects.filter(community_id=adoption.community_id, member_id=actor.member_id)
    return inside.filter(state=Membership.State.IN).exists()


def can_pass_further(actor: Actor, pass_on: PassOn) -> bool:
    """Whoever came by a link passes it on, with or without an account."""
    return True


def can_note_talk(actor: Actor, pass_on: PassOn) -> bool:
    """A member says of their own link with how many they talked; nobody says it for them."""
    return actor.is_member and actor.member_id == pass_on.member_id


def can_see_talk(actor: Actor, talk: Talk) -> bool:
    """What somebody noted is theirs to read; everybody else reads sums."""
    return actor.is_member and actor.member_id == talk.pass_on.member_id


def talks_visible_to(actor: Actor, talks: QuerySet[Talk]) -> QuerySet[Talk]:
    """The conversations of which ``can_see_talk`` is true."""
    return talks.none() if actor.member_id is None else talks.filter(pass_on__member_id=actor.member_id)


def can_see_words_outcome(actor: Actor, outcome: OutcomeOfWords) -> bool:
    """What followed a community's words is public: it counts links and names nobody."""
    return True


def words_outcomes_visible_to(actor: Actor, outcomes: QuerySet[OutcomeOfWords]) -> QuerySet[OutcomeOfWords]:
    """The sums of which ``can_see_words_outcome`` is true."""
    return outcomes


def can_see(actor: Actor, pass_on: PassOn) -> bool:
    """A link is for whoever holds it. It names no person."""
    return True


def visible_to(actor: Actor, pass_ons: QuerySet[PassOn]) -> QuerySet[PassOn]:
    """The links of which ``can_see`` is true."""
    return pass_ons


def can_note_sign_up(actor: Actor) -> bool:
    """Only the way in itself notes who came by a link: nobody can be said to have joined who did not."""
    return actor.is_machine


def can_add_outcomes(actor: Actor) -> bool:
    """Sums are made by the machine, from rows that are there; nobody writes them."""
    return actor.is_machine


def can_see_outcome(actor: Actor, outcome: Outcome) -> bool:
    """What followed is public, as the chains are: it counts links and names nobody."""
    return True


def outcomes_visible_to(actor: Actor, outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """The sums of which ``can_see_outcome`` is true."""
    return outcomes


def can_see_followed(actor: Actor, followed: Followed) -> bool:
    """How an answer did beside what is usual is public."""
    return True


def followed_visible_to(actor: Actor, followed: QuerySet[Followed]) -> QuerySet[Followed]:
    """The comparisons of which ``can_see_followed`` is true."""
    return followed
