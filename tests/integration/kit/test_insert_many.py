"""Many rows in one statement: in order, with what the database adds itself, and refused as any other insert is."""

from __future__ import annotations

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, transaction
from tests.cast import Cast, assemble

from groundswell.kit.clock import now
from groundswell.kit.inserts import insert_many
from groundswell.pulse.models import PulseEvent
from groundswell.wire.models import Item, Source, Story


def _source(cast: Cast, name: str, **given: object) -> Source:
    return Source(campaign_id=cast.campaign.pk, key=name, name=name, created_at=now(), **given)


def test_rows_come_back_as_they_were(cast: Cast) -> None:
    source = _source(cast, "it's “quoted” \\ {,} \n\t% ü 😀", counts=False)
    story = Story(campaign_id=cast.campaign.pk, title="x", first_at=now(), last_at=now(), created_at=now())
    insert_many([source])
    insert_many([story])
    item = Item(
        campaign_id=cast.campaign.pk,
        key="k",
        source=source,
        story=story,
        position=2**40,
        title="t",
        published=now(),
        arrived=now(),
    )
    insert_many([item])
    assert not item._state.adding
    for row in (source, story, item):
        stored = type(row).objects.get(pk=row.pk)
        assert {field.attname: getattr(stored, field.attname) for field in row._meta.concrete_fields} == {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
        }


def test_the_database_makes_keys_in_order(cast: Cast) -> None:
    def event(number: int) -> PulseEvent:
        return PulseEvent(
            at=now(), campaign_id=cast.campaign.pk, kind="k", via="cli", subject_type="s", subject_id=cast.campaign.pk,
            data={"number": number, "text": "ü", "none": None},
        )  # fmt: skip

    insert_many([event(number) for number in range(50)])
    rows = PulseEvent.objects.filter(kind="k").order_by("seq")
    assert [row.data["number"] for row in rows] == list(range(50))
    assert rows[0].data == {"number": 0, "text": "ü", "none": None} and int(rows[0].xid) > 0


def test_nothing_to_write_is_no_query(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        insert_many([])


def test_what_is_too_long_or_there_already_is_refused(cast: Cast) -> None:
    with pytest.raises(DataError, match="too long"), transaction.atomic():
        insert_many([_source(cast, "x" * 201)])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([_source(cast, "same"), _source(cast, "same")])
    assert not Source.objects.exists()


def test_rows_of_another_campaign_are_refused(cast: Cast) -> None:
    other = assemble("marlow")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        insert_many([_source(cast, "ours"), _source(other, "theirs")])
