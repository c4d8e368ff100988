"""A search that somebody keeps can be followed: its words and what else it asks for; let go, it is followed no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.integration.notify.conftest import Ears

from groundswell.notify.models import Follow
from groundswell.wire.models import SavedSearch, Source
from groundswell.wire.selectors.search import Search
from groundswell.wire.services import forget_search, save_search


@pytest.fixture
def ben(cast: Cast, client: Client) -> Client:
    """Ben's browser."""
    client.force_login(cast.ben.account)
    return client


def _kept(cast: Cast, **asked: Any) -> SavedSearch:
    return save_search(search=Search(**{"words": "marrow bridge", **asked}), name="The bridge", actor=cast.ben.actor)


def _followed(ben: Client, kept: SavedSearch) -> None:
    assert ben.post("/ellery/hear/follow", {"kind": "search", "thing": kept.pk}).status_code == 302


def test_it_is_followed_by_its_button(ben: Client, cast: Cast, ears: Ears) -> None:
    kept = _kept(cast)
    page = ben.get("/ellery/wire/search/").content.decode()
    assert f'value="{kept.pk}"' in page and ">Follow</button>" in page
    _followed(ben, kept)
    assert "The bridge" in ben.get("/ellery/hear/").content.decode()
    ears.told_by("The Alder Post", "Ellery Gazette")
    (mail,) = ears.mail()
    assert "Why you: you follow The bridge." in mail.body


def test_what_else_it_asks_for_counts(ben: Client, cast: Cast, ears: Ears) -> None:
    ears.told_by("Orchard Radio", title="Tram derailed at Wick market")
    _followed(ben, _kept(cast, source=Source.objects.get(name="Orchard Radio")))
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert ears.mail() == []
    ears.told_by("Orchard Radio")
    assert len(ears.mail()) == 1


def test_its_words_are_taken_as_a_search_takes_them(ben: Client, cast: Cast, ears: Ears) -> None:
    _followed(ben, _kept(cast, words="tram or bridge -traffic"))
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert ears.mail() == []
    ears.told_by("The Alder Post", "Ellery Gazette", title="Tram derailed at Wick market")
    assert len(ears.mail()) == 1


def test_what_it_leaves_out_is_left_out_in_every_language(ben: Client, cast: Cast, ears: Ears) -> None:
    cast.campaign.languages = ["en", "es"]
    cast.campaign.save(update_fields=["languages"])
    _followed(ben, _kept(cast, words="bridge -flooding"))
    ears.told_by("The Alder Post", "Ellery Gazette", title="Floods close Marrow Bridge to all traffic")
    assert ears.mail() == []
    ears.told_by("The Alder Post", "Ellery Gazette", title="Cyclists race over the new bridge at Wick")
    assert len(ears.mail()) == 1


def test_let_go_it_is_followed_no_more(ben: Client, cast: Cast, ears: Ears) -> None:
    kept = _kept(cast)
    _followed(ben, kept)
    forget_search(saved=kept, actor=cast.ben.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert ears.mail() == []
    assert "The bridge" not in ben.get("/ellery/hear/").content.decode()


def test_nobody_follows_somebody_elses(ben: Client, cast: Cast, client: Client) -> None:
    kept = _kept(cast)
    client.force_login(cast.cleo.account)
    assert client.post("/ellery/hear/follow", {"kind": "search", "thing": kept.pk}).status_code == 404
    assert not Follow.objects.exists()
