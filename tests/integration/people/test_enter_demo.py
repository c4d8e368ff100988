"""The demo has a mailbox page and lets one be somebody with one press; elsewhere neither is there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from tests.cast import Cast
from tests.integration.people.conftest import Browser, said

from groundswell.campaigns.models import Campaign
from groundswell.people.mailbox import KEPT, deliver
from groundswell.people.models import Mail


@pytest.fixture
def demo(settings: Any, cast: Cast, browser: Browser) -> Browser:
    """A browser before the demo, whose campaign Ellery is."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "groundswell.people.mailbox.MailboxBackend"
    Campaign.objects.filter(pk=cast.campaign.pk).update(is_demo=True)
    return browser


def test_a_visitor_joins_by_the_code_in_the_mailbox(demo: Browser) -> None:
    demo.post("/ellery/join", {"name": "Eve", "email": "eve@home.example", "consent": "on"})
    assert "/mailbox/" in demo.get("/accounts/code/").content.decode()
    page = said(demo.get("/mailbox/"))
    assert "to eve@home.example" in page
    subject = Mail.objects.get().subject
    assert subject.startswith("Your code: ")
    assert demo.post("/accounts/code/", {"code": subject.rpartition(" ")[2]})["Location"] == "/ellery/"


def test_one_press_makes_one_ada(demo: Browser, cast: Cast) -> None:
    assert "Be Ada" in said(demo.get("/accounts/login/"))
    assert cast.ada.member and cast.ben.member
    assert demo.get(f"/demo/login/{cast.ada.member.pk}").status_code == 405
    assert demo.post(f"/demo/login/{cast.ada.member.pk}")["Location"] == "/ellery/"
    assert "Ada" in said(demo.get("/ellery/me"))
    assert demo.post(f"/demo/login/{cast.ben.member.pk}", {"next": "/ellery/me"})["Location"] == "/ellery/me"
    assert "Ben" in said(demo.get("/ellery/me"))
    assert demo.post(f"/demo/login/{cast.ada.member.pk}", {"next": "//evil.example"})["Location"] == "/ellery/"


def test_a_campaign_that_is_no_demo_has_no_such_door(demo: Browser, cast: Cast) -> None:
    assert cast.ada.member
    Campaign.objects.filter(pk=cast.campaign.pk).update(is_demo=False)
    assert demo.post(f"/demo/login/{cast.ada.member.pk}").status_code == 404
    assert demo.post("/demo/login/0190aaaa-0000-7000-8000-000000000000").status_code == 404


def test_outside_the_demo_there_is_neither(browser: Browser, cast: Cast) -> None:
    assert cast.ada.member
    Campaign.objects.filter(pk=cast.campaign.pk).update(is_demo=True)
    assert browser.get("/mailbox/").status_code == 404
    assert browser.post(f"/demo/login/{cast.ada.member.pk}").status_code == 404
    assert "Be Ada" not in said(browser.get("/accounts/login/"))


def test_the_mailbox_keeps_the_newest(demo: Browser) -> None:
    mails = [EmailMessage(f"No {i}", "text", to=["eve@home.example"]) for i in range(KEPT + 5)]
    get_connection().send_messages(mails)
    assert deliver(EmailMessage("The last", "https://localhost/ <b>text</b>", to=["eve@home.example"]))
    assert Mail.objects.count() == KEPT
    page = demo.get("/mailbox/").content.decode()
    assert page.index("The last") < page.index("No 9") and "&lt;b&gt;" in page


def test_where_no_mail_can_be_sent_nothing_is_lost_silently(settings: Any) -> None:
    settings.EMAIL_BACKEND = "groundswell.people.mailbox.NoMailBackend"
    assert not deliver(EmailMessage("Subject", "text", to=["eve@home.example"]))
