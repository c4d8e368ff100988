"""What lies at the links that answers name is looked at once, on the open web alone; what fails is said and tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from tests.cast import Cast
from tests.stages import WORDS, adopted, published, started
from tests.web import Page, Web

from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.errors import NotHere
from groundswell.responses import tasks
from groundswell.responses.content import Source
from groundswell.responses.models import SourcePage
from groundswell.responses.services import close_draft, open_draft, save_working_copy
from groundswell.responses.services.sourcing import Read, ask_again, name_sources, note_source
from groundswell.sharing.services import make_pass_on
from groundswell.wire import tasks as wire

Ask = Callable[..., HttpResponse]
Recorded = Callable[[], list[str]]
URL = WORDS.sources[0].url
AGENDA = "<title>Agenda, item 6</title><meta name=description content='Samples of <b>last</b> month are tabled.'>"


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'responses.look_at_source'")
        return int(cursor.fetchone()[0])


def read(cast: Cast, found: Read) -> SourcePage:
    return note_source(page=SourcePage.objects.get(), read=found, actor=machine(cast.campaign.pk))


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    """The open web as the job sees it: made up, and served while the job looks."""
    made, look = Web(), wire.look

    async def seen(address: str) -> wire.Seen:
        async with made.open():
            return await asyncio.to_thread(look, address, fetcher=made.fetcher())

    monkeypatch.setattr(tasks, "look", lambda address: asyncio.run(seen(address)))
    return made


def test_a_link_is_looked_at_once(cast: Cast, ask: Ask, web: Web, recorded: Recorded) -> None:
    web.pages[URL.replace("https", "http")] = Page(AGENDA, headers={"Content-Type": "text/html"})
    version = published(cast, replace(WORDS, sources=(Source("Agenda", URL.replace("https", "http")),)))
    assert jobs() == 1, "asked for when it was published"
    assert "This page is being looked at." in ask(f"{version.response_id}/").content.decode()
    page = SourcePage.objects.get()
    for _twice in range(2):
        tasks.look_at_source(cast.campaign.pk, page=str(page.pk))
    page.refresh_from_db()
    assert (page.state, page.title, page.excerpt) == ("read", "Agenda, item 6", "Samples of last month are tabled.")
    assert len([one for one in web.asked if "robots" not in one.address]) == 1
    shown = ask(f"{version.response_id}/").content.decode()
    assert "water.example" in shown and "Agenda, item 6" in shown and "Samples of last month are tabled." in shown
    assert recorded()[-1] == "responses.source_looked_at"


def test_a_private_network_is_not_looked_into(cast: Cast, ask: Ask, web: Web) -> None:
    web.names["water.example"] = ["192.168.0.7"]
    version = published(cast)
    tasks.look_at_source(cast.campaign.pk, page=str(SourcePage.objects.get().pk))
    page = SourcePage.objects.get()
    assert (page.state, page.problem, page.again_at, web.asked) == ("failed", "forbidden", None, [])
    shown = ask(f"{version.response_id}/").content.decode()
    assert "This address lies in a private network." in shown and "For you it may open." in shown


def test_what_fails_is_tried_again_further_apart(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    page = read(cast, Read(problem="no_answer"))
    assert page.again_at and timedelta(minutes=59) < page.again_at - now() < timedelta(minutes=61)
    assert "We try again by ourselves; for you it may open." in ask(f"{version.response_id}/").content.decode()
    assert ask_again(actor=machine(cast.campaign.pk)) == 0, "not before its time"
    with clock.at(now() + timedelta(hours=2)):
        assert ask_again(actor=machine(cast.campaign.pk)) == 1 and ask_again(actor=machine(cast.campaign.pk)) == 0
    assert jobs() == 2
    for _try in range(4):
        page = read(cast, Read(problem="no_answer"))
    assert (page.tries, page.again_at) == (5, None), "after a week it is left"


def test_a_look_that_never_ended_is_asked_for_again(cast: Cast) -> None:
    published(cast)
    assert ask_again(actor=machine(cast.campaign.pk)) == 0, "its job waits, or is at it"
    for hours, jobs_by_then in ((2, 2), (4, 3)):
        with clock.at(now() + timedelta(hours=hours)):
            assert ask_again(actor=machine(cast.campaign.pk)) == 1 and ask_again(actor=machine(cast.campaign.pk)) == 0
        assert jobs() == jobs_by_then
    assert read(cast, Read("Agenda, item 6")).again_at is None
    with clock.at(now() + timedelta(hours=9)):
        assert ask_again(actor=machine(cast.campaign.pk)) == 0, "what was read is left"


def test_nobody_learns_what_a_private_draft_names(cast: Cast, recorded: Recorded) -> None:
    response = started(cast)
    save_working_copy(response=response, content=replace(WORDS, title="Later"), revision=1, actor=cast.cleo.actor)
    assert not SourcePage.objects.exists() and jobs() == 0
    open_draft(response=response, actor=cast.cleo.actor)
    assert jobs() == 1 and recorded()[-1] == "responses.draft_opened"
    more = replace(WORDS, sources=(*WORDS.sources, Source("Minutes", "https://water.example/minutes")))
    save_working_copy(response=response, content=more, revision=2, actor=cast.cleo.actor)
    assert jobs() == 2, "what is read along is checked along"
    close_draft(response=response, actor=cast.cleo.actor)
    again = replace(WORDS, sources=(Source("Letter", "https://water.example/letter"),))
    save_working_copy(response=response, content=again, revision=3, actor=cast.cleo.actor)
    assert jobs() == 2


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("no_title", "It holds no text that a program can read: a PDF or a picture, perhaps."),
        ("robots", "The site asks programs not to read this page."),
        ("gone", "The site says that this is gone for good."),
    ],
)
def test_what_another_try_would_not_change(cast: Cast, ask: Ask, problem: str, words: str) -> None:
    version = published(cast)
    assert read(cast, Read(problem=problem)).again_at is None
    assert words in ask(f"{version.response_id}/").content.decode()
    tasks.look_at_source(cast.campaign.pk, page=str(SourcePage.objects.get().pk))
    assert SourcePage.objects.get().tries == 1, "nobody asks the site again"


def test_a_link_without_a_name_is_called_as_its_page(cast: Cast, ask: Ask, client: Client) -> None:
    words = replace(WORDS, sources=(Source(URL, URL),))
    adoption = adopted(cast, words)
    read(cast, Read("Agenda, item 6", "Samples are tabled."))
    assert "Agenda, item 6</a>" in ask(f"{adoption.version.response_id}/").content.decode()
    link = make_pass_on(adoption=adoption, actor=cast.ben.actor)
    landing = client.get(f"/ellery/p/{link.code}").content.decode()
    assert ">Agenda, item 6</a>" in landing and "Samples are tabled." in landing


def test_who_writes_is_not_held_up_by_too_many_links(cast: Cast) -> None:
    response = started(cast)
    open_draft(response=response, actor=cast.cleo.actor)
    for number in range(11):
        sources = tuple(Source(f"{one}", f"https://water.example/{number}/{one}") for one in range(20))
        save_working_copy(
            response=response, content=replace(WORDS, sources=sources), revision=number + 1, actor=cast.cleo.actor
        )
    assert SourcePage.objects.count() == 181, "no more are asked for today; all of it is saved"
    with pytest.raises(NotHere):
        name_sources(sources=WORDS.sources, actor=cast.visitor)
    with pytest.raises(NotHere):
        read_by_hand(cast)


def read_by_hand(cast: Cast) -> None:
    page = SourcePage.objects.order_by("pk").first()
    assert page is not None
    note_source(page=page, read=Read("Mine"), actor=cast.ada.actor)
