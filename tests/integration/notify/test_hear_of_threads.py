"""Who is named in a thread hears at once; the rest comes once a day, one line a community; nobody hears of a post twice."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, player
from tests.integration.communities.threads import begun, said
from tests.integration.notify.conftest import Clock, Ears

from groundswell.communities.models import Thread
from groundswell.communities.services import delete_post, edit_post, enter_community, hide_thing, note_seen
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput, NotHere
from groundswell.notify.models import CommunityWish, Delivery, Mute, Notice, Preference
from groundswell.notify.selectors.parts import link_at
from groundswell.notify.services import choose, hear_community, make_digest, make_ready_for_threads, mute, stop_part


@pytest.fixture
def thread(cast: Cast, ears: Ears) -> Thread:
    """A thread that Ben began, and everyone in Ferry Street has a digest at seven."""
    found = begun(cast)
    ears.mail()
    make_ready_for_threads(campaign=cast.campaign, community_id=cast.ferry.pk, actor=machine(cast.campaign.pk))
    return found


def _next_morning(cast: Cast, ears: Ears, noon: Clock) -> list[object]:
    noon.pass_by(hours=24)
    while make_digest(campaign=cast.campaign, actor=machine(cast.campaign.pk)):
        pass
    return ears.mail()


def test_who_is_named_hears_at_once(cast: Cast, ears: Ears, thread: Thread) -> None:
    said(thread, cast.cleo, "@Ben, I have six.")
    (mail,) = ears.mail()
    assert (mail.to, mail.subject) == ([cast.ben.account.email], "Jars for the samples")
    assert "Cleo named you. Why you: somebody named you." in mail.body and "I have six" not in mail.body
    assert cast.cleo.account.email not in str(mail.message())


def test_a_name_put_in_later_is_heard_of_and_no_name_twice(cast: Cast, ears: Ears, thread: Thread) -> None:
    post = said(thread, cast.cleo, "@Ben, I have six.")
    assert len(ears.mail()) == 1
    edit_post(post=post, text="@Ben, I have seven.", actor=cast.cleo.actor)
    assert ears.mail() == []
    said(thread, cast.ben, "@Ben is me.")
    assert ears.mail() == []


def test_everything_else_comes_once_a_day_as_one_line(cast: Cast, ears: Ears, noon: Clock, thread: Thread) -> None:
    for number in range(3):
        said(thread, cast.ben, f"Jar {number}")
    said(begun(cast, title="Lids"), cast.ben, "And lids.")
    assert ears.mail() == []
    (mail,) = [one for one in _next_morning(cast, ears, noon) if one.to == [cast.cleo.account.email]]
    assert "Ferry Street\n6 new posts in 2 threads, the newest: Lids. Why you: you are in this community." in mail.body
    assert _next_morning(cast, ears, noon) == []


def test_nobody_hears_of_a_post_twice(cast: Cast, ears: Ears, noon: Clock, thread: Thread) -> None:
    said(thread, cast.ben, "@Cleo, have you jars?")
    said(thread, cast.ben, "Or lids?")
    ears.mail()
    _next_morning(cast, ears, noon)
    said(thread, cast.ben, "One more.")
    (mail,) = [one for one in _next_morning(cast, ears, noon) if one.to == [cast.cleo.account.email]]
    assert "One new post in: Jars for the samples." in mail.body
    labels = Notice.objects.filter(member=cast.cleo.member, topic="threads").order_by("pk").values_list("label", flat=True)
    assert [one.split(":")[0] for one in labels] == [
        "2",
        "1",
    ]  # the first post and "Or lids?"; the one that named her is not counted


def test_what_was_read_written_hidden_or_taken_back_is_not_news(cast: Cast, ears: Ears, noon: Clock, thread: Thread) -> None:
    note_seen(thread=thread, number=1, actor=cast.cleo.actor)
    said(thread, cast.cleo, "Mine.")
    delete_post(post=said(thread, cast.ben, "Never mind."), actor=cast.ben.actor)
    bad = said(thread, cast.ben, "Rubbish.")
    hide_thing(subject_type="communities.Post", subject_id=bad.pk, reason="Rubbish.", actor=cast.ben.actor)
    ears.mail()
    mails = _next_morning(cast, ears, noon)
    assert [one.to[0] for one in mails] == [cast.ben.account.email]


@pytest.mark.parametrize(
    ("choice", "named", "digest"),
    [("digest", 1, 1), ("mentions", 1, 0), ("nothing", 0, 0)],
    ids=["digest", "mentions", "nothing"],
)
def test_each_chooses_for_each_community(
    cast: Cast, ears: Ears, noon: Clock, thread: Thread, recorded, choice: str, named: int, digest: int
) -> None:
    hear_community(community=cast.ferry, choice=choice, actor=cast.cleo.actor)
    hear_community(community=cast.ferry, choice=choice, actor=cast.cleo.actor)
    assert recorded()[-1] == "notify.community_heard" and recorded().count("notify.community_heard") == 1
    said(thread, cast.ben, "@Cleo, have you jars?")
    said(thread, cast.ben, "Or lids?")
    to_cleo = [one for one in ears.mail() if one.to == [cast.cleo.account.email]]
    assert len(to_cleo) == named
    assert len([one for one in _next_morning(cast, ears, noon) if one.to == [cast.cleo.account.email]]) == digest


def test_a_quiet_thread_is_not_heard_of_even_when_named(cast: Cast, ears: Ears, noon: Clock, thread: Thread, recorded) -> None:
    mute(campaign=cast.campaign, kind=Mute.Kind.THREAD, thing_id=thread.pk, actor=cast.cleo.actor)
    said(thread, cast.ben, "@Cleo, have you jars?")
    assert ears.mail() == [] and recorded()[-1] == "communities.post_written"
    assert [one for one in _next_morning(cast, ears, noon) if one.to == [cast.cleo.account.email]] == []


def test_in_quiet_hours_a_name_waits_for_the_morning(cast: Cast, ears: Ears, noon: Clock, thread: Thread) -> None:
    noon.pass_by(hours=11)
    said(thread, cast.ben, "@Cleo, have you jars?")
    assert [one for one in ears.mail() if one.to == [cast.cleo.account.email]] == []
    mails = [one for one in _next_morning(cast, ears, noon) if one.to == [cast.cleo.account.email]]
    assert len(mails) == 1 and "Ben named you." in mails[0].body


def test_who_wants_the_rest_at_once_still_gets_posts_once_a_day(cast: Cast, ears: Ears, noon: Clock, thread: Thread) -> None:
    choose(campaign=cast.campaign, rest="now", actor=cast.cleo.actor)
    said(thread, cast.ben, "Or lids?")
    assert ears.mail() == []
    assert len([one for one in _next_morning(cast, ears, noon) if one.to == [cast.cleo.account.email]]) == 1


def test_who_never_chose_gets_a_digest_once_there_is_a_thread_or_when_they_come_in(
    cast: Cast, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("groundswell.notify.consumers.enqueue", lambda name, **about: asked.append(about["community_id"]))
    ears.hear()
    asked.clear()
    begun(cast)
    ears.hear()
    assert asked == [str(cast.ferry.pk)]
    una = player(cast.campaign, "Una")
    enter_community(community=cast.ferry, actor=una.actor)
    ears.hear()
    assert Preference.objects.filter(member=una.member).exists()


def test_the_link_in_a_mail_stops_the_thread_or_the_digest_of_communities(
    cast: Cast, ears: Ears, noon: Clock, thread: Thread
) -> None:
    said(thread, cast.ben, "@Cleo, have you jars?")
    ears.mail()
    delivery = Delivery.objects.get(member=cast.cleo.member)
    wishes = Preference.objects.get(member=cast.cleo.member)
    link = link_at(cast.campaign, (wishes.pk, delivery.pk))
    assert [one.what for one in link.parts] == ["thread", "own"]
    stop_part(campaign=cast.campaign, part=link.parts[0], actor=link.owner)
    assert Mute.objects.get().thing_id == thread.pk
    choose(campaign=cast.campaign, rest="now", actor=cast.cleo.actor)
    said(begun(cast, title="Lids"), cast.ben, "Or lids?")
    ears.mail()
    _next_morning(cast, ears, noon)
    digest = Delivery.objects.get(member=cast.cleo.member, is_digest=True)
    link = link_at(cast.campaign, (wishes.pk, digest.pk))
    stop_part(campaign=cast.campaign, part=link.parts[0], actor=link.owner)
    assert set(CommunityWish.objects.filter(member=cast.cleo.member).values_list("choice", flat=True)) == {"mentions"}


def test_one_chooses_for_a_community_one_is_in(cast: Cast, recorded) -> None:
    with pytest.raises(NotHere):
        hear_community(community=cast.ferry, choice="digest", actor=cast.ada.actor)
    with pytest.raises(BadInput):
        hear_community(community=cast.ferry, choice="all", actor=cast.cleo.actor)
    assert CommunityWish.objects.count() == 0 and recorded() == []


def test_the_page_lists_what_one_hears_of_each_community(cast: Cast, client: Client, thread: Thread) -> None:
    client.force_login(cast.cleo.account)
    page = "/ellery/hear/"
    assert "with the digest, and when somebody names me" in client.get(page).content.decode()
    hear_community(community=cast.ferry, choice="nothing", actor=cast.cleo.actor)
    shown = client.get(page).content.decode()
    assert 'Ferry Street</a></div><span class="small quiet">nothing</span>' in shown
    client.force_login(cast.ada.account)
    assert "What I hear of my communities" not in client.get(page).content.decode(), "she is in none"
