"""What is said of a member is said by them alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cast import Cast

from groundswell.kit.errors import BadInput, NotHere
from groundswell.people.selectors import member_of, subjects_of
from groundswell.people.services import change_profile

Recorded = Callable[[], list[str]]


def test_a_member_changes_what_they_say(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    change_profile(member=cast.cleo.member, name="Cleo", knows=["tides", "rope"], actor=cast.cleo.actor)
    change_profile(
        member=cast.cleo.member,
        name="Cleo <i>O</i>",
        place="Quay",
        why="For the river.",
        knows=["rope", "salt"],
        language="es",
        actor=cast.cleo.actor,
    )
    found = member_of(cast.cleo.actor)
    assert (found.person.name, found.person.place, found.why, found.language) == ("Cleo O", "Quay", "For the river.", "es")
    assert subjects_of(found) == ["rope", "salt"]
    assert recorded() == ["people.profile_changed"] * 2


@pytest.mark.parametrize(("said", "field"), [({"name": " "}, "name"), ({"name": "Cleo", "language": "xx"}, "language")])
def test_what_cannot_be_used_is_told_at_its_field(cast: Cast, recorded: Recorded, said: dict[str, str], field: str) -> None:
    assert cast.cleo.member
    with pytest.raises(BadInput) as refusal:
        change_profile(member=cast.cleo.member, actor=cast.cleo.actor, **said)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert recorded() == []


def test_nobody_speaks_for_another(cast: Cast, recorded: Recorded) -> None:
    assert cast.cleo.member
    for other in (cast.ada.actor, cast.dan.actor, cast.visitor):
        with pytest.raises(NotHere):
            change_profile(member=cast.cleo.member, name="Fool", actor=other)
    assert recorded() == []
