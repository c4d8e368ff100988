"""Erasing somebody takes their drafts away, and leaves what they published and what others write on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast, assemble
from tests.stages import WORDS, published, started, story

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.errors import NotHere
from groundswell.people.services import erase_member
from groundswell.pulse.consumers import run_until_quiet
from groundswell.responses.models import Response, Version
from groundswell.responses.services import forget_drafts, invite_author, start_response


def test_drafts_of_their_own_go_and_the_rest_stays(cast: Cast) -> None:
    assert cast.cleo.member and cast.ben.member
    alone, shared, out = started(cast), started(cast), published(cast)
    invite_author(response=shared, member=cast.ben.member, actor=cast.cleo.actor)
    bens = start_response(story=story(cast), content=replace(WORDS, title="Ben's"), actor=cast.ben.actor)
    assert forget_drafts(member_id=cast.cleo.member.pk, actor=machine(cast.campaign.pk)) == 1
    assert not Response.objects.filter(pk=alone.pk).exists()
    assert set(Response.objects.all()) == {shared, out.response, bens}


def test_nobody_asks_for_it_by_hand(cast: Cast) -> None:
    assert cast.cleo.member
    with pytest.raises(NotHere):
        forget_drafts(member_id=cast.cleo.member.pk, actor=cast.ada.actor)


@pytest.mark.usefixtures("committed")
def test_it_follows_the_erasure_by_itself() -> None:
    cast = assemble()
    with scope(cast.campaign.pk):
        published(cast)
        started(cast)
        assert cast.cleo.member
        erase_member(member=cast.cleo.member, actor=machine(cast.campaign.pk))
    run_until_quiet()
    with scope(cast.campaign.pk):
        assert Response.objects.count() == 1 and Version.objects.get().title == WORDS.title
