"""One row read by SQL written out is the object that the model would have given."""

from __future__ import annotations

from tests.cast import Cast

from groundswell.campaigns.models import Campaign
from groundswell.kit.rows import first


def test_columns_fill_fields_and_the_rest_becomes_attributes(cast: Cast) -> None:
    found = first(Campaign, "SELECT *, 7 AS places FROM campaigns_campaign WHERE slug = %s", [cast.campaign.slug])
    assert found is not None
    plain = Campaign.objects.get(pk=cast.campaign.pk)
    assert {field.attname: getattr(found, field.attname) for field in Campaign._meta.concrete_fields} == {
        field.attname: getattr(plain, field.attname) for field in Campaign._meta.concrete_fields
    }
    assert found.places == 7  # type: ignore[attr-defined]


def test_what_was_not_asked_for_is_fetched_when_it_is_needed(cast: Cast) -> None:
    found = first(Campaign, "SELECT name, id FROM campaigns_campaign WHERE slug = %s", [cast.campaign.slug])
    assert found is not None and found.get_deferred_fields() and found.slug == cast.campaign.slug


def test_no_row_is_none(cast: Cast) -> None:
    assert first(Campaign, "SELECT * FROM campaigns_campaign WHERE slug = %s", ["nowhere"]) is None
