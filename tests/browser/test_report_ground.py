"""What somebody sees on the street is told from a phone: in a few touches, and without a line it waits and is sent later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.browser.looks import Look
from tests.cast import Cast, assemble
from tests.ground import picture

from groundswell.kit.db import scope
from groundswell.wire.models import GroundReport

PAGE = "/ellery/wire/ground/new/"


@pytest.fixture
def cast(committed: None) -> Cast:
    return assemble()


def _reports(cast: Cast) -> list[GroundReport]:
    with scope(cast.campaign.pk):
        return list(GroundReport.objects.order_by("id"))


def _open(page: Page) -> None:
    """Open the page, and wait until it is kept: a line cut while its keeper is fetched makes the browser itself complain."""
    page.goto(PAGE)
    expect(page.get_by_text("This page opens on this phone without a line, too.")).to_be_visible()


def test_three_touches_and_it_is_there(
    cast: Cast, page: Page, look: Look, sign_in: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    sign_in(cast.cleo.account)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 52.123456, "longitude": -1.987654})
    page.goto("/ellery/wire/")
    page.get_by_role("link", name="Say what you see").click()
    page.get_by_label("In a few words").fill("Brown water from the tap")
    page.get_by_role("button", name="Add where I am").click()
    expect(page.get_by_text("The area is added")).to_be_visible()
    seen = tmp_path / "seen.jpg"
    seen.write_bytes(picture(2000, 1500))
    page.get_by_label("Photo").set_input_files(seen)
    look.judge(page, "ground-new")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("Brown water from the tap")).to_be_visible()
    expect(page.get_by_role("img", name="The photo of this report")).to_be_visible()
    look.judge(page, "ground-report")
    (report,) = _reports(cast)
    assert (report.latitude, report.longitude, report.is_exact) == (52.12, -1.99, False) and report.photo


def test_without_a_line_it_waits_and_is_sent_once(cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.context.set_offline(True)
    for what in ("The ferry does not run", "The bridge is shut too"):
        page.get_by_label("In a few words").fill(what)
        page.get_by_role("button", name="Report it").click()
        expect(page.get_by_label("In a few words")).to_have_value("")
    expect(page.get_by_text("2 reports wait on this phone")).to_be_visible()
    assert _reports(cast) == []
    page.context.set_offline(False)
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")  # lines come back in fits and starts: what was said stays said
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    page.goto("/ellery/wire/ground/")
    expect(page.get_by_role("heading", name="The ferry does not run")).to_be_visible()
    assert [one.what for one in _reports(cast)] == ["The ferry does not run", "The bridge is shut too"]


def test_a_press_while_what_waited_is_on_its_way_is_not_lost(
    cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.context.set_offline(True)
    page.get_by_label("In a few words").fill("The ferry does not run")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("One report waits on this phone.")).to_be_visible()
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**" + PAGE, hold_first)
    with page.expect_request(lambda request: request.method == "POST"):
        page.context.set_offline(False)
    page.get_by_label("In a few words").fill("The bridge is shut too")
    page.get_by_role("button", name="Report it").dblclick()
    expect(page.locator("form[data-ground]")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.get_by_role("article")).to_contain_text("The bridge is shut too")
    assert [one.what for one in _reports(cast)] == ["The ferry does not run", "The bridge is shut too"]


def test_a_line_that_is_not_quite_back_is_tried_again_soon(
    cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.context.set_offline(True)
    page.get_by_label("In a few words").fill("The ferry does not run")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("One report waits on this phone.")).to_be_visible()
    failed: list[Route] = []

    def fail_once(route: Route) -> None:
        if route.request.method == "POST" and not failed:
            failed.append(route)
            route.abort()
        else:
            route.continue_()

    page.route("**" + PAGE, fail_once)
    page.context.set_offline(False)
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    assert len(failed) == 1 and len(_reports(cast)) == 1


def test_what_waits_outlives_the_page(cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.context.set_offline(True)
    page.get_by_label("In a few words").fill("The ferry does not run")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("One report waits on this phone.")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(PAGE)
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    assert len(_reports(cast)) == 1


def test_the_page_opens_again_without_a_line(
    cast: Cast, page: Page, look: Look, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.context.set_offline(True)
    for turn, what in enumerate(("The ferry does not run", "The bridge is shut too"), start=1):
        page.reload()
        page.get_by_label("In a few words").fill(what)
        page.get_by_role("button", name="Report it").click()
        expect(page.get_by_text("One report waits" if turn == 1 else "2 reports wait")).to_be_visible()
    look.judge(page, "ground-offline")
    page.goto("about:blank")
    page.goto(PAGE)
    expect(page.get_by_text("2 reports wait on this phone")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    assert [one.what for one in _reports(cast)] == ["The ferry does not run", "The bridge is shut too"]


def test_who_signs_out_leaves_no_page_behind(cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.goto("/ellery/me")
    page.get_by_text("You", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.wait_for_function("async () => !(await caches.has('groundswell-ground'))")


def test_what_another_wrote_on_this_phone_waits_for_them(
    cast: Cast, page: Page, sign_in: Callable[..., BrowserContext]
) -> None:
    sign_in(cast.cleo.account)
    _open(page)
    page.context.set_offline(True)
    page.get_by_label("In a few words").fill("The ferry does not run")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("One report waits on this phone.")).to_be_visible()
    sign_in(cast.ben.account)
    page.context.set_offline(False)
    page.goto(PAGE)
    expect(page.get_by_text("Somebody else wrote a report on this phone.")).to_be_visible()
    assert _reports(cast) == []
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Somebody else wrote")).to_have_count(0)


def test_a_refusal_is_said_at_its_field(cast: Cast, page: Page, sign_in: Callable[..., BrowserContext], tmp_path: Path) -> None:
    sign_in(cast.cleo.account)
    page.goto(PAGE)
    page.get_by_label("In a few words").fill("Brown water")
    broken = tmp_path / "seen.jpg"
    broken.write_bytes(b"this is not a photo")
    page.get_by_label("Photo").set_input_files(broken)
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read as a photo")
    expect(page.get_by_label("In a few words")).to_have_value("Brown water")


def test_the_list_looks_well_and_one_press_confirms(
    cast: Cast, page: Page, look: Look, sign_in: Callable[..., BrowserContext]
) -> None:
    from tests import ground

    with scope(cast.campaign.pk):
        ground.reported(cast, place="Ferry Street 4", spot=ground.SPOT, shows_name=True)
        ground.reported(cast, "The ferry does not run", photo=ground.photo())
    sign_in(cast.ben.account)
    page.goto("/ellery/wire/ground/")
    look.judge(page, "ground")
    page.get_by_role("button", name="I see it too").first.click()
    expect(page.get_by_role("button", name="Take it back")).to_have_count(1)
    expect(page.get_by_text("one more person sees it")).to_be_visible()
