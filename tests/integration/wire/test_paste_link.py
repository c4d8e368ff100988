"""A member puts a page on the wire by its address: it is read once, where its site allows it, and joins its story."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from tests.cast import Cast, assemble
from tests.web import Page, Web

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, NotHere
from groundswell.wire import tasks
from groundswell.wire.feeds.looking import look_at_page
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Sandbox, SitePage
from groundswell.wire.models import Item, PastedLink
from groundswell.wire.services import add_source, paste_link
from groundswell.wire.services.pasting import Seen, take_in_link

Recorded = Callable[[], list[str]]
ADDRESS = "http://alder.example/flood"
PAGE = SitePage(
    "Flood closes Marrow Bridge", "Water rose <b>over</b> night.", "The Alder Post", "2026-05-31T08:00:00Z", "en-GB", []
)


def pasted(cast: Cast, title: str = "", page: SitePage | None = PAGE, problem: str = "") -> PastedLink:
    link = paste_link(address=ADDRESS, title=title, actor=cast.cleo.actor)
    return take_in_link(link=link, seen=Seen(ADDRESS, page, problem), actor=machine(cast.campaign.pk))


def test_paste_a_link(cast: Cast, recorded: Recorded) -> None:
    link = pasted(cast)
    assert link.state == "done" and link.item is not None
    item = Item.objects.get()
    assert (item.title, item.lead, item.url, item.language) == (
        "Flood closes Marrow Bridge",
        "Water rose over night.",
        ADDRESS,
        "en",
    )
    assert (item.source.name, item.published.hour) == ("alder.example", 8)
    assert recorded() == ["wire.link_pasted", "wire.items_arrived", "wire.story_opened"]


def test_a_job_is_asked_to_look(cast: Cast, recorded: Recorded) -> None:
    paste_link(address=ADDRESS, actor=cast.cleo.actor)
    paste_link(address=ADDRESS, actor=cast.cleo.actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'wire.look_at_link'")
        assert cursor.fetchone() == (1,)
    assert recorded() == ["wire.link_pasted"]


def test_no_transaction_is_open_while_it_is_looked_at(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = assemble("pasted")
    with scope(cast.campaign.pk):
        link = paste_link(address=ADDRESS, actor=cast.cleo.actor)
    inside: list[bool] = []

    def look(address: str) -> Seen:
        inside.append(connection.in_atomic_block)
        return Seen(address, PAGE)

    monkeypatch.setattr(tasks, "look", look)
    tasks.look_at_link(cast.campaign.pk, link=str(link.pk))
    tasks.look_at_link(cast.campaign.pk, link=str(link.pk))  # begun again after a kill, it finds it done
    assert inside == [False]
    with scope(cast.campaign.pk):
        assert Item.objects.get().title == PAGE.title


def test_a_page_of_a_site_that_is_read_belongs_to_its_source(cast: Cast, recorded: Recorded) -> None:
    source = add_source(address="http://www.alder.example/feed", name="The Alder Post", actor=cast.cleo.actor)
    pasted(cast)
    assert Item.objects.get().source == source
    assert recorded()[0] == "wire.source_added"


def test_the_title_somebody_wrote_counts_and_does_without_the_page(cast: Cast, recorded: Recorded) -> None:
    link = pasted(cast, title="Flood at the bridge", page=None, problem="robots")
    assert link.state == "done" and Item.objects.get().title == "Flood at the bridge"
    assert recorded()[-1] == "wire.story_opened"


def test_a_page_that_cannot_be_read_says_why(cast: Cast, client: Client, recorded: Recorded) -> None:
    link = pasted(cast, page=None, problem="robots")
    assert (link.state, link.problem) == ("refused", "robots") and not Item.objects.exists()
    client.force_login(cast.cleo.account)
    assert "Write the title yourself" in client.get(f"/ellery/wire/paste/{link.pk}/").content.decode()
    assert recorded() == ["wire.link_pasted"]


def test_a_page_that_is_there_already_leads_to_its_story(cast: Cast, recorded: Recorded) -> None:
    first, again = pasted(cast), pasted(cast)
    assert again.state == "done" and first.item == again.item and Item.objects.count() == 1
    assert recorded() == ["wire.link_pasted", "wire.items_arrived", "wire.story_opened", "wire.link_pasted"]


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "javascript:alert(1)", "x", "http://localhost:8000/"])
def test_an_address_inside_is_refused(cast: Cast, recorded: Recorded, address: str) -> None:
    with pytest.raises(BadInput):
        paste_link(address=address, actor=cast.cleo.actor)
    with pytest.raises(NotHere):
        paste_link(address=ADDRESS, actor=cast.visitor)
    assert recorded() == []


def test_the_page_says_what_became_of_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.cleo.account)
    response = client.post("/ellery/wire/paste/", {"address": ADDRESS, "title": ""})
    assert response.status_code == 302
    assert "being looked at" in client.get(response["Location"]).content.decode()
    take_in_link(link=PastedLink.objects.get(), seen=Seen(ADDRESS, PAGE), actor=machine(cast.campaign.pk))
    assert "It is on the wire" in client.get(response["Location"]).content.decode()
    assert client.post("/ellery/wire/paste/", {"address": "http://10.0.0.1/"}).status_code == 422


def _look(web: Web) -> SitePage:
    async def visit() -> SitePage:
        sandbox = Sandbox()
        try:
            async with web.open():
                return (await look_at_page(ADDRESS, fetcher=web.fetcher(), sandbox=sandbox))[0]
        finally:
            sandbox.close()

    return asyncio.run(visit())


def test_a_page_is_read_where_its_site_allows_it() -> None:
    web = Web()
    web.pages[ADDRESS] = Page("<html><head><title>Flood</title></head></html>")
    assert _look(web).title == "Flood"
    web.pages["http://alder.example/robots.txt"] = Page("User-agent: *\nDisallow: /private\n")
    assert _look(web).title == "Flood"
    for rule in ("User-agent: *\nDisallow: /\n", "User-agent: Groundswell\nDisallow: /flood\n"):
        web.pages["http://alder.example/robots.txt"] = Page(rule)
        with pytest.raises(CannotUse, match="robots"):
            _look(web)
    for nonsense in ("User-agent: *\nCrawl-delay: \u00b2\n", "User-agent: *\nDisallow: //[x\n"):
        web.pages["http://alder.example/robots.txt"] = Page(nonsense)
        assert _look(web).title == "Flood"
    web.pages["http://alder.example/robots.txt"] = Page(status=503)
    with pytest.raises(CannotUse, match="robots"):
        _look(web)
    assert [asked.address for asked in web.asked].count(ADDRESS) == 4
