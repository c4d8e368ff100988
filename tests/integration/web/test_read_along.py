"""Reading along over raw ASGI: members hear every word of an open draft, write none, and are let go when it closes."""

from __future__ import annotations

import pytest
from pycrdt import Doc
from tests.cast import Cast, assemble, player
from tests.integration.web.conftest import sign_in
from tests.live import deed
from tests.stages import started
from tests.together import Desks, Line, Tab, write_together

from groundswell.kit.db import scope
from groundswell.people.services import leave_campaign
from groundswell.responses.models import Response, SharedUpdate
from groundswell.responses.selectors.words import words_of_copy
from groundswell.responses.services import close_draft, open_draft, propose_on_draft
from groundswell.web.together import endpoint, protocol
from groundswell.web.together.protocol import UPDATE

BODY = "The samples of last month are in the board's own drawer [1].\n\nAsk for them tonight."


@pytest.fixture
def draft(ellery: Cast) -> Response:
    """Cleo's draft, open to members."""
    with scope(ellery.campaign.pk):
        response = started(ellery)
        open_draft(response=response, actor=ellery.cleo.actor)
        return response


def close(cast: Cast, response: Response) -> None:
    with scope(cast.campaign.pk):
        close_draft(response=response, actor=cast.cleo.actor)


async def follow(desks: Desks, draft: Response, cookie: str) -> Line:
    """Read along, from when all that is written is heard."""
    line = desks.open("ellery", draft.pk, cookie)
    await line.until(lambda: line.tab.is_met)
    return line


def test_a_member_hears_every_word_and_who_writes_where(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> None:
        ben = await follow(desks, draft, for_ben)
        assert ben.tab.text() == BODY
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        await cleo.until(lambda: cleo.tab.followed == 1)
        cleo.put(cleo.tab.write(" Bring a friend."))
        await ben.until(lambda: ben.tab.text() == BODY + " Bring a friend.")
        cleo.put(cleo.tab.point('{"cursor":{"part":"body"}}'))
        await ben.until(lambda: '"name":"Cleo"' in ben.tab.present.get(cleo.tab.doc.client_id, ""))
        await cleo.met()

    write_together(scenario)


def test_whatever_their_browser_sends_nothing_of_it_is_written(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> Line:
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        ben = await follow(desks, draft, for_ben)
        ben.put(ben.tab.write(" Not his to write."))
        await ben.closed()
        assert ben.tab.said == ["reads"]
        again = await follow(desks, draft, for_ben)
        forged = Tab(doc=Doc(client_id=cleo.tab.doc.client_id))  # under the name of somebody who may
        forged.hello()
        forged.doc.apply_update(again.tab.doc.get_update())
        again.put(forged.write(" Nor this."))
        await again.closed()
        pointing = await follow(desks, draft, for_ben)
        pointing.put(pointing.tab.point('{"name":"Cleo","cursor":{"part":"body"}}'))
        pointing.put(protocol.sync(UPDATE, b"\x00\x00"))
        cleo.put(cleo.tab.write(" Bring a friend."))
        await pointing.until(lambda: pointing.tab.text().endswith(" Bring a friend."))
        assert pointing.tab.doc.client_id not in cleo.tab.present
        return cleo

    assert write_together(scenario).tab.text() == BODY + " Bring a friend."
    with scope(ellery.campaign.pk):
        assert SharedUpdate.objects.filter(response=draft).count() == 2


def test_when_its_authors_close_it_everybody_who_reads_is_let_go_and_they_write_on(
    ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.web.together.hall.LOOK_EVERY", 3_600.0)  # it is rung for, nobody waits for a look
    for_cleo, for_ben = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> Tab:
        hall = await desks.process()
        cleo = await desks.sit("ellery", draft.pk, for_cleo, hall=hall)
        ben = desks.open("ellery", draft.pk, for_ben, hall=hall)
        await ben.until(lambda: ben.tab.is_met)
        await cleo.until(lambda: cleo.tab.followed == 1)
        await deed(lambda: close(ellery, draft))
        await ben.closed()
        assert ben.tab.said == ["closed"]
        await cleo.until(lambda: cleo.tab.followed == 0)
        cleo.put(cleo.tab.write(" Bring a friend."))
        await cleo.met()
        late = desks.open("ellery", draft.pk, for_ben, hall=hall)
        assert await late.closed() == 4404
        return late.tab

    assert write_together(scenario).text() == ""


def test_who_leaves_the_campaign_reads_no_more(ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.together.hall.LOOK_EVERY", 0.05)
    (for_ben,) = [sign_in(ellery.ben.account)]

    def leave() -> None:
        assert ellery.ben.member
        with scope(ellery.campaign.pk):
            leave_campaign(member=ellery.ben.member, actor=ellery.ben.actor)

    async def scenario(desks: Desks) -> Line:
        ben = await follow(desks, draft, for_ben)
        await deed(leave)
        await ben.closed()
        return ben

    assert write_together(scenario).tab.said == ["closed"]


def test_nobody_outside_reads_along_and_a_closed_draft_looks_like_none(ellery: Cast, draft: Response) -> None:
    for_dan, for_other = sign_in(ellery.dan.account), sign_in(assemble("harrow").cleo.account)

    async def scenario(desks: Desks) -> list[int]:
        lines = [desks.open("ellery", draft.pk, one) for one in (for_dan, for_other, "")]
        return [await line.closed() for line in lines]

    assert write_together(scenario) == [4404, 4404, 4401]
    close(ellery, draft)
    for_ada = sign_in(ellery.ada.account)

    async def shut(desks: Desks) -> int:
        return await desks.open("ellery", draft.pk, for_ada).closed()

    assert write_together(shut) == 4404


def test_followers_are_counted_over_all_processes_and_not_named(ellery: Cast, draft: Response) -> None:
    with scope(ellery.campaign.pk):
        fay = player(ellery.campaign, "Fay")
    for_cleo, *others = [sign_in(one.account) for one in (ellery.cleo, ellery.ben, ellery.ada, fay)]

    async def scenario(desks: Desks) -> None:
        one, other = await desks.process(), await desks.process()
        cleo = await desks.sit("ellery", draft.pk, for_cleo, hall=one)
        lines = [
            desks.open("ellery", draft.pk, cookie, hall=hall) for cookie, hall in zip(others, (one, other, other), strict=True)
        ]
        twice = desks.open("ellery", draft.pk, others[0], hall=one)  # a second tab is nobody else
        for line in (*lines, twice):
            await line.until(lambda line=line: line.tab.is_met)  # type: ignore[misc]
        for line in (cleo, *lines):
            await line.until(lambda line=line: line.tab.followed == 3)  # type: ignore[misc]
        assert not cleo.tab.present
        await lines[2].leave()
        desks.lines.remove(lines[2])
        await cleo.until(lambda: cleo.tab.followed == 2)

    write_together(scenario)


def test_who_writes_is_told_of_a_proposal_at_once_and_who_reads_is_not(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    def propose() -> None:
        with scope(ellery.campaign.pk):
            now = words_of_copy(draft.working_copies.get())
            before = {"title": now.title, "summary": now.summary, "body": now.body}
            said = {**before, "title": "Ask for the samples tonight"}
            propose_on_draft(response=draft, before=before, said=said, actor=ellery.ben.actor)

    async def scenario(desks: Desks) -> list[str]:
        hall = await desks.process()
        cleo = await desks.sit("ellery", draft.pk, for_cleo, hall=hall)
        ben = desks.open("ellery", draft.pk, for_ben, hall=hall)
        await ben.until(lambda: ben.tab.is_met)
        await deed(propose)
        await cleo.until(lambda: "proposed" in cleo.tab.said)
        cleo.put(cleo.tab.write(" Bring a friend."))
        await ben.until(lambda: ben.tab.text().endswith(" Bring a friend."))
        return ben.tab.said

    assert write_together(scenario) == []


def test_too_many_who_read_leave_room_for_those_who_write(
    ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "FOLLOWERS", 1)
    for_cleo, for_ben, for_ada = [sign_in(one.account) for one in (ellery.cleo, ellery.ben, ellery.ada)]

    async def scenario(desks: Desks) -> Line:
        await follow(desks, draft, for_ben)
        ada = desks.open("ellery", draft.pk, for_ada)
        assert await ada.closed() == 4429
        await desks.sit("ellery", draft.pk, for_cleo)
        return ada

    assert write_together(scenario).tab.said == ["crowded"]
