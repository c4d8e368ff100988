"""The pages of strategy and communities, with the demo's words in them: accessible, in their window, in both themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.looks import Look
from tests.browser.test_look_at_rooms import judge

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.models import Community
from groundswell.communities.services import report_thing
from groundswell.kit.actor import Actor
from groundswell.kit.db import scope
from groundswell.ops.demo import fill
from groundswell.people.models import Account
from groundswell.strategy.models import LedgerEntry, Tactic

STREET = "/orle/communities/lower-mill-lane/"


@pytest.fixture
def valley(committed: None) -> Campaign:
    """The demo's campaign, for real."""
    fill()
    campaign = campaign_at("orle")
    assert campaign is not None
    return campaign


def test_what_a_visitor_sees_of_them(valley: Campaign, page: Page, look: Look) -> None:
    with scope(valley.pk):
        entry = LedgerEntry.objects.latest("id").pk
    judge(
        page,
        look,
        {
            "visitor-strategy": "/orle/strategy/",
            "visitor-pillar": "/orle/strategy/pillars/1/",
            "visitor-ledger": "/orle/strategy/ledger/",
            "visitor-ledger-entry": f"/orle/strategy/ledger/{entry}/",
            "visitor-communities": "/orle/communities/",
            "visitor-community": STREET,
            "visitor-hosts-log": f"{STREET}log/",
            "visitor-found-campaign": "/new/",
        },
    )


def test_what_a_host_sees_of_them(valley: Campaign, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    with scope(valley.pk):
        street = Community.objects.get(slug="lower-mill-lane")
        tactic = Tactic.objects.filter(community=street).first() or Tactic.objects.latest("id")
        revision = tactic.revisions.latest("number").pk
        somebody = Actor(campaign_id=valley.pk)
        report_thing(subject_type="communities.Community", subject_id=street.pk, reason="Not true.", actor=somebody)
    sign_in(Account.objects.get(email="ben@orle.example"))
    judge(
        page,
        look,
        {
            "host-strategy": "/orle/strategy/",
            "host-pillar": "/orle/strategy/pillars/1/",
            "host-amend": "/orle/strategy/pillars/1/amend/",
            "host-tactics": "/orle/strategy/tactics/",
            "host-tactic": f"/orle/strategy/tactics/{tactic.pk}/",
            "host-propose": "/orle/strategy/tactics/propose/",
            "host-communities": "/orle/communities/",
            "host-community": STREET,
            "host-members": f"{STREET}members/",
            "host-describe": f"{STREET}describe/",
            "host-reports": f"{STREET}reports/",
            "host-found": "/orle/communities/found/",
            "host-report": f"/orle/communities/report/strategy.TacticRevision/{revision}/",
            "host-new-campaign": "/new/",
        },
    )


def test_what_a_steward_looks_after(valley: Campaign, page: Page, look: Look, sign_in: Callable[..., BrowserContext]) -> None:
    with scope(valley.pk):
        street = Community.objects.get(slug="lower-mill-lane").pk
        somebody = Actor(campaign_id=valley.pk)
        report_thing(subject_type="communities.Community", subject_id=street, reason="Not true.", actor=somebody)
    sign_in(Account.objects.get(email="ada@orle.example"))
    after = f"/orle/communities/look-after/communities.Community/{street}/"
    judge(page, look, {"steward-reports": "/orle/communities/reports/", "steward-look-after": after})
    page.goto(after)
    page.get_by_label("The reason. Everyone can read it.").fill("It names a neighbour.")
    page.get_by_role("button", name="Hide it").click()
    expect(page.get_by_text("Done. It is on the public log.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("A community whose words are hidden")
    judge(page, look, {"hidden-community": STREET})


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_tactic_is_proposed_and_dropped_by_keyboard_and_plain_forms(
    valley: Campaign, page: Page, browser: object, site: str, sign_in: Callable[..., BrowserContext], scripts: bool
) -> None:
    context = sign_in(Account.objects.get(email="ben@orle.example"))
    if not scripts:
        plain = browser.new_context(base_url=site, java_script_enabled=False)  # type: ignore[attr-defined]
        plain.add_cookies(context.cookies())
        page = plain.new_page()
    page.goto("/orle/strategy/tactics/propose/")
    page.get_by_label("What we do").fill("Ring at forty doors on one evening")
    page.get_by_label("How we see whether it works").fill("doors that opened")
    page.get_by_label("By how much").fill("25 of 40")
    page.get_by_label("By when").fill("2030-05-31")
    page.get_by_label("Which pillar it serves").select_option(index=1)
    page.get_by_role("button", name="Propose it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring at forty doors on one evening")
    page.get_by_role("link", name="Drop it").press("Enter")
    page.get_by_role("button", name="Drop it").press("Enter")
    expect(page.get_by_label("Why? What did you see?")).to_be_visible()  # a reason is asked for
    page.get_by_label("Why? What did you see?").fill("Nobody was at home.")
    page.get_by_role("button", name="Drop it").press("Enter")
    expect(page.get_by_text("Why: Nobody was at home.").first).to_be_visible()
    if not scripts:
        plain.close()
