"""A jury is called when a ready version is challenged: the pool is fixed and marked, and holds nobody with a part in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests import juries, stages
from tests.cast import Cast, player

from groundswell.communities.services import enter_community, found_community
from groundswell.juries.lots import digest_of, label_of
from groundswell.juries.models import Jury
from groundswell.juries.selectors.eligible import can_be_drawn_for, communities_by_member
from groundswell.juries.services import call_missing_juries, draw_jury, leave_out
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.people.services import leave_campaign
from groundswell.responses.services import (
    invite_author,
    merge_version,
    publish_version,
    rate_version,
    settle_challenge,
    start_response,
)


def _call(cast: Cast, version: object) -> list[Jury]:
    return call_missing_juries(version=version, actor=machine(cast.campaign.pk))  # type: ignore[arg-type]


def test_the_pool_is_fixed_marked_and_names_nobody(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    jury = juries.called(cast)
    assert (jury.size, jury.found, jury.state) == (7, 12, "called")
    assert jury.digest == digest_of(jury.pool) and len(jury.pool) == 12
    assert {label for label, _letter in jury.pool} == {label_of(jury.salt, one) for one in can_be_drawn_for(jury)}
    assert recorded()[-2:] == ["responses.version_challenged", "juries.jury_called"]
    assert _call(cast, jury.challenge.version) == [], "called twice is called once"


def test_what_is_not_ready_waits_for_its_authors(cast: Cast) -> None:
    juries.bystanders(cast)
    challenge = stages.challenged(cast)
    assert _call(cast, challenge.version) == []


def test_nobody_with_a_part_in_it_can_be_drawn(cast: Cast) -> None:
    early = juries.bystanders(cast)
    version = stages.ready(cast)
    writer, rater, away, gone, invited, *rest = early
    assert invited.member
    invite_author(response=version.response, member=invited.member, actor=cast.cleo.actor)
    copy = stages.forked(cast, version)  # Ada's: in the lineage by a fork
    rate_version(version=version, value="no", actor=rater.actor)
    leave_out(away=True, actor=away.actor)
    stages.challenged(cast, version)
    stages.challenge_version(version=version, kind="harm", reason="It names her.", actor=writer.actor)
    assert gone.member
    leave_campaign(member=gone.member, actor=gone.actor)
    jury, other = _call(cast, version)
    assert {one.member.pk for one in rest if one.member} == can_be_drawn_for(jury)
    assert jury.found == len(rest) == other.found and copy.pk


def test_whoever_joined_to_be_drawn_is_too_late(cast: Cast) -> None:
    for name in ("New", "Newer", "Newest"):
        enter_community(community=cast.ferry, actor=player(cast.campaign, name).actor)
    jury = juries.called(cast, "Pia Pat", "Quin")
    assert (jury.found, jury.size) == (3, 3)


def test_with_fewer_than_three_it_waits_and_says_so_until_there_are_others(cast: Cast, client: object) -> None:
    jury = juries.called(cast, "Pia", "Quin")
    assert (jury.size, jury.found, jury.state, jury.pool) == (0, 2, "waits", [])
    page = client.get(f"/ellery/juries/{jury.pk}/").content.decode()  # type: ignore[attr-defined]
    assert "2 can be had so far" in page
    juries.bystanders(cast, "Rosa Ruud Rita", "")
    jury = juries.draw(cast, jury)
    assert (jury.size, jury.state) == (5, "called"), "its pool is fixed first; the seed comes from what happens after that"
    assert juries.draw(cast, jury).state == "sits"


def test_settled_before_it_sat_it_is_not_needed(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    jury = juries.called(cast)
    settle_challenge(challenge=jury.challenge, actor=cast.ben.actor)
    jury = draw_jury(jury=jury, actor=machine(cast.campaign.pk))
    assert (jury.state, jury.outcome, jury.verdict) == ("closed", "gone", "")
    assert recorded()[-1] == "juries.jury_closed"


def test_nobody_calls_one_by_hand(cast: Cast) -> None:
    with pytest.raises(NotHere):
        call_missing_juries(version=stages.ready(cast), actor=cast.ada.actor)


def test_it_is_called_by_the_pulse(cast: Cast) -> None:
    from groundswell.juries.tasks import call_juries
    from groundswell.pulse.models import PulseEvent

    juries.bystanders(cast)
    challenge = stages.challenged(cast, stages.ready(cast))
    for row in PulseEvent.objects.filter(kind__startswith="responses.version_").order_by("seq"):
        if row.kind in ("responses.version_challenged", "responses.version_became_ready"):
            call_juries(row)  # type: ignore[arg-type]
    assert Jury.objects.get().challenge == challenge


def test_members_for_some_days_are_counted_from_the_challenge(cast: Cast) -> None:
    jury = juries.called(cast, "Pia Pat", "Quin")
    with clock.at(clock.now() + timedelta(days=30)):
        assert len(can_be_drawn_for(jury)) == 3, "waiting makes nobody older here"


def test_nobody_is_shut_out_by_being_named_an_author_after_the_challenge(cast: Cast) -> None:
    early = juries.bystanders(cast, "Pia Pat", "Quin")
    challenge = stages.challenged(cast, stages.ready(cast))
    for critic in early:
        assert critic.member
        invite_author(response=challenge.version.response, member=critic.member, actor=cast.cleo.actor)
    (jury,) = _call(cast, challenge.version)
    assert jury.found == 3


def test_merging_the_words_of_others_with_it_shuts_nobody_out(cast: Cast) -> None:
    early = juries.bystanders(cast, "Pia Pat", "Quin")
    version = stages.ready(cast)
    critic = start_response(story=stages.story(cast), content=replace(stages.WORDS, title="No"), actor=early[0].actor)
    theirs = publish_version(response=critic, revision=1, actor=early[0].actor)
    mine = stages.forked(cast, version)  # Ada's
    revision = mine.response.working_copies.get().revision
    both = ["Ask for the samples now, and no"]
    copy = merge_version(response=mine.response, version=theirs, decided=both, revision=revision, actor=cast.ada.actor)
    publish_version(response=mine.response, revision=copy.revision, actor=cast.ada.actor)
    stages.challenged(cast, version)
    (jury,) = _call(cast, version)
    assert jury.found == 3, "what grew elsewhere is no part in this"


def test_a_community_counts_for_those_who_were_in_it_before_the_challenge(cast: Cast) -> None:
    early = juries.bystanders(cast)
    challenge = stages.challenged(cast, stages.ready(cast))
    (jury,) = _call(cast, challenge.version)
    assert early[0].member
    alone = found_community(name="Upper lock", purpose="We mind the lock.", actor=early[0].actor)
    for one in early[:6]:
        enter_community(community=alone, actor=one.actor)
    assert alone.pk not in {
        place for places in communities_by_member(jury, can_be_drawn_for(jury)).values() for place in places
    }
