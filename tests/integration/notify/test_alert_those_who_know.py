"""Who said that they know a subject hears of a story that needs it at the third outlet; how many is said, never who."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, Player, player
from tests.integration.notify.conftest import Ears
from tests.news import take_in

from groundswell.notify.models import Watch
from groundswell.people.services import leave_campaign
from groundswell.wire.models import Story

STRIKE = "Nurses at Harrow hospital vote for a strike"
THREE = ("The Alder Post", "Ellery Gazette", "Orchard Radio")


def _nurses(cast: Cast, knows: Callable[..., None], names: str) -> list[Player]:
    found = [player(cast.campaign, name) for name in names.split()]
    for one in found:
        knows(one, "nursing")
    return found


def _page(client: Client, story: Any) -> str:
    text = client.get(f"/ellery/wire/{story.pk}/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_third_outlet_tells_those_who_know(cast: Cast, ears: Ears, knows: Callable[..., None]) -> None:
    knows(cast.cleo, "nursing", "bees")
    ears.told_by(*THREE[:2], title=STRIKE)
    assert ears.mail() == []
    ears.told_by(THREE[2], title=STRIKE)
    (mail,) = ears.mail()
    assert mail.to == [cast.cleo.account.email]
    assert "Why you: you know about nursing (in the story: Nurses)." in mail.body


def test_a_common_word_says_nothing(cast: Cast, ears: Ears, knows: Callable[..., None]) -> None:
    knows(cast.cleo, "hospital law")
    months = [f"{1990 + number // 12}-{1 + number % 12:02}-01" for number in range(45)]
    rows = [{"title": f"Hospital {chr(65 + n % 26) * 3}{n} opens", "published": month} for n, month in enumerate(months)]
    take_in(cast.campaign.pk, *rows)
    assert Story.objects.count() == 45
    ears.told_by(*THREE, title=STRIKE)
    assert ears.mail() == []


def test_what_somebody_no_longer_knows_leads_nowhere(cast: Cast, ears: Ears, knows: Callable[..., None]) -> None:
    knows(cast.cleo, "nursing")
    ears.hear()
    assert Watch.objects.filter(thing_id=cast.cleo.member.pk).exists()  # type: ignore[union-attr]
    knows(cast.cleo)
    ears.told_by(*THREE, title=STRIKE)
    assert ears.mail() == []


def test_who_left_is_not_told(cast: Cast, ears: Ears, knows: Callable[..., None]) -> None:
    knows(cast.ben, "nursing")
    (gone,) = _nurses(cast, knows, "Nora")
    leave_campaign(member=gone.member, actor=gone.actor)  # type: ignore[arg-type]
    ears.told_by(*THREE, title=STRIKE)
    assert [mail.to for mail in ears.mail()] == [[cast.ben.account.email]]


@pytest.mark.parametrize(
    ("nurses", "others", "said"),
    [
        ("Nora", (), "A few people whom it concerns were told at once."),
        ("Nora Nell Ned", (), "Told at once: 3 who know about nursing."),
        ("Nora Nell Ned", ("hospital beds",), "Told at once: 3 who know about nursing , and a few others."),
    ],
)
def test_the_page_counts_and_names_nobody(
    cast: Cast, ears: Ears, knows: Callable[..., None], client: Client, nurses: str, others: tuple[str, ...], said: str
) -> None:
    _nurses(cast, knows, nurses)
    for subject in others:
        knows(cast.cleo, subject)
    story = ears.told_by(*THREE, title=STRIKE)
    ears.hear()
    text = _page(client, story)
    assert said.replace(" ,", ",") in text.replace(" ,", ",").replace(" .", ".")
    assert "hospital beds" not in text and "Nora" not in text


def test_nothing_is_said_where_nobody_was_told(cast: Cast, ears: Ears, client: Client) -> None:
    story = ears.told_by(*THREE, title=STRIKE)
    ears.hear()
    assert "told at once" not in _page(client, story).lower()
