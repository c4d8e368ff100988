"""Answers that say much the same are noticed and offered for joining; what is not the same can be said, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.stages import WORDS, asked, forked, published

from groundswell.communities.services import hide_thing
from groundswell.kit.errors import NotHere, Refused
from groundswell.responses.content import Content
from groundswell.responses.models import KeptApart, Response, Version
from groundswell.responses.policies import can_see_kept_apart, kept_apart_visible_to
from groundswell.responses.selectors.alike import alike_among, alike_to
from groundswell.responses.services import keep_apart, lift_apart, publish_version, start_response

SAME = replace(
    WORDS,
    title="Read the samples out first",
    body="The board has the samples of last month in its own drawer [1].\n\nAsk tonight, before it votes on the pipes.",
)
OTHER = replace(
    WORDS,
    title="Who pays when rates go up",
    summary="A family on Quay Lane pays forty more each quarter while the hotel keeps its discount.",
    body="Share the cost by use. Let the council publish who has a discount, and until when.",
)


def second(cast: Cast, words: Content = SAME) -> Response:
    """Ben begins an answer to the same story by himself."""
    first = Response.objects.select_related("story").order_by("pk")[0]
    return start_response(story=first.story, content=words, actor=cast.ben.actor)


def out(cast: Cast, response: Response) -> Version:
    return publish_version(response=response, revision=1, actor=cast.ben.actor)


def page(client: Client, href: str) -> str:
    return " ".join(client.get(href).content.decode().split())


def test_a_draft_hears_of_it_before_it_is_published(cast: Cast, client: Client) -> None:
    version, mine = published(cast), second(cast)
    client.force_login(cast.ben.account)
    for href in (f"/ellery/answers/{mine.pk}/edit/", f"/ellery/answers/{mine.pk}/publish/"):
        shown = page(client, href)
        assert "Your draft says much the same as" in shown and version.title in shown and "samples" in shown
        assert f"/answers/{version.response_id}/versions/1/propose/" in shown
        assert f"/answers/{version.response_id}/versions/1/merge/{mine.pk}/" in shown
    other = second(cast, OTHER)
    assert "much the same" not in page(client, f"/ellery/answers/{other.pk}/edit/")


def test_the_storys_list_offers_to_join_them(cast: Cast, client: Client) -> None:
    version, newer = published(cast), out(cast, second(cast))
    story = f"/ellery/wire/{version.response.story_id}/"
    shown = page(client, story)
    assert shown.count("This says much the same as") == 1
    merge = f"/ellery/answers/{newer.response_id}/versions/1/merge/{version.response_id}/"
    assert merge in shown
    client.force_login(cast.ben.account)
    assert client.get(merge).status_code == 200, "the view that joins is there"
    assert "This says much the same as" in page(client, story)


def test_not_the_same_is_remembered(cast: Cast, client: Client, recorded: Callable[[], list[str]]) -> None:
    version, newer = published(cast), out(cast, second(cast))
    client.force_login(cast.ada.account)
    at = f"/ellery/answers/alike/{newer.response_id}/{version.response_id}/"
    shown = page(client, at)
    assert "Are these the same?" in shown and "Both say:" in shown and "They are not the same" in shown
    answer = client.post(f"{at}apart/")
    assert answer["Location"] == f"/ellery/answers/{newer.response_id}/"
    assert recorded()[-1] == "responses.answers_kept_apart"
    keep_apart(one=version.response, other=newer.response, actor=cast.ben.actor)
    assert KeptApart.objects.count() == 1 and recorded().count("responses.answers_kept_apart") == 1
    assert "much the same" not in page(client, f"/ellery/wire/{version.response.story_id}/")
    kept = KeptApart.objects.get()
    assert can_see_kept_apart(cast.visitor, kept) and kept_apart_visible_to(cast.visitor, KeptApart.objects.all()).exists()


def test_it_is_taken_back_on_the_record(cast: Cast, client: Client, recorded: Callable[[], list[str]]) -> None:
    version, newer = published(cast), out(cast, second(cast))
    keep_apart(one=version.response, other=newer.response, actor=cast.ben.actor)
    client.force_login(cast.ada.account)
    answer = page(client, f"/ellery/answers/{version.response_id}/")
    at = f"/ellery/answers/alike/{version.response_id}/{newer.response_id}/"
    assert "Said not to be the same as" in answer and at in answer
    shown = page(client, at)
    assert "Ben: they are not the same." in shown and "They may be the same after all" in shown
    assert client.post(f"{at}together/")["Location"] == at
    assert recorded()[-1] == "responses.answers_not_apart"
    shown = page(client, at)
    assert "Ben: they are not the same." in shown and "Ada: taken back." in shown and "They are not the same" in shown
    assert "much the same" in page(client, f"/ellery/wire/{version.response.story_id}/")
    assert "Said not to be the same as" not in page(client, f"/ellery/answers/{version.response_id}/")
    assert client.post(f"{at}together/").status_code == 404, "there is nothing to take back"
    kept = KeptApart.objects.get()
    assert lift_apart(kept=kept, actor=cast.ada.actor) == kept and recorded().count("responses.answers_not_apart") == 1
    keep_apart(one=version.response, other=newer.response, actor=cast.cleo.actor)
    assert KeptApart.objects.count() == 2, "said again, it is a row of its own"
    with pytest.raises(NotHere):
        lift_apart(kept=KeptApart.objects.get(lifted_at=None), actor=cast.visitor)


def test_who_may_not_and_what_cannot_be(cast: Cast) -> None:
    version, draft = published(cast), second(cast)
    with pytest.raises(NotHere):
        keep_apart(one=version.response, other=draft, actor=cast.ada.actor)  # a draft is its authors' business
    newer = out(cast, draft)
    with pytest.raises(NotHere):
        keep_apart(one=version.response, other=newer.response, actor=cast.visitor)
    with pytest.raises(Refused):
        keep_apart(one=version.response, other=version.response, actor=cast.ada.actor)


def test_a_fork_what_is_hidden_and_what_answers_something_else_are_not_offered(cast: Cast, client: Client) -> None:
    version = published(cast)
    fork = forked(cast, version)
    assert alike_among([version, fork], "", cast.visitor) == {}
    draft = second(cast)
    copy = draft.working_copies.get()
    assert [one.version for one in alike_to(copy, cast.ben.actor)][:1] in ([version], [fork])
    for one in (version, fork):
        hide_thing(subject_type="responses.Version", subject_id=one.pk, reason="Wrong.", actor=cast.ada.actor)
    assert alike_to(copy, cast.ben.actor) == []
    question = asked(cast)
    elsewhere = start_response(question=question, content=SAME, actor=cast.ben.actor)
    assert alike_to(elsewhere.working_copies.get(), cast.ben.actor) == []
    client.force_login(cast.ben.account)
    strange = out(cast, elsewhere)
    assert client.get(f"/ellery/answers/alike/{strange.response_id}/{version.response_id}/").status_code == 404


def test_a_story_with_many_costs_as_many_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    version = published(cast)
    found = [version, *(out(cast, second(cast, replace(SAME, title=f"Take {number}"))) for number in range(2))]
    with CaptureQueriesContext(connection) as few:
        alike_among(found, "", cast.visitor)
    found += [out(cast, second(cast, replace(SAME, title=f"More {number}"))) for number in range(4)]
    with CaptureQueriesContext(connection) as many:
        assert len(alike_among(found, "", cast.visitor)) == 6
    assert len(few) == len(many) == 5
    copy = found[-1].response.working_copies.get()
    ben = cast.ben.actor
    with django_assert_max_num_queries(8):
        alike_to(copy, ben)


def test_what_was_hidden_is_not_read_beside_another(cast: Cast, client: Client) -> None:
    version, other = published(cast), out(cast, second(cast))
    client.force_login(cast.ben.account)
    href = f"/ellery/answers/alike/{version.response_id}/{other.response_id}/"
    assert version.summary in page(client, href)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="It names a child.", actor=cast.ada.actor)
    assert client.get(href).status_code == 404
