"""Reports that come again, on one person's things or on one site, are gathered for those who look after them."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.integration.communities.threads import begun, long_here, said

from groundswell.communities.repeated import repeated
from groundswell.communities.services import hide_thing, report_thing


def _report(cast: Cast, post, by) -> None:
    report_thing(subject_type="communities.Post", subject_id=post.pk, reason="It sells jars.", actor=by.actor)


def test_one_person_and_one_site_are_gathered(cast: Cast, client: Client) -> None:
    long_here(cast.cleo)
    thread = begun(cast)
    posts = [said(thread, cast.cleo, f"Jars: https://www.jars.example/{number}") for number in range(2)]
    _report(cast, posts[0], cast.ada)
    _report(cast, posts[0], cast.ben)
    assert repeated(cast.campaign, cast.ferry, cast.ben.actor) == []
    _report(cast, posts[1], cast.ada)
    about = {"subject_type": "communities.Post", "subject_id": posts[0].pk}
    hide_thing(**about, reason="It sells jars.", actor=cast.ben.actor)
    told = [(one.name, one.is_site, one.things, one.hidden) for one in repeated(cast.campaign, cast.ferry, cast.ben.actor)]
    assert told == [("Cleo", False, 2, 1), ("jars.example", True, 2, 1)]
    client.force_login(cast.ben.account)
    page = client.get("/ellery/communities/ferry-street/reports/").content.decode()
    assert "Reported again and again" in page and "jars.example" in page and "2 things, one of them hidden" in page


def test_nobody_else_is_told(cast: Cast) -> None:
    thread = begun(cast)
    for number in range(2):
        _report(cast, said(thread, cast.cleo, f"Jar {number}"), cast.ada)
    for actor in (cast.cleo.actor, cast.ada.actor, cast.visitor):
        assert repeated(cast.campaign, cast.ferry, actor) == []
    assert len(repeated(cast.campaign, cast.ferry, cast.ben.actor)) == 1
