"""Whether word of mouth carries itself: worked out apart from pages, with its range, and too few say nothing."""

from __future__ import annotations

import datetime
import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.ids import code, uuid7
from groundswell.science.chains import summary
from groundswell.sharing.drawing import COLUMNS, TREE_MOST
from groundswell.sharing.models import ChainFigures, PassOn
from groundswell.sharing.selectors.chains import FEWEST_CHAINS, chain_of
from groundswell.sharing.services import pass_further, sum_up_chain


def hands(begun: Begun, many: int, *, began: int, seed: int = 4) -> list[PassOn]:
    """Links as the service writes them, over the last two weeks, each by one that was there before."""
    chance, start = random.Random(seed), now() - datetime.timedelta(days=14)
    made: list[PassOn] = []
    for number in range(many):
        parent = chance.choice(made[-400:]) if number >= began else None
        at = start + datetime.timedelta(days=13) * number / many
        pk = uuid7()
        made.append(
            PassOn(
                id=pk,
                campaign_id=begun.first.campaign_id,
                code=code(),
                adoption=begun.adoption,
                parent=parent,
                root_id=parent.root_id if parent else pk,
                hand=parent.hand + 1 if parent else 1,
                made_at=at,
            )
        )
    return PassOn.objects.bulk_create(made, batch_size=2000)


def summed(begun: Begun, cast: Cast) -> ChainFigures:
    found = sum_up_chain(response_id=begun.adoption.version.response_id, actor=machine(cast.campaign.pk))
    assert found is not None
    return found


def shown(begun: Begun, client: Any) -> str:
    return str(client.get(f"/ellery/p/chain/{begun.adoption.version.response_id}").content.decode())


def test_too_few_chains_say_nothing(begun: Begun, cast: Cast, client: Any, recorded: Callable[[], list[str]]) -> None:
    pass_further(pass_on=begun.first, key="a", actor=cast.visitor)
    found = summed(begun, cast)
    assert (found.links, found.roots) == (2, 1)
    assert "Too few to say whether it carries itself: one chain has begun" in shown(begun, client)
    assert recorded()[-1] == "sharing.chain_summed"


def test_the_figures_are_those_of_the_engine(begun: Begun, cast: Cast, client: Any) -> None:
    links = [begun.first, *hands(begun, 400, began=40)]
    found = summed(begun, cast)
    links.sort(key=lambda one: (one.made_at, one.pk))
    place = {one.pk: number for number, one in enumerate(links)}
    told = summary(
        [place[one.parent_id] if one.parent_id else -1 for one in links],
        [one.made_at.timestamp() for one in links],
        now=found.computed_at.timestamp(),
    )
    assert found.reproduction == pytest.approx(told.R) and found.low == pytest.approx(told.interval[0])
    assert found.broadcast == pytest.approx(told.largest_broadcast_share) and found.roots == 41 >= FEWEST_CHAINS
    page = shown(begun, client)
    assert f"<b>{found.reproduction:.2f}</b> ({found.low:.2f} to {found.high:.2f}) further ones." in page
    assert f"brought {round(found.broadcast * 100)} % of all further links" in page


def test_nothing_new_is_no_news(begun: Begun, cast: Cast, recorded: Callable[[], list[str]]) -> None:
    hands(begun, 30, began=25)
    first = summed(begun, cast)
    ChainFigures.objects.filter(pk=first.pk).update(links=first.links)
    assert recorded().count("sharing.chain_summed") == 1
    pass_further(pass_on=begun.first, key="b", actor=cast.visitor)
    again = summed(begun, cast)
    assert again.pk == first.pk and again.links == first.links + 1, "an answer has one row of figures"
    assert recorded()[-1] == "sharing.chain_summed"


def test_few_links_are_a_tree_and_many_a_band(begun: Begun, cast: Cast, client: Any) -> None:
    pass_further(pass_on=begun.first, key="a", actor=cast.visitor)
    few = chain_of(begun.adoption.version.response_id)
    assert few.tree is not None and few.river is None and [node.from_x is None for node in few.tree.nodes] == [True, False]
    hands(begun, TREE_MOST, began=3)
    many = chain_of(begun.adoption.version.response_id)
    assert many.tree is None and many.river is not None and many.longest


def test_ten_thousand_hands_stay_readable(begun: Begun, cast: Cast, client: Any, django_assert_max_num_queries: Any) -> None:
    hands(begun, 10_000, began=150)
    found = summed(begun, cast)
    assert found.links == 10_001 and 0 < found.low < found.reproduction < (found.high or 9)
    with django_assert_max_num_queries(12):
        page = shown(begun, client)
    assert "10001 people have taken a link" in page.replace(",", "")
    assert page.count('<th scope="row">') <= COLUMNS and len(page) < 12_000
    assert "It carries itself." in page or "It fades" in page or "cannot be told yet" in page


def test_pages_do_without_the_engine() -> None:
    rooms = "groundswell.sharing.views, groundswell.sharing.tasks"
    told = f"import django; django.setup(); import {rooms}, sys; print('numba' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip().endswith("False")
