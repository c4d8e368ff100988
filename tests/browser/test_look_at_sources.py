"""The pages of sources, in every state a source can be in: accessible, in their window, in both themes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.news import take_in

from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.wire.models import Feed, PastedLink, Source, Story
from groundswell.wire.services import add_source, change_rules, paste_link
from groundswell.wire.services.pasting import Seen, take_in_link

LONG = "https://a-newspaper-with-a-very-long-name-indeed.example/feeds/everything/all-of-the-news/rss.xml?format=full&edition=valley"


@pytest.fixture
def cast(committed: None) -> Cast:
    """A campaign with sources that are well, broken, gone, paused, satire; for real."""
    found = assemble()
    with scope(found.campaign.pk):
        actor = found.cleo.actor
        take_in(
            found.campaign.pk,
            {"link": "https://alder.example/1"},
            {"link": "https://alder.example/1", "title": "Flood closes bridge"},
        )
        alder = add_source(address="https://alder.example/feed", name="The Alder Post", language="en", actor=actor)
        offered = [{"address": "https://alder.example/sport", "title": "Sport"}]
        later = now() + timedelta(minutes=7)
        Feed.objects.filter(source=alder).update(
            state="read", read_at=now(), next_at=later, taken=412, dropped=3, offered=offered
        )
        for name, address, kind, said in (
            ("Orchard Radio", LONG, "news", {"problem": "no_name", "failures": 4, "next_at": later}),
            ("The Daily Wink", "https://wink.example/rss", "satire", {"state": "paused"}),
            ("Water board", "https://board.example/rss", "official", {"state": "gone", "problem": "gone", "failures": 1}),
            ("", "https://new.example/", "news", {}),
        ):
            source = add_source(address=address, name=name, kind=kind, actor=actor)
            Feed.objects.filter(source=source).update(**said) if said else None
        change_rules(keep_words="", drop_words="horoscope\nlottery", actor=found.ada.actor)
        for address, problem in (("https://far.example/1", "robots"), ("https://far.example/2", "")):
            link = paste_link(address=address, title="" if problem else "Bridge closed", actor=actor)
            take_in_link(link=link, seen=Seen(address, problem=problem or "no_title"), actor=machine(found.campaign.pk))
    return found


def test_what_a_member_sees(cast: Cast, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.cleo.account)
    with scope(cast.campaign.pk):
        alder, radio, board = (Source.objects.get(name=name).pk for name in ("The Alder Post", "Orchard Radio", "Water board"))
        refused, done = (PastedLink.objects.get(state=state).pk for state in ("refused", "done"))
        story = Story.objects.order_by("first_at").first()
    assert story is not None
    wire = "/ellery/wire"
    for name, address in {
        "sources": f"{wire}/sources/",
        "sources-failing": f"{wire}/sources/?only=failing",
        "source": f"{wire}/sources/{alder}/",
        "source-broken": f"{wire}/sources/{radio}/",
        "source-gone": f"{wire}/sources/{board}/",
        "source-add": f"{wire}/sources/add/",
        "source-change": f"{wire}/sources/{alder}/change/",
        "rules": f"{wire}/rules/",
        "paste": f"{wire}/paste/",
        "pasted-refused": f"{wire}/paste/{refused}/",
        "pasted-done": f"{wire}/paste/{done}/",
        "story-changed": f"{wire}/{story.pk}/",
        "pair": f"{wire}/{story.pk}/pair/",
    }.items():
        answer = page.goto(address)
        assert answer is not None and answer.ok, f"{address} answers {answer and answer.status}"
        look.judge(page, name)


def test_a_source_that_is_looked_at_shows_by_itself_what_was_found(
    cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    with scope(cast.campaign.pk):
        feed = Feed.objects.select_related("source").get(address="https://new.example/")
    page.goto(f"/ellery/wire/sources/{feed.source_id}/")
    expect(page.get_by_text("Being looked at for the first time")).to_be_visible()
    with scope(cast.campaign.pk):
        Feed.objects.filter(pk=feed.pk).update(state="read", read_at=now(), taken=17)
    expect(page.get_by_text("It brought 17 items.")).to_be_visible(timeout=20_000)
