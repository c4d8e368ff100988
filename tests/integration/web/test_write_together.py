"""Writing together over raw ASGI: who is let in, who has to go, and that nothing is lost on the way."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from pycrdt import Doc
from tests.cast import Cast, Player, assemble
from tests.integration.web.conftest import sign_in
from tests.live import deed
from tests.stages import started
from tests.together import Desks, Line, Tab, write_together

from groundswell.kit.db import scope
from groundswell.people.models import RoleGrant
from groundswell.people.services import end_role
from groundswell.responses.models import Response, SharedClient, SharedUpdate
from groundswell.responses.services import invite_author, publish_version
from groundswell.responses.services.cowriting import gather_shared
from groundswell.web.together import desk, endpoint, protocol
from groundswell.web.together.protocol import UPDATE

BODY = "The samples of last month are in the board's own drawer [1].\n\nAsk for them tonight."


@pytest.fixture
def draft(ellery: Cast) -> Response:
    """Cleo's draft; Ben writes along."""
    assert ellery.ben.member
    with scope(ellery.campaign.pk):
        response = started(ellery)
        invite_author(response=response, member=ellery.ben.member, actor=ellery.cleo.actor)
        return response


def cookies(*players: Player) -> list[str]:
    return [sign_in(one.account) for one in players]


def no_longer(player: Player, response: Response) -> None:
    with scope(player.campaign.pk):
        grant = RoleGrant.objects.get(member=player.member, thing_id=response.pk, ended_at=None)
        end_role(grant=grant, actor=player.actor)


def test_two_authors_write_and_the_draft_says_what_both_wrote(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)

    async def scenario(desks: Desks) -> None:
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        ben = await desks.sit("ellery", draft.pk, for_ben)
        assert cleo.tab.text() == ben.tab.text() == BODY
        ben.put(ben.tab.write(" Bring a friend."))
        await cleo.until(lambda: cleo.tab.text() == BODY + " Bring a friend.")
        await ben.met()
        cleo.put(cleo.tab.write("Now: ", part="title", at=0))
        await ben.until(lambda: ben.tab.text("title") == "Now: Ask for the samples first")

    write_together(scenario)
    with scope(ellery.campaign.pk):
        gather_shared(response=draft, actor=ellery.cleo.actor)
        copy = draft.working_copies.get()
        assert (copy.title, copy.body) == ("Now: Ask for the samples first", BODY + " Bring a friend.")
        assert set(draft.hands.values_list("member_id", flat=True)) == {ellery.cleo.member.pk, ellery.ben.member.pk}


def test_who_does_not_write_it_is_told_so_and_a_missing_answer_looks_the_same(ellery: Cast, draft: Response) -> None:
    (for_ada,) = cookies(ellery.ada)

    async def scenario(desks: Desks) -> list[tuple[int, list[str], bool]]:
        lines = [desks.open("ellery", one, for_ada) for one in (draft.pk, uuid.uuid4())]
        return [(await line.closed(), line.tab.said, line.tab.is_met) for line in lines]

    assert write_together(scenario) == [(4404, ["closed"], False)] * 2


def test_a_visitor_and_a_former_session_are_told_to_sign_in(ellery: Cast, draft: Response) -> None:
    async def scenario(desks: Desks) -> list[tuple[int, list[str]]]:
        lines = [desks.open("ellery", draft.pk, one) for one in ("", "sessionid=gone")]
        return [(await line.closed(), line.tab.said) for line in lines]

    assert write_together(scenario) == [(4401, ["out"])] * 2


def test_a_member_of_another_campaign_and_one_of_none_stay_outside(ellery: Cast, draft: Response) -> None:
    (for_dan,) = cookies(ellery.dan)
    (for_other,) = cookies(assemble("harrow").cleo)

    async def scenario(desks: Desks) -> list[int]:
        lines = [desks.open(slug, draft.pk, one) for slug in ("ellery", "harrow", "nowhere") for one in (for_other, for_dan)]
        return [await line.closed() for line in lines]

    assert write_together(scenario) == [4404] * 6


def test_a_page_of_somebody_else_is_refused_before_it_is_let_in(ellery: Cast, draft: Response) -> None:
    (for_cleo,) = cookies(ellery.cleo)

    async def scenario(desks: Desks) -> list[tuple[int, bool]]:
        lines = [desks.open("ellery", draft.pk, for_cleo, origin=one) for one in ("https://elsewhere.example", "", "null")]
        return [(await line.closed(), line.is_accepted) for line in lines]

    assert write_together(scenario) == [(4403, False)] * 3


def test_permission_taken_away_in_the_middle_ends_the_line_and_what_was_stored_stays(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)

    async def scenario(desks: Desks) -> Tab:
        cleo, ben = [await desks.sit("ellery", draft.pk, one) for one in (for_cleo, for_ben)]
        ben.put(ben.tab.write(" Mine."))
        await cleo.until(lambda: cleo.tab.text().endswith(" Mine."))
        await deed(lambda: no_longer(ellery.ben, draft))
        ben.put(ben.tab.write(" And mine too."))
        assert await ben.closed() == 1012 and ben.tab.said == ["closed"]
        cleo.put(cleo.tab.write(" Bring a friend."))
        await cleo.met()
        assert (await desks.open("ellery", draft.pk, for_ben).closed()) == 4404
        return cleo.tab

    assert write_together(scenario).text() == BODY + " Mine. Bring a friend."


def test_who_only_reads_is_let_go_at_the_next_look(ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.together.hall.LOOK_EVERY", 0.05)
    (for_ben,) = cookies(ellery.ben)

    async def scenario(desks: Desks) -> Line:
        ben = await desks.sit("ellery", draft.pk, for_ben)
        await deed(lambda: no_longer(ellery.ben, draft))
        await ben.closed()
        return ben

    assert write_together(scenario).tab.said == ["closed"]


def test_nobody_writes_under_another_writers_id(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)

    async def scenario(desks: Desks) -> Tab:
        cleo, ben = [await desks.sit("ellery", draft.pk, one) for one in (for_cleo, for_ben)]
        cleo.put(cleo.tab.write(" Cleo's."))
        await ben.until(lambda: ben.tab.text().endswith(" Cleo's."))
        forged = Tab(doc=Doc(client_id=cleo.tab.doc.client_id))
        forged.hello()
        forged.doc.apply_update(ben.tab.doc.get_update())
        ben.put(forged.write(" Not Cleo's."))
        await ben.closed()
        assert ben.tab.said == ["garbled"]
        cleo.put(cleo.tab.write(" Still here."))
        await cleo.met()
        return cleo.tab

    assert write_together(scenario).text() == BODY + " Cleo's. Still here."
    with scope(ellery.campaign.pk):
        assert not SharedClient.objects.filter(response=draft, member=ellery.ben.member).exists()


def test_garbage_ends_one_line_and_no_other(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)
    pieces = [
        b"\x00",
        b"\xff" * 40,
        protocol.sync(UPDATE, b"\x01\x01\x05"),
        b"\x01\x03\x01\x01\x01",
        b"",
        b"\x00\x02\x02\x01\x09",
    ]

    async def scenario(desks: Desks) -> Tab:
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        for piece in pieces:
            ben = await desks.sit("ellery", draft.pk, for_ben)
            ben.put(piece)
            await ben.closed()
            assert ben.tab.said == ["garbled"]
        cleo.put(cleo.tab.write(" Bring a friend."))
        await cleo.met()
        return cleo.tab

    assert write_together(scenario).text() == BODY + " Bring a friend."


def test_too_much_text_is_refused_kindly_and_what_the_others_wrote_in_the_same_moment_stays(
    ellery: Cast, draft: Response
) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)

    async def scenario(desks: Desks) -> Tab:
        cleo, ben = [await desks.sit("ellery", draft.pk, one) for one in (for_cleo, for_ben)]
        ben.put(ben.tab.write("x" * 20_000))
        cleo.put(cleo.tab.write(" Bring a friend."))
        await ben.closed()
        assert ben.tab.said == ["full"] and len(ben.tab.text()) > 20_000  # it is still in front of him
        await cleo.met()
        again = await desks.sit("ellery", draft.pk, for_ben)
        return again.tab

    assert write_together(scenario).text() == BODY + " Bring a friend."


def test_one_enormous_message_is_refused(ellery: Cast, draft: Response) -> None:
    (for_ben,) = cookies(ellery.ben)

    async def scenario(desks: Desks) -> Line:
        ben = await desks.sit("ellery", draft.pk, for_ben)
        ben.put(protocol.sync(UPDATE, b"\x00" * endpoint.LARGEST))
        await ben.closed()
        return ben

    assert write_together(scenario).tab.said == ["full"]


def test_too_many_messages_end_the_line_and_the_next_one_brings_everything(
    ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "RATE", 0.0)
    (for_ben,) = cookies(ellery.ben)

    async def scenario(desks: Desks) -> Tab:
        ben = await desks.sit("ellery", draft.pk, for_ben)
        for _ in range(int(desk.BURST) + 5):
            ben.put(ben.tab.write("!"))
        await ben.closed()
        assert ben.tab.said == ["fast"]
        again = await desks.sit("ellery", draft.pk, for_ben, tab=Tab(doc=ben.tab.doc))
        return (await desks.sit("ellery", draft.pk, for_ben)).tab if again.tab.is_met else again.tab

    assert write_together(scenario).text() == BODY + "!" * (int(desk.BURST) + 5)


def test_too_many_tabs_of_one_member_are_told_to_wait(ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "OF_ONE", 2)
    (for_ben,) = cookies(ellery.ben)

    async def scenario(desks: Desks) -> Line:
        first = await desks.sit("ellery", draft.pk, for_ben)
        await desks.sit("ellery", draft.pk, for_ben)
        third = desks.open("ellery", draft.pk, for_ben)
        assert await third.closed() == 4429
        await first.leave()
        desks.lines.remove(first)
        await desks.sit("ellery", draft.pk, for_ben)
        return third

    assert write_together(scenario).tab.said == ["crowded"]


def test_presence_carries_the_name_the_server_knows_and_goes_with_its_tab(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)

    async def scenario(desks: Desks) -> None:
        cleo, ben = [await desks.sit("ellery", draft.pk, one) for one in (for_cleo, for_ben)]
        who = ben.tab.doc.client_id
        ben.put(ben.tab.point('{"name":"Ada","cursor":{"part":"body"}}'))
        await cleo.until(lambda: who in cleo.tab.present)
        assert '"name":"Ben"' in cleo.tab.present[who] and "Ada" not in cleo.tab.present[who]
        await ben.leave()
        desks.lines.remove(ben)
        await cleo.until(lambda: cleo.tab.present[who] == "null")

    write_together(scenario)


def test_a_hall_that_closes_stores_what_was_sent_and_tells_everybody_to_come_again(ellery: Cast, draft: Response) -> None:
    for_cleo, for_ben = cookies(ellery.cleo, ellery.ben)

    async def scenario(desks: Desks) -> list[int]:
        lines = [await desks.sit("ellery", draft.pk, one) for one in (for_cleo, for_ben)]
        lines[0].put(lines[0].tab.write(" Bring a friend."))
        await lines[0].met()
        endpoint.hall().stop()
        codes = [await line.closed() for line in lines]
        late = desks.open("ellery", draft.pk, for_cleo)
        return [*codes, await late.closed()]

    assert write_together(scenario) == [1012, 1012, 4503]
    with scope(ellery.campaign.pk):
        gather_shared(response=draft, actor=ellery.cleo.actor)
        copy = draft.working_copies.get()
        assert copy.body == BODY + " Bring a friend."
        assert publish_version(response=draft, revision=copy.revision, actor=ellery.cleo.actor).body == copy.body


def test_a_database_that_goes_away_loses_nothing_that_was_acknowledged(
    ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    (for_cleo,) = cookies(ellery.cleo)

    async def scenario(desks: Desks) -> Tab:
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        cleo.put(cleo.tab.write(" One."))
        await cleo.met()
        hall = endpoint.hall()
        await hall.in_thread(_broken)
        cleo.put(cleo.tab.write(" Two."))
        await cleo.closed()
        assert cleo.tab.stored < cleo.tab.sent
        again = await desks.sit("ellery", draft.pk, for_cleo, tab=Tab(doc=cleo.tab.doc))
        return again.tab

    assert write_together(scenario).text() == BODY + " One. Two."
    with scope(ellery.campaign.pk):
        gather_shared(response=draft, actor=ellery.cleo.actor)
        assert draft.working_copies.get().body == BODY + " One. Two."
        assert SharedUpdate.objects.filter(response=draft).count() == 3


def _broken() -> None:
    """Cut this thread's line to the database."""
    from django.db import connection

    connection.ensure_connection()
    connection.connection.close()


def test_a_line_that_is_old_is_renewed_and_the_page_is_told_that_nothing_is_wrong(
    ellery: Cast, draft: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    (for_cleo,) = cookies(ellery.cleo)

    async def scenario(desks: Desks) -> tuple[int, list[str], str]:
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        cleo.put(cleo.tab.write(" Bring a friend."))
        await cleo.met()
        monkeypatch.setattr(endpoint, "AGE", 0.0)
        old = desks.open("ellery", draft.pk, for_cleo)
        code = await old.closed()
        monkeypatch.undo()
        again = await desks.sit("ellery", draft.pk, for_cleo, tab=Tab(doc=old.tab.doc))
        return code, old.tab.said, again.tab.text()

    assert write_together(scenario) == (1012, ["anew"], BODY + " Bring a friend.")


def test_rooms_close_behind_the_last_writer(ellery: Cast, draft: Response) -> None:
    (for_cleo,) = cookies(ellery.cleo)

    async def scenario(desks: Desks) -> int:
        cleo = await desks.sit("ellery", draft.pk, for_cleo)
        await cleo.leave()
        desks.lines.clear()
        while endpoint.hall()._rooms:
            await asyncio.sleep(0)
        return len(endpoint._inside)

    assert write_together(scenario) == 0
