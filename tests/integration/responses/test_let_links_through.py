"""Links of whoever is new, in an answer, can be followed once those who look after it let them through, or it is ready."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast
from tests.integration.communities.threads import long_here

from groundswell.communities.models import LogEntry
from groundswell.kit.errors import NotHere
from groundswell.responses.models import Version
from groundswell.responses.selectors.new_links import links_wait
from groundswell.responses.services import let_links_through, open_draft

LINK = 'href="https://water.example/agenda/6"'


def _page(client: Client, version: Version) -> str:
    return client.get(f"/ellery/answers/{version.response_id}/").content.decode()


def test_the_sources_of_somebody_new_are_named_and_lead_nowhere(cast: Cast, client: Client, recorded) -> None:
    version = stages.published(cast)
    page = _page(client, version)
    assert "Agenda of the water board, item 6" in page and LINK not in page and "joined less than three days ago" in page
    long_here(cast.cleo)
    client.force_login(cast.ben.account)
    assert LINK in _page(client, version) and recorded()[-1] == "responses.version_published"


def test_said_in_another_language_they_lead_nowhere_either(cast: Cast, client: Client, recorded) -> None:
    version = stages.published(cast)
    stages.put_into_spanish(cast, version)
    path = f"/ellery/answers/{version.response_id}/versions/1/in/es/"
    page = client.get(path).content.decode()
    assert "Agenda of the water board, item 6" in page and LINK not in page
    long_here(cast.cleo)
    client.force_login(cast.ben.account)
    assert LINK in client.get(path).content.decode() and recorded()[-1] == "responses.variant_written"


def test_in_a_draft_that_is_read_along_addresses_are_only_shown(cast: Cast, client: Client, recorded) -> None:
    draft = stages.started(cast)
    open_draft(response=draft, actor=cast.cleo.actor)
    client.force_login(cast.ben.account)
    page = client.get(f"/ellery/answers/{draft.pk}/along/").content.decode()
    assert "https://water.example/agenda/6" in page and LINK not in page
    assert recorded()[-1] == "responses.draft_opened"


def test_a_steward_lets_them_through_on_the_public_log(cast: Cast, client: Client, recorded) -> None:
    version = stages.published(cast)
    for actor in (cast.ben.actor, cast.cleo.actor, cast.visitor):
        with pytest.raises(NotHere):
            let_links_through(version=version, actor=actor)
    client.force_login(cast.ada.account)
    assert "Let these links through" in _page(client, version)
    for _press in range(2):
        client.post(f"/ellery/answers/{version.response_id}/versions/1/let-through/")
    page = _page(client, version)
    assert LINK in page and "Let these links through" not in page
    assert LogEntry.objects.filter(move="let_through", subject_id=version.pk).count() == 1
    assert recorded()[-1] == "responses.links_let_through"


def test_who_looks_after_the_community_lets_them_through(cast: Cast, recorded) -> None:
    version = stages.published(cast)
    version.response.community = cast.ferry
    version.response.save(update_fields=["community"])
    with pytest.raises(NotHere):
        let_links_through(version=version, actor=cast.ada.actor)
    let_links_through(version=version, actor=cast.ben.actor)
    assert not links_wait(version) and recorded()[-1] == "responses.links_let_through"


def test_what_communities_that_differ_agreed_on_waits_no_longer(cast: Cast, recorded) -> None:
    version = stages.ready(cast)
    assert not links_wait(version) and "responses.links_let_through" not in recorded()
