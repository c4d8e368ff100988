"""Those whose view an answer lacks are asked, spread over many, and nobody more often than they chose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import Cast, Player
from tests.integration.notify.conftest import Clock
from tests.stages import neighbours, published

from groundswell.communities.services import hide_thing
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere
from groundswell.notify.models import Notice
from groundswell.notify.services import ask_readers, choose
from groundswell.notify.services.asking import AT_ONCE
from groundswell.responses.content import Content
from groundswell.responses.models import Version
from groundswell.responses.selectors.wanting import wanting
from groundswell.responses.services import compute_readiness, rate_version, start_response
from groundswell.wire.models import Story


def ask_all(cast: Cast) -> int:
    return sum(ask_readers(campaign=cast.campaign, wanting=one, actor=machine(cast.campaign.pk)) for one in wanting())


def asked(version: Version) -> set[object]:
    return set(Notice.objects.filter(topic="asked", thing_id=version.pk).values_list("member_id", flat=True))


def of(players: list[Player]) -> set[object]:
    return {one.member.pk for one in players if one.member}


@pytest.fixture
def lacking(cast: Cast) -> tuple[Version, list[Player], list[Player]]:
    """Four of Ferry Street approve; the answer lacks three from outside, where twelve growers could read it."""
    version = published(cast)
    ferry = neighbours(cast, cast.ferry, "Fay Finn Flo Fred")
    growers = neighbours(cast, cast.orchard, " ".join(f"Oda{chr(97 + number)}" for number in range(12)))
    for reader in ferry:
        rate_version(version=version, value="yes", actor=reader.actor)
    compute_readiness(version=version, actor=machine(cast.campaign.pk))
    return version, ferry, growers


def another(cast: Cast, title: str) -> Version:
    """Another answer of Cleo's that nobody has read."""
    standing = Story.objects.order_by("pk").first()
    content = Content(title=title, summary="It says so.", body="", pillars=(), sources=())
    response = start_response(story=standing, content=content, actor=cast.cleo.actor)
    words = {"title": title, "summary": "It says so.", "published_at": response.started_at}
    version = Version.objects.create(campaign=cast.campaign, response=response, number=1, **words)
    response.newest = version
    response.save(update_fields=["newest"])
    return version


def test_as_many_as_are_missing_thrice_and_only_those_from_there(
    cast: Cast, lacking: tuple[Version, list[Player], list[Player]], recorded: Callable[[], list[str]]
) -> None:
    version, ferry, growers = lacking
    assert ask_all(cast) == 3 * AT_ONCE
    assert asked(version) <= of(growers) and not asked(version) & of(ferry)
    assert recorded()[-1] == "notify.readers_asked"
    assert ask_all(cast) == 0, "they have yet to look"
    assert len(asked(version)) == 3 * AT_ONCE


def test_after_two_days_others_are_asked_and_nobody_twice(
    cast: Cast, lacking: tuple[Version, list[Player], list[Player]], noon: Clock
) -> None:
    version, _ferry, growers = lacking
    ask_all(cast)
    noon.pass_by(days=2, minutes=1)
    assert ask_all(cast) == len(growers) - 3 * AT_ONCE
    assert asked(version) == of(growers)
    noon.pass_by(days=2, minutes=1)
    assert ask_all(cast) == 0


def test_nobody_is_asked_more_often_a_week_than_they_chose(
    cast: Cast, lacking: tuple[Version, list[Player], list[Player]], noon: Clock
) -> None:
    _version, _ferry, growers = lacking
    never, once = growers[0], growers[1]
    choose(campaign=cast.campaign, actor=never.actor, most_asked=0)
    choose(campaign=cast.campaign, actor=once.actor, most_asked=1)
    for number in range(6):
        another(cast, f"Take {number}")
        noon.pass_by(hours=1)
        ask_all(cast)
    times = {
        who: Notice.objects.filter(topic="asked", member_id=who).count()
        for who in Notice.objects.filter(topic="asked").values_list("member_id", flat=True)
    }
    assert never.member and once.member
    assert never.member.pk not in times and times.get(once.member.pk, 0) <= 1
    assert max(times.values()) <= 3, "who chose nothing is asked three times a week"


def test_they_are_spread(cast: Cast, lacking: tuple[Version, list[Player], list[Player]], noon: Clock) -> None:
    """Two answers that both lack nine growers' looks: nobody is asked twice while somebody was not asked at all."""
    _version, _ferry, growers = lacking
    ask_all(cast)
    noon.pass_by(days=2, minutes=1)
    ask_all(cast)
    times = [Notice.objects.filter(topic="asked", member=one.member).count() for one in growers]
    assert set(times) == {1}


def test_what_is_ready_hidden_or_old_asks_nobody(
    cast: Cast, lacking: tuple[Version, list[Player], list[Player]], noon: Clock
) -> None:
    version, _ferry, growers = lacking
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Wrong.", actor=cast.ada.actor)
    assert ask_all(cast) == 0
    with pytest.raises(NotHere):
        ask_readers(campaign=cast.campaign, wanting=None, actor=cast.ada.actor)  # type: ignore[arg-type]
    noon.pass_by(days=15)
    assert wanting() == [] and growers


def test_it_stands_on_for_you_with_the_reason(
    cast: Cast, lacking: tuple[Version, list[Player], list[Player]], client: Client
) -> None:
    version, _ferry, _growers = lacking
    ask_all(cast)
    who = Notice.objects.filter(topic="asked")[0].member
    client.force_login(who.account)
    page = " ".join(client.get("/ellery/hear/came").content.decode().split())
    assert "Your view of an answer is missing" in page and version.title in page and "you are in Orchard growers" in page


def test_it_is_chosen_on_the_page_what_i_hear(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    for path in ("/ellery/", "/ellery/answers/my-ratings/"):
        assert 'href="/ellery/hear/#id_most_asked"' in client.get(path).content.decode()
    page = client.get("/ellery/hear/").content.decode()
    assert 'id="id_most_asked"' in page
    assert "Ask me for my view of an answer at most so often a week" in page and 'name="most_asked" value="3"' in page
