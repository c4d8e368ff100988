"""What is one's own comes at once: an answer that became ready, a role, a door somebody waits at."""

from __future__ import annotations

from django.test import Client
from tests import stages
from tests.cast import Cast, player
from tests.integration.notify.conftest import Clock, Ears

from groundswell.communities.services import enter_community, found_community
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.ids import uuid7
from groundswell.notify.models import Notice
from groundswell.notify.services import follow
from groundswell.people.selectors import invite_at
from groundswell.people.services import grant_role, make_invite
from groundswell.responses.services import invite_author


def test_authors_hear_that_it_is_ready_and_that_it_was_taken(cast: Cast, ears: Ears) -> None:
    stages.adopted(cast)
    mails = ears.mail()
    assert {mail.to[0] for mail in mails} == {cast.cleo.account.email}
    said = " ".join(mail.body for mail in mails)
    assert "An answer became ready." in said and "Ferry Street took the answer." in said
    assert said.count("Why you: it is yours.") == 2


def test_those_who_follow_the_story_hear_of_its_answers_in_the_digest(cast: Cast, ears: Ears) -> None:
    story = stories_followed_by_ada(cast)
    stages.ready(cast)
    ears.hear()
    found = Notice.objects.filter(member=cast.ada.member).exclude(topic="role")
    assert sorted(found.values_list("topic", "pace", "about_id")) == [
        ("published", "digest", story),
        ("ready", "digest", story),
    ]


def stories_followed_by_ada(cast: Cast) -> object:
    """Ada follows the story the stages are about."""
    story = stages.story(cast)
    follow(campaign=cast.campaign, kind="story", thing_id=story.pk, actor=cast.ada.actor)
    return story.pk


def test_who_is_given_a_role_hears_of_it(cast: Cast, ears: Ears) -> None:
    ears.mail()
    assert cast.cleo.member
    grant_role(member=cast.cleo.member, role="host", thing="community", thing_id=cast.ferry.pk, actor=cast.ben.actor)
    (mail,) = ears.mail()
    assert (mail.to, mail.subject) == ([cast.cleo.account.email], "You host Ferry Street from now on")


def test_who_is_asked_to_write_along_hears_on_what_and_gets_there(cast: Cast, ears: Ears, client: Client) -> None:
    draft = stages.started(cast)
    ears.mail()
    client.force_login(cast.ada.account)
    assert 'class="count' not in client.get("/ellery/").content.decode()
    assert cast.ada.member
    invite_author(response=draft, member=cast.ada.member, actor=cast.cleo.actor)
    (mail,) = ears.mail()
    assert mail.subject == f"You write on “{stages.WORDS.title}” from now on" and "You are asked to write along" in mail.body
    came = client.get("/ellery/hear/came").content.decode()
    assert "You are asked to write along" in came and f"You write on “{stages.WORDS.title}” from now on" in came
    assert '<span class="count num">1<span class="away"> new for you</span></span>' in client.get("/ellery/").content.decode()
    notice = Notice.objects.get(member=cast.ada.member, topic="role")
    assert client.get(f"/ellery/hear/came/{notice.pk}").url.endswith(f"/ellery/answers/{draft.pk}/edit/")
    assert 'class="count' not in client.get("/ellery/").content.decode()


def test_a_number_beside_a_name_ends_at_nine(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada.account)
    for _ in range(10):
        Notice.objects.create(
            campaign_id=cast.campaign.pk,
            member=cast.ada.member,
            topic="story",
            thing_id=uuid7(),
            because="own",
            pace="now",
            made_at=now(),
        )
    assert '<span class="count num">9+<' in client.get("/ellery/").content.decode()


def test_founding_is_no_news_for_the_founder(cast: Cast, ears: Ears) -> None:
    assert ears.mail() == []


def test_hosts_hear_once_a_day_that_somebody_waits(cast: Cast, ears: Ears, noon: Clock) -> None:
    choir = found_community(name="Choir of St Brannoc", entry="request", actor=cast.ben.actor)
    for name in ("Una", "Ulf"):
        enter_community(community=choir, actor=player(cast.campaign, name).actor)
    (mail,) = ears.mail()
    assert (mail.to, mail.subject) == ([cast.ben.account.email], "Choir of St Brannoc")
    noon.pass_by(days=1)
    enter_community(community=choir, actor=cast.ada.actor)
    assert len(ears.mail()) == 1


def test_a_log_read_from_its_start_wakes_nobody(cast: Cast, ears: Ears, noon: Clock) -> None:
    stages.ready(cast)
    noon.pass_by(days=2)
    assert ears.mail() == []
    assert not Notice.objects.exists()


def test_an_invitation_that_was_taken_comes_with_the_digest(cast: Cast, ears: Ears) -> None:
    invite = make_invite(thing="campaign", thing_id=cast.campaign.pk, actor=cast.ben.actor)
    assert invite_at(invite.code)
    from groundswell.people.models import Account
    from groundswell.people.services import join_campaign

    account = Account.objects.create_user("nia@ellery.example")
    acting = Actor(campaign_id=cast.campaign.pk, account_id=account.pk)
    join_campaign(campaign=cast.campaign, account=account, name="Nia", invited_by=cast.ben.member, actor=acting)
    assert ears.mail() == []
    assert Notice.objects.get(topic="joined").pace == "digest"
