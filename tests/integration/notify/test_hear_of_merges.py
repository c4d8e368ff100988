"""Whoever writes an answer hears what is proposed to it, whoever proposed hears the decision, and readers are asked again."""

from __future__ import annotations

from tests.cast import Cast
from tests.integration.notify.conftest import Ears
from tests.integration.notify.test_hear_of_answers import topics
from tests.integration.responses.test_merge_version import two_sides
from tests.integration.responses.test_propose_merge import proposed

from groundswell.notify.models import Notice
from groundswell.responses.models import Rating
from groundswell.responses.services import decline_proposal, merge_version, publish_version, rate_version, take_proposal


def test_its_writers_hear_the_proposal_and_who_proposed_hears_the_decision(cast: Cast, ears: Ears) -> None:
    proposal = proposed(cast)
    said = [mail.body for mail in ears.mail() if mail.to == [cast.cleo.account.email]]
    assert any(f"/ellery/answers/proposals/{proposal.pk}/" in body for body in said)
    decline_proposal(proposal=proposal, words="We need the second part.", actor=cast.cleo.actor)
    said = [mail.body for mail in ears.mail() if mail.to == [cast.ben.account.email]]
    assert any("Words you proposed were declined" in body for body in said)
    assert "decided" in topics(cast.ben) and "decided" not in topics(cast.cleo)


def test_who_found_a_parent_helpful_is_asked_again_and_the_old_rating_stays(cast: Cast, ears: Ears) -> None:
    ours, theirs = two_sides(cast)
    rate_version(version=theirs, value=Rating.Value.HELPFUL, actor=cast.ada.actor)
    copy = merge_version(response=ours.response, version=theirs, decided=[], revision=2, actor=cast.cleo.actor)
    third = publish_version(response=ours.response, revision=copy.revision, actor=cast.cleo.actor)
    ears.hear()
    assert topics(cast.ada) == ["merged"] and Notice.objects.get(topic="merged").thing_id == third.pk
    assert [one.version for one in Rating.objects.all()] == [theirs]


def test_a_proposal_that_was_taken_is_told_as_taken(cast: Cast, ears: Ears) -> None:
    proposal = proposed(cast)
    ears.mail()
    take_proposal(proposal=proposal, decided=[], revision=2, actor=cast.cleo.actor)
    said = [mail.body for mail in ears.mail() if mail.to == [cast.ben.account.email]]
    assert any("Words you proposed were taken" in body for body in said)
