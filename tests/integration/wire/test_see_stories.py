"""The wire's pages: stories newest first, one story with its copies folded, the same for a visitor as for a member."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from tests.cast import Cast, assemble
from tests.news import take_in

from groundswell.kit import clock, slots
from groundswell.kit.db import scope
from groundswell.wire.models import Item, Story
from groundswell.wire.selectors import StoryPage, breaking
from groundswell.wire.services.counting import count_stories

WORDS = ("Ferry strike", "Mill sold", "Orchard blight", "Depot fire", "Tram derailed", "Quarry sealed", "Library reopened")
PAGE = "/ellery/wire/"


def _story_page(story: Story) -> str:
    return f"{PAGE}{story.pk}/"


def _text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def _days(count: int) -> list[dict[str, str]]:
    """As many stories, one a month so that none joins another."""
    return [
        {
            "title": f"{WORDS[number % 7]} {chr(65 + number % 26) * 3}{number}",
            "published": f"{1990 + number // 12}-{1 + number % 12:02}-01",
            "source": f"Outlet {number}",
        }
        for number in range(count)
    ]


def test_stories_are_listed_newest_first(cast: Cast, client: Client) -> None:
    take_in(cast.campaign.pk, *_days(3))
    found = re.findall(r"<h2><a href=\"/ellery/wire/[0-9a-f-]{36}/\">(.*?)</a>", _text(client.get(PAGE)))
    assert found == ["Orchard blight CCC2", "Mill sold BBB1", "Ferry strike AAA0"]


def test_the_list_goes_on_where_it_ended(cast: Cast, client: Client) -> None:
    take_in(cast.campaign.pk, *_days(65))
    assert Story.objects.count() == 65
    seen: list[str] = []
    address = "?"
    for _page in range(3):
        text = _text(client.get(PAGE + address))
        seen += re.findall(r"id=\"story-([0-9a-f-]{36})\"", text)
        older = re.search(r"href=\"(\?before=[^\"]+)\"", text)
        address = older.group(1) if older else ""
    assert address == ""
    expected = Story.objects.order_by("-last_at", "-id").values_list("pk", flat=True)
    assert [uuid.UUID(pk) for pk in seen] == list(expected)


@pytest.mark.parametrize("key", ["x", "1-x", "99999999999999999999999-" + "0" * 32, "-"])
def test_a_broken_key_is_the_first_page(cast: Cast, client: Client, key: str) -> None:
    take_in(cast.campaign.pk, *_days(2))
    assert "Mill sold" in _text(client.get(PAGE, {"before": key}))


def test_an_empty_wire_says_how_news_comes_in(cast: Cast, client: Client) -> None:
    text = _text(client.get(PAGE))
    assert "No news has come in yet." in text
    assert "groundswell wire ingest --campaign ellery FILE" in text


def test_a_story_shows_its_items_with_copies_folded(cast: Cast, client: Client) -> None:
    take_in(
        cast.campaign.pk,
        {"link": "https://alder.example/flood", "lead": "The river rose over the deck of the old bridge on Monday."},
        {"source": "Orchard Radio", "published": "2026-05-31T02:00:00Z", "link": "https://radio.example/1",
         "lead": "The river rose over the deck of the old bridge on Monday."},
        {"source": "", "title": "Old Marrow Bridge closed as flood rises", "published": "2026-05-31T03:00:00Z"},
    )  # fmt: skip
    story = Story.objects.get()
    text = _text(client.get(_story_page(story)))
    assert '<h1 dir="auto">Flood closes Marrow Bridge</h1>' in text
    assert "3 items, one outlet" in text  # who repeats another is no second outlet
    folded = text[text.index("<details") : text.index("</details>")]
    assert "one copy elsewhere" in folded and "Orchard Radio" in folded
    assert text.count("Flood closes Marrow Bridge</a>") == 1
    assert '<a href="https://alder.example/flood" rel="noopener">' in text
    assert "unnamed source" in text
    assert "items came between 31 May 2026, midnight" in text or "3 items came between" in text


def test_a_changed_item_says_so(cast: Cast, client: Client) -> None:
    link = {"link": "https://alder.example/flood"}
    take_in(cast.campaign.pk, link, {**link, "title": "Flood closes Marrow Bridge for weeks"})
    text = _text(client.get(_story_page(Story.objects.get())))
    assert "changed" in text and "as it read before" in text
    assert text.index("for weeks</a>") < text.index("<li>Flood closes Marrow Bridge<br>")


def test_what_others_wrote_is_never_markup(cast: Cast, client: Client) -> None:
    take_in(cast.campaign.pk, {"title": "a < b && c > d", "lead": "1 < 2 <u>under</u>", "source": "A & B <i>"})
    text = _text(client.get(_story_page(Story.objects.get())))
    assert "a &lt; b &amp;&amp; c &gt; d" in text and "A &amp; B" in text
    assert "<u>" not in text and "<i>" not in text


def test_the_room_above_fills_answers_and_marks(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillings", {})
    take_in(cast.campaign.pk, {}, {"published": "2026-05-31T09:00:00Z", "source": "Orchard Radio"})
    story = Story.objects.get()

    def marks(request: HttpRequest, *, story: Story) -> dict[str, Any]:
        return {"first": story.last_at, "ready": None}

    assert "First answer" not in _text(client.get(_story_page(story)))
    slots.register("wire.story.marks", select=marks)
    nothing = {"page": StoryPage([], None), "first": False, "room": ""}
    slots.register("wire.story.answers", select=lambda request, story: nothing, template="wire/_stories.html")
    text = _text(Client().get(_story_page(story)))  # another: to this one the page would be shown as it was
    assert "First answer" in text and 'class="mark first"' in text
    assert text.index('id="head"') < text.index('id="older-stories"') < text.index('id="items"')


def test_the_list_says_how_far_the_answers_are(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillings", {})
    take_in(cast.campaign.pk, {})
    story = Story.objects.get()
    assert "No answer yet." in _text(client.get(PAGE))
    known = {story.pk: SimpleNamespace(ready=1, waiting=2, communities=3)}
    slots.register("wire.stories.answers", select=lambda request, stories: {"answered": known})
    for page in (PAGE, PAGE + "?part=home"):
        text = " ".join(_text(client.get(page, headers={"HX-Request": "true"})).split())
        assert "<strong>One ready answer</strong>, adopted by 3 communities. 2 more need readers." in text
    known[story.pk] = SimpleNamespace(ready=0, waiting=1, communities=0)
    assert "One answer needs readers." in _text(Client().get(PAGE))


def test_a_page_asks_for_its_parts_alone(cast: Cast, client: Client) -> None:
    take_in(cast.campaign.pk, {})
    story = Story.objects.get()
    assert _text(client.get(PAGE, headers={"HX-Request": "true"})).lstrip().startswith('<div id="stories"')
    assert _text(client.get(_story_page(story) + "?part=head")).lstrip().startswith('<div id="head"')
    assert _text(client.get(_story_page(story) + "?part=items")).lstrip().startswith('<section id="items"')
    assert "<html" in _text(client.get(_story_page(story) + "?part=other"))


def test_a_story_of_another_campaign_is_not_here(cast: Cast, client: Client) -> None:
    other = assemble("marlow")
    with scope(other.campaign.pk):
        take_in(other.campaign.pk, {})
        story = Story.objects.get()
    for player in (None, cast.cleo.account, cast.ada.account):
        if player:
            client.force_login(player)
        assert client.get(_story_page(story)).status_code == 404
        assert client.get(_story_page(Story(id=uuid.uuid4()))).status_code == 404
    assert client.get(f"/marlow/wire/{story.pk}/").status_code == 200


def test_a_list_of_thirty_and_a_story_of_fifty_take_few_queries(
    cast: Cast, client: Client, django_assert_num_queries: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "_fillings", {})
    take_in(cast.campaign.pk, *_days(40))
    with django_assert_num_queries(4):  # begin, the campaign, the stories, end
        client.get(PAGE)
    rows = [
        {"published": f"2026-05-{1 + n % 9:02}T{n % 24:02}:00:00Z", "source": f"Outlet {n}", "lead": f"{n}"} for n in range(60)
    ]
    take_in(cast.campaign.pk, *rows)
    story = Story.objects.order_by("-item_count")[0]
    assert Item.objects.filter(story=story).count() == 60
    with django_assert_num_queries(
        8
    ):  # begin, the campaign, the story, when its items came, its items, its touches, its pairs, end
        client.get(_story_page(story))
    client.force_login(cast.cleo.account)
    # And the session, the account with its member, pillars, communities, what they said, how much is new for them.
    with django_assert_num_queries(14):
        client.get(_story_page(story))


def test_what_breaks_says_so_in_the_list(cast: Cast, client: Client) -> None:
    at = datetime(2026, 5, 31, 12, tzinfo=UTC)
    words = ("begins", "goes on", "spreads", "talks", "vote", "ends")
    times = [(at - timedelta(minutes=41 - 8 * number)).isoformat() for number in range(6)]
    rows = [
        {"title": f"Ferry strike {word}", "source": word, "published": time} for word, time in zip(words, times, strict=True)
    ]
    take_in(cast.campaign.pk, *rows)
    story = Story.objects.order_by("id")[0]
    Item.objects.update(story=story, copy_of=None)
    count_stories(campaign_id=cast.campaign.pk, stories=[story.pk])
    story.refresh_from_db()
    with clock.at(at):
        assert "6 outlets in 40 minutes" in _text(client.get(PAGE))
    assert breaking([story], at + timedelta(days=3)) == {}
