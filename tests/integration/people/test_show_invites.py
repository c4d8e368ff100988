"""A member's links, each with its picture; whoever opens one is told who invites."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.people import invitations, things
from groundswell.people.models import Invite

Recorded = Callable[[], list[str]]


@pytest.fixture
def ben(browser: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Ben's browser, where communities can be invited into; ``ben.came`` tells who came in."""
    came: list[tuple[object, object]] = []
    monkeypatch.setattr(invitations, "_destinations", {})
    monkeypatch.setattr(things, "_describers", {})
    invitations.register(
        "community",
        lambda thing_id, invited_by, actor: came.append((actor.member_id, invited_by)),  # type: ignore[arg-type, misc]
        may_invite=lambda actor, thing_id: actor.has("host", "community", thing_id),
    )
    things.register(
        "community", lambda campaign, actor, ids: {one: things.Thing("Ferry Street", "/ellery/ferry") for one in ids}
    )
    browser.force_login(cast.ben.account)
    browser.came = came  # type: ignore[attr-defined]
    yield browser


def test_a_link_with_its_picture(ben: Browser, recorded: Recorded) -> None:
    assert "Make a link" in said(ben.get("/ellery/invite"))
    assert ben.post("/ellery/invite/make")["Location"] == "/ellery/invite"
    invite = Invite.objects.get()
    page = ben.get("/ellery/invite").content.decode()
    assert f"http://localhost/ellery/invite/{invite.code}" in page
    picture = ben.get(f"/ellery/invite/{invite.code}/qr.svg")
    assert picture["Content-Type"] == "image/svg+xml" and b"<svg" in picture.content and b"script" not in picture.content
    assert "This is your own invitation" in said(ben.get(f"/ellery/invite/{invite.code}"))
    assert recorded() == ["people.invite_made"]


def test_a_member_comes_into_a_community_with_one_press(ben: Browser, cast: Cast, recorded: Recorded) -> None:
    ben.post("/ellery/invite/make", {"thing": "community", "thing_id": str(cast.ferry.pk)})
    link = Invite.objects.get().code
    ben.force_login(cast.cleo.account)
    assert "Ben invites you to Ferry Street" in said(ben.get(f"/ellery/invite/{link}"))
    assert ben.post(f"/ellery/invite/{link}")["Location"] == "/ellery/ferry"
    assert cast.cleo.member
    assert ben.came == [(cast.cleo.member.pk, cast.ben.member)]  # type: ignore[attr-defined]
    assert recorded() == ["people.invite_made"]


def test_joining_through_it_leads_into_the_community(ben: Browser, cast: Cast, recorded: Recorded) -> None:
    ben.post("/ellery/invite/make", {"thing": "community", "thing_id": str(cast.ferry.pk)})
    link = Invite.objects.get().code
    ben.force_login(cast.dan.account)
    assert "Ben invites you to Ferry Street." in said(ben.get(f"/ellery/invite/{link}"))
    assert ben.post("/ellery/join", {"name": "Dan", "invite": link})["Location"] == "/ellery/ferry"
    assert len(ben.came) == 1  # type: ignore[attr-defined]
    assert recorded() == ["people.invite_made", "people.member_joined"]


@pytest.mark.parametrize("thing_id", ["nonsense", "0190aaaa-0000-7000-8000-000000000000"])
def test_nobody_invites_into_what_they_do_not_look_after(ben: Browser, recorded: Recorded, thing_id: str) -> None:
    assert ben.post("/ellery/invite/make", {"thing": "community", "thing_id": thing_id}).status_code == 404
    assert ben.post("/ellery/invite/make", {"thing": "x" * 50, "thing_id": thing_id}).status_code == 404
    assert recorded() == []


def test_a_link_is_ended_by_who_made_it(ben: Browser, cast: Cast, recorded: Recorded) -> None:
    ben.post("/ellery/invite/make")
    invite = Invite.objects.get()
    ben.force_login(cast.cleo.account)
    assert ben.post(f"/ellery/invite/{invite.pk}/end").status_code == 404
    ben.force_login(cast.ben.account)
    assert ben.post(f"/ellery/invite/{invite.pk}/end")["Location"] == "/ellery/invite"
    assert ben.get(f"/ellery/invite/{invite.code}").status_code == 404
    assert recorded() == ["people.invite_made", "people.invite_ended"]
