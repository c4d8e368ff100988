"""Ending an adoption: a host lets an answer go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import adopted

from groundswell.kit.errors import NotHere
from groundswell.responses.services import adopt_version, end_adoption

Ask = Callable[..., HttpResponse]


def test_a_host_lets_it_go_once_and_may_take_it_again(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    adoption = adopted(cast)
    ended = [end_adoption(adoption=adoption, actor=cast.ben.actor).ended_at for _ in range(2)]
    assert ended[0] is not None and ended[0] == ended[1]
    again = adopt_version(version=adoption.version, community=cast.ferry, actor=cast.ben.actor)
    assert again != adoption and again.ended_at is None
    assert recorded()[-3:] == ["responses.version_adopted", "responses.adoption_ended", "responses.version_adopted"]


@pytest.mark.parametrize("who", ["ada", "cleo", "dan"])
def test_nobody_else_lets_it_go(cast: Cast, who: str) -> None:
    adoption = adopted(cast)
    with pytest.raises(NotHere):
        end_adoption(adoption=adoption, actor=getattr(cast, who).actor)


def test_the_press_is_for_hosts(cast: Cast, ask: Ask) -> None:
    adoption = adopted(cast)
    path = f"adoptions/{adoption.pk}/end/"
    assert ask(path, "cleo", {}).status_code == 404
    assert ask(path, "ben", {}).headers["Location"] == f"/ellery/answers/{adoption.version.response_id}/"
    assert "speaks with" not in ask(f"{adoption.version.response_id}/").content.decode()
