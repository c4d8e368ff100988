"""Wherever an answer is seen, what stands against it is seen with it: open, upheld, and corrected by its authors."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast

from groundswell.campaigns.addresses import address
from groundswell.communities.services import hide_thing
from groundswell.responses.models import Adoption, Challenge, Version
from groundswell.responses.selectors.marks import marks_of
from groundswell.responses.services import settle_challenge
from groundswell.sharing.services import make_pass_on


def _places(cast: Cast, version: Version, adoption: Adoption) -> dict[str, str]:
    """Where the words of a version are read, and by whom: by name."""
    of = f"/ellery/answers/{version.response_id}/versions/{version.number}"
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    return {
        "list": "/ellery/answers/all/",
        "story": address(cast.campaign, "wire:story", version.response.story_id),
        "answer": f"/ellery/answers/{version.response_id}/",
        "community": f"/ellery/communities/{cast.ferry.slug}/",
        "adopting": f"{of}/adopt/",
        "words": f"{of}/words/sms/",
        "link": f"/ellery/p/{link.code}",
        "own link": f"/ellery/p/{link.code}/yours",
        "my ratings": "/ellery/answers/my-ratings/",
    }


def _seen(client: Client, places: dict[str, str], words: tuple[str, ...]) -> set[str]:
    pages = {name: client.get(path, follow=True) for name, path in places.items()}
    assert {page.status_code for page in pages.values()} == {200}, {name: page.status_code for name, page in pages.items()}
    return {name for name, page in pages.items() if any(one in page.content.decode() for one in words)}


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("", ("Challenged",)),
        ("mend", ("Needs a correction", "needs a correction", "need a correction")),
        ("unfit", ("Not to be ready, says a jury", "should not be ready", "no community should speak")),
        ("stands", ()),
    ],
)
def test_it_is_marked_everywhere(cast: Cast, client: Client, verdict: str, words: tuple[str, ...]) -> None:
    adoption = stages.adopted(cast)
    version = adoption.version
    stages.said(cast, version)
    reader = version.ratings.select_related("member__account").order_by("pk")[0].member
    places = _places(cast, version, adoption)
    challenge = stages.challenged(cast, version)
    if verdict:
        Challenge.objects.filter(pk=challenge.pk).update(verdict=verdict, settled_at=challenge.raised_at)
    client.force_login(cast.ben.account)
    every = set(places) - {"my ratings"}
    marked = ("Challenged", "a correction", "not be ready, ", "to be ready, says", "no community should speak")
    assert _seen(client, {one: places[one] for one in every}, words or marked) == (every if words else set())
    client.force_login(reader.account)
    assert bool(_seen(client, {"my ratings": places["my ratings"]}, words or marked)) is bool(words)


def test_a_host_hides_what_a_challenge_says_never_that_there_is_one(cast: Cast, client: Client) -> None:
    adoption = stages.adopted(cast)
    challenge = stages.challenged(cast, adoption.version)
    hide_thing(subject_type="responses.Challenge", subject_id=challenge.pk, reason="It insults.", actor=cast.ada.actor)
    for path in (f"/ellery/answers/{adoption.version.response_id}/", _places(cast, adoption.version, adoption)["link"]):
        page = client.get(path).content.decode()
        assert "Challenged" in page and challenge.reason not in page


def test_what_its_authors_corrected_says_so_on_the_old_words(cast: Cast) -> None:
    first = stages.published(cast)
    challenge = stages.challenged(cast, first)
    stages.next_version(cast, first)
    settle_challenge(challenge=challenge, actor=cast.cleo.actor)
    assert marks_of([first.pk])[first.pk].verdict == "met"
    other = stages.challenged(cast, first)
    assert (marks_of([first.pk])[first.pk].verdict, marks_of([first.pk])[first.pk].open) == ("", 1)
    settle_challenge(challenge=other, actor=cast.ben.actor)
    assert marks_of([first.pk])[first.pk].verdict == "met", "what was taken back is no mark"


def test_an_earlier_version_that_is_ready_and_challenged_is_marked_in_lists(cast: Cast, client: Client) -> None:
    first = stages.ready(cast)
    stages.next_version(cast, first)
    stages.challenged(cast, first)
    page = " ".join(client.get("/ellery/answers/ready/").content.decode().split())
    assert "Version 1 is ready" in page and "Version 1: Challenged" in page
