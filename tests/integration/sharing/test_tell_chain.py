"""The chain of an answer grows on the pages of those who look at it: drawn once, the same for everyone."""

from __future__ import annotations

from tests.cast import assemble
from tests.live import Browser, deed, listen
from tests.stages import adopted

from groundswell.kit.db import scope
from groundswell.sharing.services import make_pass_on


def test_a_new_hand_is_drawn_for_visitors_too(committed: None) -> None:
    cast = assemble()
    with scope(cast.campaign.pk):
        adoption = adopted(cast)
        response_id = adoption.version.response_id

    def pass_on() -> None:
        with scope(cast.campaign.pk):
            make_pass_on(adoption=adoption, actor=cast.ben.actor)

    async def scenario(browser: Browser) -> None:
        page = await browser.open("ellery", f"chain:{response_id}", lang="en")
        await deed(pass_on)
        said = await page.next()
        assert (said.event, said.data["target"]) == ("fragment", f"chain-{response_id}")
        assert "One person has taken a link of their own." in said.data["html"]

    listen(scenario)
