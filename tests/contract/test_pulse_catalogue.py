"""Each kind of event says its words, link, audience and personal fields; docs/pulse.md is made from them."""

from __future__ import annotations

import dataclasses
import re

from django.urls import get_resolver

from groundswell.pulse import kinds
from groundswell.pulse.catalogue import page
from tests.contract.sources import ROOT


def test_every_event_class_is_in_the_catalogue() -> None:
    entered = {kind.event for kind in kinds.catalogue()}
    stray = [found.__qualname__ for found in kinds.Event.__subclasses__() if found not in entered]
    # dataclass(slots=True) replaces the class it decorates; the first, slotless one is garbage with the same name
    assert not [name for name in stray if name not in {event.__qualname__ for event in entered}]


def test_every_kind_says_what_is_owed() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        names |= {f"{space}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    for kind in kinds.catalogue():
        assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)+", kind.name), kind.name
        assert kind.summary.endswith("."), kind.name
        assert kind.audience in kinds.AUDIENCES, kind.name
        assert set(kind.personal) <= set(kind.fields), kind.name
        assert not kind.link or kind.link in names or kind.link.split(":")[0] in {"communities"}, kind.name


def test_events_are_frozen_and_hold_ids_and_scalars() -> None:
    for kind in kinds.catalogue():
        assert kind.event.__dataclass_params__.frozen, kind.name  # type: ignore[attr-defined]
        for field in dataclasses.fields(kind.event):  # type: ignore[arg-type]
            words = set(re.findall(r"[A-Za-z.]+", str(field.type)))
            assert words <= {"uuid.UUID", "UUID", "str", "int", "float", "bool", "None"}, f"{kind.name}.{field.name}"


def test_the_pulse_page_is_up_to_date() -> None:
    written = (ROOT / "docs/pulse.md").read_text(encoding="utf-8")
    assert written == page(), (
        "write it again: .venv/bin/python manage.py shell -c 'from groundswell.pulse.catalogue import write; write()'"
    )
