"""Words for one channel hang on a version: any member writes them, what would not arrive is refused, all read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.stages import published, ready, said, second_version

from groundswell.communities.services.reports import hide_thing
from groundswell.kit.errors import BadInput, NotHere, Refused
from groundswell.responses.models import Variant
from groundswell.responses.selectors.saying import ready_made
from groundswell.responses.services import write_variant

Ask = Callable[..., HttpResponse]


def test_any_member_writes_and_is_credited(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    variant = write_variant(version=version, channel="email", subject=" The\nsamples ", text="Dear all", actor=cast.ben.actor)
    assert (variant.written_by, variant.subject, variant.version) == (cast.ben.member, "The samples", version)
    assert recorded()[-1] == "responses.variant_written"


def test_sent_twice_it_is_there_once(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    first = said(cast)
    assert said(cast, first.version) == first
    changed = said(cast, first.version, "Ask for them.")
    assert changed == first and Variant.objects.get().text == "Ask for them."
    assert recorded()[-2:] == ["responses.variant_written", "responses.variant_changed"]


@pytest.mark.parametrize(
    ("channel", "subject", "text", "field"),
    [
        ("sms", "", "a" * 919, "text"),
        ("sms", "", "ж" * 403, "text"),
        ("post", "", "a" * 301, "text"),
        ("speech", "", "word " * 113, "text"),
        ("letter", "", " \n ", "text"),
        ("email", "", "Dear all", "subject"),
        ("pigeon", "", "coo", "channel"),
    ],
)
def test_what_would_not_arrive_is_said_at_its_field(cast: Cast, channel: str, subject: str, text: str, field: str) -> None:
    version = published(cast)
    with pytest.raises(BadInput) as refusal:
        write_variant(version=version, channel=channel, subject=subject, text=text, actor=cast.ben.actor)
    assert refusal.value.field == field and not Variant.objects.exists()


def test_who_is_outside_writes_none_and_a_hidden_version_takes_none(cast: Cast) -> None:
    version = published(cast)
    for actor in (cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            write_variant(version=version, channel="sms", text="Ask", actor=actor)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="It names a neighbour.", actor=cast.ada.actor)
    with pytest.raises(Refused, match="hidden"):
        write_variant(version=version, channel="sms", text="Ask", actor=cast.ben.actor)


def test_the_page_keeps_what_was_typed_and_counts_it(cast: Cast, ask: Ask) -> None:
    path = f"{published(cast).response_id}/versions/1/words/sms/"
    assert "Nobody has put it into words for this yet." in ask(path).content.decode()
    page = ask(f"{path}write/", "ben", {"text": "long – " * 100})
    text = page.content.decode()
    assert page.status_code == 422 and "more than 6 text messages" in text and "long – long" in text
    assert '<dd data-fact="messages">11</dd>' in text and '<b data-fact="costly">–</b>' in text
    assert ask(f"{path}write/", "ben", {"text": "Ask <b>tonight</b>."}).headers["Location"] == f"/ellery/answers/{path}"
    shown = ask(path, "ada").content.decode()
    assert "Ask tonight." in shown and "One text message" in shown and "By Ben" in shown
    assert "By Ben" not in ask(path, "").content.decode()


def test_the_part_comes_alone_and_an_unknown_channel_is_not_here(cast: Cast, ask: Ask) -> None:
    variant = said(cast)
    path = f"{variant.version.response_id}/versions/1/words"
    part = ask(f"{path}/sms/", **{"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section") and variant.text in part and f"sms:?body={variant.text.split()[0]}" in part
    assert ask(f"{path}/pigeon/").status_code == ask(f"{path}/pigeon/write/", "ben").status_code == 404


def test_words_say_that_the_text_moved_on(cast: Cast, ask: Ask) -> None:
    first = ready(cast)
    said(cast, first)
    second_version(cast, first)
    page = ask(f"{first.response_id}/").content.decode()
    assert "The text has moved on since these words were written for version 1." in page
    assert "moved on" not in ask(f"{first.response_id}/versions/1/words/post/").content.decode()


def test_what_a_host_hid_is_offered_to_nobody(cast: Cast, ask: Ask) -> None:
    variant = said(cast)
    assert ready_made(variant.version, cast.visitor) == [variant]
    hide_thing(subject_type="responses.Variant", subject_id=variant.pk, reason="It names her.", actor=cast.ada.actor)
    assert ready_made(variant.version, cast.visitor) == []
    assert variant.text not in ask(f"{variant.version.response_id}/").content.decode()


def test_the_part_costs_the_same_however_many_wrote(cast: Cast, ask: Ask) -> None:
    variant = said(cast)
    path = f"{variant.version.response_id}/versions/1/words/sms/"
    ask(path, "ada")
    with CaptureQueriesContext(connection) as few:
        ask(path, "ada")
    for player in (cast.ben, cast.ada):
        write_variant(version=variant.version, channel="sms", text="Ask tonight", actor=player.actor)
    with CaptureQueriesContext(connection) as many:
        ask(path, "ada")
    assert len(many) == len(few) <= 14
