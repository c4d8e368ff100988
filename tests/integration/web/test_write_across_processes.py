"""Two server processes over one database: what is written in one is in the other at once, and so is who writes it."""

from __future__ import annotations

import asyncio

import pytest
from tests.cast import Cast
from tests.integration.web.conftest import sign_in
from tests.live import deed
from tests.stages import WORDS, started
from tests.together import Desks, Line, write_together

from groundswell.kit.db import scope
from groundswell.responses.models import Response
from groundswell.responses.services import invite_author, save_working_copy
from groundswell.responses.services.cowriting import gather_shared
from groundswell.web.together import hall as halls
from groundswell.web.together.protocol import MOST_STATE, presences


@pytest.fixture
def draft(ellery: Cast) -> Response:
    """Cleo's draft; Ben writes along."""
    assert ellery.ben.member
    with scope(ellery.campaign.pk):
        response = started(ellery)
        invite_author(response=response, member=ellery.ben.member, actor=ellery.cleo.actor)
        return response


@pytest.fixture(autouse=True)
def only_the_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks by the clock: what arrives was rung for."""
    monkeypatch.setattr(halls, "LOOK_EVERY", 3_600.0)


async def apart(desks: Desks, ellery: Cast, draft: Response, cookies: list[str]) -> tuple[Line, Line]:
    """Cleo in one process, Ben in another."""
    one, other = await desks.process(), await desks.process()
    cleo = await desks.sit("ellery", draft.pk, cookies[0], hall=one)
    return cleo, await desks.sit("ellery", draft.pk, cookies[1], hall=other)


def test_both_write_at_once_and_both_read_the_same(ellery: Cast, draft: Response) -> None:
    cookies = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> set[str]:
        cleo, ben = await apart(desks, ellery, draft, cookies)
        for number in range(20):
            cleo.put(cleo.tab.write(f" c{number}"))
            ben.put(ben.tab.write(f"b{number} ", at=0))
        expected = {f"{who}{number}" for who in "cb" for number in range(20)}
        for line in (cleo, ben):
            await line.until(lambda line=line: expected <= set(line.tab.text().split()))  # type: ignore[misc]
        assert cleo.tab.text() == ben.tab.text()
        return {cleo.tab.text()}

    (text,) = write_together(scenario)
    with scope(ellery.campaign.pk):
        gather_shared(response=draft, actor=ellery.cleo.actor)
        assert draft.working_copies.get().body == text.strip()


def test_a_form_saved_somewhere_else_reaches_whoever_writes(ellery: Cast, draft: Response) -> None:
    cookies = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    def save() -> None:
        from dataclasses import replace

        with scope(ellery.campaign.pk):
            content = replace(WORDS, title="Ask for the readings first")
            save_working_copy(response=draft, content=content, revision=1, actor=ellery.cleo.actor)

    async def scenario(desks: Desks) -> None:
        lines = await apart(desks, ellery, draft, cookies)
        await deed(save)
        for line in lines:
            await line.until(lambda line=line: line.tab.text("title") == "Ask for the readings first")  # type: ignore[misc]

    write_together(scenario)


def test_who_writes_in_one_process_is_seen_in_the_other_and_by_who_comes_later(ellery: Cast, draft: Response) -> None:
    cookies = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> None:
        cleo, ben = await apart(desks, ellery, draft, cookies)
        who = cleo.tab.doc.client_id
        cleo.put(cleo.tab.point('{"cursor":{"part":"title"}}'))
        await ben.until(lambda: who in ben.tab.present)
        assert '"name":"Cleo"' in ben.tab.present[who] and '"cursor":{"part":"title"}' in ben.tab.present[who]
        late = await desks.sit("ellery", draft.pk, cookies[1], hall=desks.halls[1])
        await late.until(lambda: who in late.tab.present)
        await cleo.leave()
        desks.lines.remove(cleo)
        for line in (ben, late):
            await line.until(lambda line=line: line.tab.present[who] == "null")  # type: ignore[misc]

    write_together(scenario)


def test_presence_is_told_a_few_times_a_second_and_never_too_much_of_it(ellery: Cast, draft: Response) -> None:
    cookies = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> int:
        cleo, ben = await apart(desks, ellery, draft, cookies)
        told: list[bytes] = []
        room = next(iter(desks.halls[0]._rooms.values()))[0]
        tell = room._store.tell_presence

        async def counted(message: bytes) -> None:
            told.append(message)
            await tell(message)

        room._store.tell_presence = counted  # type: ignore[method-assign]
        who = cleo.tab.doc.client_id
        for number in range(100):
            cleo.put(cleo.tab.point(f'{{"cursor":{{"part":"title","at":{number}}}}}'))
            await asyncio.sleep(0)
        await ben.until(lambda: '"at":99' in ben.tab.present.get(who, ""))
        cleo.put(cleo.tab.point('{"cursor":{"part":"' + "x" * MOST_STATE + '"}}'))
        await cleo.closed()
        assert cleo.tab.said == ["garbled"]
        assert all(len(one.state) <= MOST_STATE + 200 for message in told for one in presences(message[2:]))
        return len(told)

    assert write_together(scenario) < 50


def test_a_process_that_heard_nothing_for_a_while_looks_at_once(ellery: Cast, draft: Response) -> None:
    cookies = [sign_in(one.account) for one in (ellery.cleo, ellery.ben)]

    async def scenario(desks: Desks) -> None:
        cleo, ben = await apart(desks, ellery, draft, cookies)
        deaf = desks.halls[1]
        bell = deaf._bell
        assert bell is not None
        deaf.hears.clear()
        await deed(_cut_all_listeners)
        cleo.put(cleo.tab.write(" Bring a friend."))
        await ben.until(lambda: ben.tab.text().endswith(" Bring a friend."))

    write_together(scenario)


def _cut_all_listeners() -> None:
    """End the lines on which processes hear each other, as a restart of something in between does."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN groundswell_together%'")
    connections["owner"].close()
