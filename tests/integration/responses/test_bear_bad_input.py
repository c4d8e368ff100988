"""Whatever is sent to the forms of answers and links: words and no failure, nothing half-written, what was typed stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils.html import escape
from tests import stages
from tests.cast import Cast, assemble

from groundswell.kit.db import scope
from groundswell.kit.ids import uuid7
from groundswell.sharing.services import make_pass_on

BAD: Mapping[str, str] = {
    "empty": "",
    "blank": " \n\t\u00a0\u200b ",
    "huge": "word " * 60_000,
    "one long word": "x" * 20_000,
    "right to left": "\u202eاسأل عن العينات أولا\u202c",
    "emoji": "🌊👩‍👩‍👧‍👦🏳️‍🌈" * 30,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;'\"{{ 7*7 }}{% raw %}",
    "a nought": "before\x00after",
    "lone surrogate": "broken \ud800 text",
    "sql": "'; DROP TABLE responses_version; --",
}
Place = Callable[[Cast], str]


@dataclass(frozen=True)
class Form:
    """A form: who sends it, where it leads, its fields, and which of them holds the bad words."""

    who: str
    place: Place
    fields: Mapping[str, str]
    bad: str


def _answer(rest: str) -> Place:
    return lambda cast: f"answers/{stages.published(cast).response_id}/{rest}"


def _first_draft(cast: Cast) -> str:
    return f"answers/{stages.started(cast).pk}/edit/"


def _link(cast: Cast) -> str:
    return f"p/{make_pass_on(adoption=stages.adopted(cast), actor=cast.ben.actor).code}/on"


def _adoption(cast: Cast) -> str:
    version = stages.ready(cast)
    return f"answers/{version.response_id}/versions/1/adopt/"


FORMS: Mapping[str, Form] = {
    "start": Form("ben", lambda cast: f"answers/start/{stages.story(cast).pk}/", {"revision": "0"}, "title"),
    "edit, title": Form("cleo", _first_draft, {"revision": "1"}, "title"),
    "edit, body": Form("cleo", _first_draft, {"revision": "1", "title": "Ask"}, "body"),
    "edit, source": Form("cleo", _first_draft, {"revision": "1", "title": "Ask", "source_title_0": "A"}, "source_url_0"),
    "edit, revision": Form("cleo", _first_draft, {"title": "Ask"}, "revision"),
    "publish, revision": Form("cleo", lambda cast: f"answers/{stages.started(cast).pk}/publish/", {}, "revision"),
    "rate, value": Form("ben", _answer("versions/1/rate/"), {}, "value"),
    "rate, reason": Form("ben", _answer("versions/1/rate/"), {"value": "yes"}, "reason"),
    "challenge, reason": Form("ben", _answer("versions/1/challenge/"), {"kind": "fact"}, "reason"),
    "challenge, link": Form("ben", _answer("versions/1/challenge/"), {"kind": "fact", "reason": "Wrong."}, "url"),
    "fork, key": Form("ben", _answer("versions/1/fork/"), {}, "key"),
    "letter": Form("ben", _answer("letters/write/"), {}, "text"),
    "words for a channel": Form("ben", _answer("versions/1/words/sms/write/"), {}, "text"),
    "adopt, words": Form("ben", _adoption, {}, "words"),
    "adopt, community": Form("ben", _adoption, {}, "community"),
    "ask": Form("ben", lambda cast: "answers/questions/ask/", {}, "title"),
    "invite an author": Form("cleo", lambda cast: f"answers/{stages.started(cast).pk}/authors/invite/", {}, "member"),
    "pass it on, key": Form("", _link, {}, "key"),
}


def rows() -> dict[str, int]:
    """How much there is in the two rooms."""
    return {
        model._meta.label: model.objects.count()
        for label in ("responses", "sharing")
        for model in apps.get_app_config(label).get_models()
    }


UNTYPED = ("revision", "value", "key", "community", "member")  # nobody types these: a page need not give them back


@pytest.mark.parametrize("name", FORMS)
def test_bad_words_are_answered_with_words(cast: Cast, client: Client, name: str) -> None:
    form = FORMS[name]
    path = f"/ellery/{form.place(cast)}"
    if form.who:
        client.force_login(getattr(cast, form.who).account)
    before = rows()
    for bad, words in BAD.items():
        with transaction.atomic():  # each as if it were the first
            sent = {**form.fields, form.bad: words.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
            answer = client.post(path, sent)
            assert answer.status_code in {200, 302, 404, 409, 422, 429}, (bad, answer.status_code)
            page = answer.content.decode()
            assert "<script>alert(1)" not in page and "<img src=x" not in page, bad
            if answer.status_code != 302:
                assert rows() == before, f"{bad}: what was refused left nothing behind"
            if answer.status_code == 422 and bad in ("markup", "right to left", "sql") and form.bad not in UNTYPED:
                assert str(escape(sent[form.bad])) in page, f"{bad}: what was typed stays"
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith("edit, revision")])
def test_sent_twice_is_done_once(cast: Cast, client: Client, name: str) -> None:
    form = FORMS[name]
    path = f"/ellery/{form.place(cast)}"
    if form.who:
        client.force_login(getattr(cast, form.who).account)
    sent = {**form.fields, form.bad: str(uuid7()) if form.bad == "key" else "Ask for the samples tonight"}
    client.post(path, sent)
    once = rows()
    again = client.post(path, sent)
    assert again.status_code in {200, 302, 404, 409, 422, 429}
    assert rows() == once or name == "start", "a doubled post doubles nothing"


def test_things_of_another_campaign_are_not_here(cast: Cast, client: Client) -> None:
    other = assemble("holt")
    with scope(other.campaign.pk):
        version = stages.published(other)
        letter, challenge = stages.written(other, version), stages.challenged(other, version)
    client.force_login(cast.cleo.account)
    response = version.response_id
    posts: dict[str, dict[str, Any]] = {
        f"answers/{response}/versions/1/rate/": {"value": "yes"},
        f"answers/{response}/versions/1/fork/": {"key": str(uuid7())},
        f"answers/{response}/versions/1/challenge/": {"kind": "fact", "reason": "Wrong."},
        f"answers/{response}/letters/write/": {"text": "Hello."},
        f"answers/letters/{letter.correspondence_id}/answer/": {"text": "Hello."},
        f"answers/challenges/{challenge.pk}/answer/": {"answer": "Hello."},
        f"answers/start/{version.response.story_id}/": {"title": "Ours"},
    }
    for path, sent in posts.items():
        assert client.post(f"/ellery/{path}", sent).status_code == 404, path
    mine = stages.ready(cast)
    client.force_login(cast.ben.account)
    forged = client.post(f"/ellery/answers/{mine.response_id}/versions/1/adopt/", {"community": str(other.ferry.pk)})
    assert forged.status_code == 422 and not mine.adoptions.exists()
