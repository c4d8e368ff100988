"""Who stood behind a parent of a merged answer is told and asked again; what they said stays with the old text."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.integration.notify.conftest import Ears
from tests.integration.notify.test_hear_of_answers import topics
from tests.integration.responses.test_merge_version import two_sides, written
from tests.stages import WORDS, neighbours

from groundswell.communities.services import found_community
from groundswell.kit.actor import machine
from groundswell.responses.models import Rating, Version
from groundswell.responses.services import adopt_version, compute_readiness, merge_version, publish_version, rate_version


def joined(cast: Cast, ours: Version, theirs: Version) -> Version:
    revision = ours.response.working_copies.get().revision
    copy = merge_version(response=ours.response, version=theirs, decided=[], revision=revision, actor=cast.cleo.actor)
    return publish_version(response=ours.response, revision=copy.revision, actor=cast.cleo.actor)


def test_the_last_word_on_either_parent_counts_in_whatever_version(cast: Cast, ears: Ears) -> None:
    ours, theirs = two_sides(cast)
    first = ours.response.versions.get(number=1)
    fay, finn, flo, fred = neighbours(cast, cast.ferry, "Fay Finn Flo Fred")
    for early in (fay, fred):  # while the first version was the newest
        Rating.objects.create(
            campaign=cast.campaign, version=first, member=early.member, value="yes", rated_at=first.published_at
        )
    rate_version(version=theirs, value="yes", actor=finn.actor)
    rate_version(version=theirs, value="no", actor=flo.actor)
    rate_version(version=ours, value="no", actor=fred.actor)  # changed his mind with the newer text
    before = set(Rating.objects.values_list("pk", "version_id", "value"))
    ears.hear()
    joined(cast, ours, theirs)
    ears.hear()
    told = {one.account.email: "merged" in topics(one) for one in (fay, finn, flo, fred)}
    assert [told[one.account.email] for one in (fay, finn, flo, fred)] == [True, True, False, False]
    assert set(Rating.objects.values_list("pk", "version_id", "value")) == before, "the old ratings stay with the old texts"


def test_the_page_says_what_one_said_of_a_parent_until_one_says_again(cast: Cast, client: Client) -> None:
    ours, theirs = two_sides(cast)
    (fay,) = neighbours(cast, cast.ferry, "Fay")
    rate_version(version=theirs, value="yes", actor=fay.actor)
    third = joined(cast, ours, theirs)
    client.force_login(fay.account)
    at = f"/ellery/answers/{third.response_id}/versions/{third.number}/ratings/"
    page = " ".join(client.get(at).content.decode().split())
    assert "version 1: helpful. Its words went into this one" in page and "Read this and say again." in page
    assert "Its words went into this one" not in Client().get(at).content.decode()
    rate_version(version=third, value="yes", actor=fay.actor)
    assert "Its words went into this one" not in client.get(at).content.decode()
    assert Rating.objects.filter(member=fay.member).count() == 2


def test_hosts_who_speak_with_what_was_taken_in_hear_of_it(cast: Cast, ears: Ears) -> None:
    ours, theirs = two_sides(cast)
    mill = found_community(name="The mill", actor=cast.ada.actor)
    for reader in neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(cast, cast.orchard, "Oda Olaf Omar Otto"):
        rate_version(version=theirs, value="yes", actor=reader.actor)
    assert compute_readiness(version=theirs, actor=machine(cast.campaign.pk)).ready
    adopt_version(version=theirs, community=mill, actor=cast.ada.actor)
    ears.hear()
    joined(cast, ours, theirs)
    ears.hear()
    assert "absorbed" in topics(cast.ada) and "absorbed" not in topics(cast.ben)


def test_an_ordinary_new_version_asks_nobody_in_this_way(cast: Cast, ears: Ears, client: Client) -> None:
    ours, _theirs = two_sides(cast)
    (fay,) = neighbours(cast, cast.ferry, "Fay")
    rate_version(version=ours, value="yes", actor=fay.actor)
    newer = written(ours.response, WORDS, cast.cleo)
    ears.hear()
    assert "merged" not in topics(fay)
    client.force_login(fay.account)
    page = client.get(f"/ellery/answers/{newer.response_id}/versions/{newer.number}/ratings/").content.decode()
    assert "Its words went into this one" not in page
