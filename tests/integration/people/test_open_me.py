"""One's own page shows everything that is known of one, and everything on it can be changed, taken along and ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user
from pytest_django import DjangoAssertNumQueries
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.people import export
from groundswell.people.models import Account, Member
from groundswell.people.selectors import subjects_of
from groundswell.people.services import grant_role

Recorded = Callable[[], list[str]]


@pytest.fixture
def cleo(browser: Browser, cast: Cast) -> Browser:
    """Cleo's browser; she is free to go."""
    assert cast.ben.member
    grant_role(member=cast.ben.member, role="host", thing="community", thing_id=cast.orchard.pk, actor=cast.cleo.actor)
    browser.force_login(cast.cleo.account)
    return browser


def test_it_shows_what_is_known(cleo: Browser, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    cleo.post("/ellery/me/change", {"name": "Cleo", "place": "Quay", "why": "The bridge.", "knows": "tides, rope"})
    with django_assert_max_num_queries(18):
        page = said(cleo.get("/ellery/me"))
    for word in ("Cleo", "Quay", "The bridge.", "rope, tides", cast.cleo.account.email, "Host", "Passkeys", "Delete me"):
        assert word in page, word


def test_it_is_changed(cleo: Browser, cast: Cast, recorded: Recorded) -> None:
    assert 'value="Cleo"' in cleo.get("/ellery/me/change").content.decode()
    answer = cleo.post("/ellery/me/change", {"name": "Cleo O", "knows": "salt", "language": "es"})
    assert answer["Location"] == "/ellery/me" and answer.cookies["django_language"].value == "es"
    member = Member.objects.select_related("person").get(account=cast.cleo.account)
    assert (member.person.name, member.language, subjects_of(member)) == ("Cleo O", "es", ["salt"])
    assert recorded() == ["people.profile_changed"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": ""}, "Tell us what to call you."),
        ({"name": "<i></i>"}, "Tell us what to call you."),
        ({"name": "x", "language": "xx"}, "choice"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(cleo: Browser, recorded: Recorded, form: dict[str, str], words: str) -> None:
    answer = cleo.post("/ellery/me/change", {**form, "place": "Quay & Dock"})
    assert answer.status_code == 422
    assert words in said(answer) and "Quay &amp; Dock" in answer.content.decode()
    assert recorded() == []


def test_it_is_taken_along_with_every_rooms_part(cleo: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_parts", dict(export._parts))
    export.register("street", lambda member: {"of": member.pk})
    answer = cleo.get("/ellery/me/data")
    assert answer["Content-Disposition"] == 'attachment; filename="ellery-my-data.json"'
    found: dict[str, Any] = answer.json()
    assert cast.cleo.member
    assert found["street"] == {"of": str(cast.cleo.member.pk)}
    assert (found["you"]["name"], found["you"]["email"]) == ("Cleo", cast.cleo.account.email)
    assert found["you"]["roles"][0]["thing_id"] == str(cast.orchard.pk)
    assert "communities.community_founded" in {row["kind"] for row in found["history"]}
    assert "Ben" not in answer.content.decode(), "others stay out of it"


def test_leaving_is_undone_by_joining_again(cleo: Browser, cast: Cast, recorded: Recorded) -> None:
    cleo.post("/ellery/me/change", {"name": "Cleo", "place": "Quay"})
    assert "For 30 days you can come back" in said(cleo.get("/ellery/me/leave"))
    left = cleo.post("/ellery/me/leave", follow=True)
    assert "You left Ellery" in said(left) and "Undo: join again" in said(left)
    assert not cast.cleo.actor.is_member
    form = cleo.get("/ellery/join").content.decode()
    assert 'value="Cleo"' in form and 'value="Quay"' in form
    assert cleo.post("/ellery/join", {"name": "Cleo", "place": "Quay"})["Location"] == "/ellery/"
    assert cast.cleo.actor.is_member
    assert cleo.get("/ellery/me/gone")["Location"] == "/ellery/"
    assert recorded() == ["people.profile_changed", "people.role_ended", "people.member_left", "people.member_joined"]


def test_deleting_asks_twice_and_leaves_nothing(cleo: Browser, cast: Cast, recorded: Recorded) -> None:
    assert "Take your data along first" in said(cleo.get("/ellery/me/delete"))
    assert cleo.post("/ellery/me/delete", {}).status_code == 422
    assert Account.objects.filter(pk=cast.cleo.account.pk).exists()
    gone = cleo.post("/ellery/me/delete", {"sure": "on"}, follow=True)
    assert gone.redirect_chain == [("/ellery/", 302)] and "You are deleted." in said(gone)
    assert not Account.objects.filter(pk=cast.cleo.account.pk).exists()
    assert not get_user(cleo).is_authenticated  # type: ignore[arg-type]
    assert recorded() == ["people.role_ended", "people.member_erased"]


def test_who_left_can_still_be_deleted(cleo: Browser, cast: Cast, recorded: Recorded) -> None:
    cleo.post("/ellery/me/leave")
    assert cleo.post("/ellery/me/delete", {"sure": "on"})["Location"] == "/ellery/"
    assert not Account.objects.filter(pk=cast.cleo.account.pk).exists()
    assert recorded() == ["people.role_ended", "people.member_left", "people.member_erased"]


def test_the_last_steward_is_told_what_to_do(browser: Browser, cast: Cast, recorded: Recorded) -> None:
    browser.force_login(cast.ada.account)
    for page, form in (("leave", {}), ("delete", {"sure": "on"})):
        answer = browser.post(f"/ellery/me/{page}", form)
        assert answer.status_code == 409 and "hand it over first" in said(answer)
    assert cast.ada.actor.is_steward
    assert recorded() == []


@pytest.mark.parametrize("page", ["me", "me/change", "me/data", "me/leave", "invite"])
def test_others_are_asked_in_first(browser: Browser, cast: Cast, page: str) -> None:
    way = f"?next=%2Fellery%2F{page.replace('/', '%2F')}"
    assert browser.get(f"/ellery/{page}")["Location"] == f"/accounts/login/{way}"
    browser.force_login(cast.dan.account)
    assert browser.get(f"/ellery/{page}")["Location"] == f"/ellery/join{way}"


def test_who_never_was_here_cannot_be_deleted_here(browser: Browser, cast: Cast) -> None:
    browser.force_login(cast.dan.account)
    assert browser.post("/ellery/me/delete", {"sure": "on"}).status_code == 404
    assert Account.objects.filter(pk=cast.dan.account.pk).exists()


def test_the_privacy_page_names_who_answers(browser: Browser) -> None:
    page = said(browser.get("/ellery/privacy"))
    assert "Responsible for this content and for your data The people of Ellery" in page
    assert "How long" in page and "30 days" in page


def test_a_part_of_a_page_sends_the_whole_page_to_the_door(browser: Browser) -> None:
    headers = {"HX-Request": "true", "Referer": "http://localhost/ellery/privacy?x=1"}
    answer = browser.post("/ellery/invite/make", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=%2Fellery%2Fprivacy")


@pytest.mark.parametrize("came", ["", "https://evil.example/ellery/", "http://localhost//evil.example", "nonsense"])
def test_a_deed_from_nowhere_leads_home_afterwards(browser: Browser, came: str) -> None:
    answer = browser.post("/ellery/invite/make", headers={"Referer": came})
    assert answer["Location"] == "/accounts/login/?next=%2Fellery%2F"
