"""Those who wrote an answer, took it or challenged it hear what becomes of it, once, and nobody hears of their own deeds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests import stages
from tests.cast import Cast, Player
from tests.integration.notify.conftest import Ears

from groundswell.campaigns.addresses import address
from groundswell.communities.services import hide_thing
from groundswell.kit.actor import machine
from groundswell.notify.models import Notice
from groundswell.responses.models import Rating, Version
from groundswell.responses.services import (
    answer_challenge,
    answer_letter,
    compute_readiness,
    fork_version,
    publish_version,
    rate_version,
    save_working_copy,
    settle_challenge,
)


def topics(who: Player) -> list[str]:
    return sorted(Notice.objects.filter(member=who.member).exclude(topic="role").values_list("topic", flat=True))


def lost(cast: Cast, version: Version) -> None:
    """Enough readers changed their mind that it is no longer ready."""
    for rating in version.ratings.select_related("member"):
        actor = stages.present_actor(cast.campaign.pk, rating.member.account_id)
        rate_version(version=version, value=Rating.Value.NOT, actor=actor)
    assert not compute_readiness(version=version, actor=machine(cast.campaign.pk)).ready


def test_authors_hear_at_once_that_their_answer_is_challenged(cast: Cast, ears: Ears) -> None:
    challenge = stages.challenged(cast)
    (mail,) = ears.mail()
    assert mail.to == [cast.cleo.account.email] and "It is challenged in public" in mail.body
    assert f"/ellery/answers/challenges/{challenge.pk}/" in mail.body
    assert topics(cast.ben) == [], "whoever challenged knows"


def test_the_challenger_hears_the_answer_and_how_it_was_met(cast: Cast, ears: Ears) -> None:
    first = stages.ready(cast)
    challenge = stages.challenged(cast, first)
    ears.mail()
    answer_challenge(challenge=challenge, answer="It was filled again in April.", actor=cast.cleo.actor)
    (mail,) = ears.mail()
    assert mail.to == [cast.ben.account.email] and "Your challenge was answered" in mail.body
    stages.second_version(cast, first)
    settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    said = " ".join(mail.body for mail in ears.mail() if mail.to == [cast.ben.account.email])
    assert "A challenge was met by a newer version" in said


def test_authors_hear_with_the_rest_that_a_challenge_was_taken_back(cast: Cast, ears: Ears, client: Any) -> None:
    settle_challenge(challenge=stages.challenged(cast), actor=cast.ben.actor)
    ears.mail()
    assert Notice.objects.get(member=cast.cleo.member, topic="settled").pace == "digest"
    client.force_login(cast.cleo.account)
    assert "A challenge was taken back" in client.get(address(cast.campaign, "notify:notices")).content.decode()


def test_what_a_host_hid_is_not_told(cast: Cast, ears: Ears, client: Any) -> None:
    challenge = stages.challenged(cast)
    hide_thing(subject_type="responses.Challenge", subject_id=challenge.pk, reason="Names a neighbour.", actor=cast.ada.actor)
    assert all("It is challenged in public" not in mail.body for mail in ears.mail())


def test_authors_and_hosts_who_took_it_hear_that_it_is_no_longer_ready(cast: Cast, ears: Ears) -> None:
    adoption = stages.adopted(cast)
    ears.mail()
    lost(cast, adoption.version)
    mails = {mail.to[0]: mail.body for mail in ears.mail()}
    assert mails.keys() == {cast.cleo.account.email, cast.ben.account.email}
    assert all("It is no longer ready" in body for body in mails.values())
    assert "you are in Ferry Street" in mails[cast.ben.account.email]


def test_hosts_who_took_it_hear_of_a_newer_version_and_when_they_can_take_it(cast: Cast, ears: Ears) -> None:
    adoption = stages.adopted(cast)
    ears.mail()
    content = replace(stages.WORDS, title="Ask for the samples, then vote")
    copy = save_working_copy(response=adoption.version.response, content=content, revision=1, actor=cast.cleo.actor)
    version = publish_version(response=adoption.version.response, revision=copy.revision, actor=cast.cleo.actor)
    assert ears.mail() == [], "that it changed comes with the rest"
    assert topics(cast.ben) == ["changed"]
    for rating in adoption.version.ratings.select_related("member"):
        actor = stages.present_actor(cast.campaign.pk, rating.member.account_id)
        rate_version(version=version, value="yes", actor=actor)
    compute_readiness(version=version, actor=machine(cast.campaign.pk))
    said = [mail.body for mail in ears.mail() if mail.to == [cast.ben.account.email]]
    assert len(said) == 1 and "A newer version of an answer you use is ready" in said[0]


def test_authors_hear_with_the_rest_what_grew_from_their_words(cast: Cast, ears: Ears) -> None:
    fork = fork_version(version=stages.published(cast), actor=cast.ben.actor)
    ears.hear()
    assert topics(cast.cleo) == [], "a draft is its authors' own business"
    content = replace(stages.WORDS, title="Ask for the samples, in our street")
    copy = save_working_copy(response=fork, content=content, revision=1, actor=cast.ben.actor)
    publish_version(response=fork, revision=copy.revision, actor=cast.ben.actor)
    ears.hear()
    assert topics(cast.cleo) == ["forked"] and Notice.objects.get(topic="forked").pace == "digest"
    assert topics(cast.ben) == []


def test_a_row_read_twice_tells_once(cast: Cast, ears: Ears) -> None:
    stages.challenged(cast)
    assert len(ears.mail()) == 1
    ears.heard = 0
    assert ears.mail() == [] and topics(cast.cleo) == ["challenged"]


def test_a_letter_comes_at_once_and_shows_no_address(cast: Cast, ears: Ears) -> None:
    letter = stages.written(cast)
    (mail,) = ears.mail()
    assert mail.to == [cast.cleo.account.email] and "Who opened the drawer?" in mail.body
    assert cast.ben.account.email not in str(mail.message()) and mail.reply_to == []
    answer_letter(correspondence=letter.correspondence, text="The clerk did.", actor=cast.cleo.actor)
    (mail,) = ears.mail()
    assert mail.to == [cast.ben.account.email] and "wrote back" in mail.body
    assert cast.cleo.account.email not in str(mail.message())
