"""The ledger: every move in public, the words of tactics for members, each line with an address of its own."""

from __future__ import annotations

import uuid

from django.test import Client
from tests.cast import Cast

from groundswell.communities.services import hide_thing
from groundswell.strategy.models import LedgerEntry, Pillar, Tactic
from groundswell.strategy.services.pillars import amend_pillar
from groundswell.strategy.services.tactics import TacticWords, adjust_tactic

PAGE = "/ellery/strategy/ledger/"


def test_a_visitor_sees_that_tactics_moved_and_no_word_of_them(
    cast: Cast, client: Client, tactic: Tactic, other_words: TacticWords
) -> None:
    adjust_tactic(tactic=tactic, words=other_words, reason="The board moved.", seen=1, actor=cast.cleo.actor)
    page = client.get(PAGE).content.decode()
    assert "A tactic was proposed." in page and "A tactic was adjusted." in page
    for word in ("Read the water samples", "The board moved.", "Ferry Street", "Cleo", str(tactic.pk)):
        assert word not in page
    assert "A pillar was ratified." in page and "A home you can keep" in page


def test_a_member_sees_who_moved_what_and_why(cast: Cast, client: Client, tactic: Tactic, other_words: TacticWords) -> None:
    adjust_tactic(tactic=tactic, words=other_words, reason="The board moved.", seen=1, actor=cast.cleo.actor)
    client.force_login(cast.ada.account)
    page = client.get(PAGE).content.decode()
    for word in (other_words.what, "The board moved.", "Ferry Street", "Cleo", str(tactic.pk)):
        assert word in page


def test_each_line_has_an_address(cast: Cast, client: Client, tactic: Tactic) -> None:
    entry = LedgerEntry.objects.get(tactic=tactic)
    page = client.get(f"{PAGE}{entry.pk}/").content.decode()
    assert "A tactic was proposed." in page and "Read the water samples" not in page
    assert client.get(f"{PAGE}{uuid.uuid4()}/").status_code == 404


def test_it_goes_on_page_by_page(cast: Cast, client: Client, pillars: list[Pillar]) -> None:
    about = {"campaign": cast.campaign, "move": "refused", "pillar": pillars[0], "at": pillars[0].drafted_at}
    LedgerEntry.objects.bulk_create(LedgerEntry(**about, reason=f"Ask {n}") for n in range(35))
    first = client.get(PAGE).content.decode()
    assert "Ask 34" in first and "A pillar was drafted." not in first
    key = first.split("?before=")[1].split('"')[0]
    assert "A pillar was drafted." in client.get(PAGE, {"before": key}).content.decode()


def test_a_part_is_given_alone_to_a_page_that_follows(cast: Cast, client: Client, pillars: list[Pillar]) -> None:
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="ledger"') and "<html" not in part


def test_an_abusive_reason_is_hidden_by_a_steward_and_the_line_stays(cast: Cast, client: Client, pillars: list[Pillar]) -> None:
    entry = amend_pillar(pillar=pillars[0], reason="Because Ada is a fool.", actor=cast.ben.actor)
    assert "/report/strategy.LedgerEntry/" in client.get(f"{PAGE}{entry.pk}/").content.decode()
    about = {"subject_type": "strategy.LedgerEntry", "subject_id": entry.pk}
    hide_thing(**about, reason="It insults a member.", actor=cast.ada.actor)
    page = client.get(PAGE).content.decode()
    assert "is a fool" not in page and "It insults a member." in page and "The pillar holds." in page


def test_what_a_visitor_may_not_read_they_cannot_report(cast: Cast, client: Client, tactic: Tactic) -> None:
    revision = tactic.revisions.get()
    report = f"/ellery/communities/report/strategy.TacticRevision/{revision.pk}/"
    assert client.get(report).status_code == 404
    client.force_login(cast.ada.account)
    assert client.post(report, {"reason": "It names me."}).status_code == 302
