"""The page "What I hear": what holds without choosing, choosing, and what cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests import stages
from tests.cast import Cast
from tests.integration.notify.conftest import Ears

from groundswell.notify.models import Preference
from groundswell.notify.services import follow, mute, preferences_for

CHOSEN = {
    "alerts": "digest",
    "own": "now",
    "rest": "bell",
    "by_mail": "on",
    "digest_hour": "18",
    "timezone": "Europe/Madrid",
    "quiet_from": "-",
    "quiet_until": "-",
    "most_a_day": "3",
}
PAGE = "/ellery/hear/"


@pytest.fixture
def ben(cast: Cast, client: Client) -> Client:
    """Ben's browser."""
    client.force_login(cast.ben.account)
    return client


def test_without_choosing_it_is_a_digest_on_the_campaigns_clock(ben: Client, cast: Cast) -> None:
    cast.campaign.timezone = "Europe/Madrid"
    cast.campaign.save(update_fields=["timezone"])
    text = ben.get(PAGE).content.decode()
    assert '<option value="Europe/Madrid" selected>' in text
    assert '<option value="7" selected>' in text
    assert not Preference.objects.exists()  # looking writes nothing


def test_what_is_chosen_is_kept(ben: Client, cast: Cast, recorded: Any) -> None:
    assert ben.post(PAGE, CHOSEN)["Location"] == PAGE
    row = Preference.objects.get(member=cast.ben.member)
    assert (row.alerts, row.own, row.rest, row.by_mail, row.by_push) == ("digest", "now", "bell", True, False)
    assert (row.digest_hour, row.timezone, row.quiet_from, row.most_a_day) == (18, "Europe/Madrid", None, 3)
    assert row.next_digest_at.hour == 16  # 18:00 in Madrid, in summer
    assert recorded() == ["notify.preference_changed"]


@pytest.mark.parametrize("wrong", [{"timezone": "Mars/Olympus"}, {"digest_hour": "24"}, {"rest": "now"}, {"most_a_day": "-1"}])
def test_what_cannot_be_is_told(ben: Client, wrong: dict[str, str]) -> None:
    assert ben.post(PAGE, {**CHOSEN, **wrong}).status_code == 422
    assert not Preference.objects.exists()


def test_the_page_lists_what_one_follows_knows_and_muted(ben: Client, cast: Cast, knows: Callable[..., None]) -> None:
    story = stages.story(cast)
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.ben.actor)
    follow(campaign=cast.campaign, kind="community", thing_id=cast.orchard.pk, actor=cast.ben.actor)
    mute(campaign=cast.campaign, kind="story", thing_id=story.pk, actor=cast.ben.actor)
    knows(cast.ben, "locks", "canals")
    text = ben.get(PAGE).content.decode()
    for said in ("marrow bridge", "Orchard growers", story.title, "canals, locks"):
        assert said in text


def test_what_came_is_listed_with_its_reason(
    ben: Client, cast: Cast, ears: Ears, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for words in ("marrow bridge", "harrow library"):
        follow(campaign=cast.campaign, kind="words", words=words, actor=cast.ben.actor)
    assert "Nothing has come yet." in ben.get(f"{PAGE}came").content.decode()
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.told_by("The Alder Post", "Ellery Gazette", title="Harrow library roof falls in a gale")
    ears.hear()
    with django_assert_max_num_queries(11):
        text = ben.get(f"{PAGE}came").content.decode()
    assert text.index("Harrow library roof") < text.index("Flood closes Marrow Bridge")
    assert "Why you: you follow marrow bridge." in text and "2 are new." in text


def test_opening_one_marks_it_read_and_leads_there(ben: Client, cast: Cast, ears: Ears) -> None:
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.ben.actor)
    story = ears.told_by("The Alder Post", "Ellery Gazette")
    ears.hear()
    (notice,) = cast.ben.member.notices.all()  # type: ignore[union-attr]
    assert ben.get(f"{PAGE}came/{notice.pk}")["Location"] == f"/ellery/wire/{story.pk}/"
    notice.refresh_from_db()
    assert notice.read_at
    ben.force_login(cast.ada.account)
    assert ben.get(f"{PAGE}came/{notice.pk}").status_code == 404


def test_all_are_read_with_one_press(ben: Client, cast: Cast, ears: Ears) -> None:
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.ben.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.hear()
    ben.post(f"{PAGE}came/read")
    assert "are new" not in ben.get(f"{PAGE}came").content.decode()


@pytest.mark.parametrize(("is_demo", "quiet"), [(False, 22), (True, None)])
def test_the_demo_has_no_quiet_hours(cast: Cast, is_demo: bool, quiet: int | None) -> None:
    cast.campaign.is_demo = is_demo
    cast.campaign.save(update_fields=["is_demo"])
    assert cast.ben.member
    (wishes,) = preferences_for(campaign=cast.campaign, members=[cast.ben.member.pk]).values()
    assert wishes.quiet_from == quiet
