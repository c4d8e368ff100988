""" "Give me my data" is whole: every room that links rows to members adds its part, and each part can be read."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from groundswell.kit.db import TenantModel
from groundswell.people import export
from groundswell.people.models import Member
from tests import stages
from tests.cast import Cast


def _rooms_that_know_members() -> set[str]:
    return {
        model._meta.app_label
        for model in apps.get_models()
        if issubclass(model, TenantModel)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Member
    }


def test_every_room_that_knows_members_tells_what_it_keeps() -> None:
    telling = {part.__module__.split(".")[1] for part in export._parts.values()}
    assert telling >= _rooms_that_know_members(), "register a part in people.export"


@pytest.mark.django_db
def test_what_is_told_can_be_written_down_and_names_nobody_else(cast: Cast) -> None:
    stages.adopted(cast)
    assert cast.cleo.member and cast.ben.member
    for player, theirs, others in ((cast.cleo, "Ask for the samples first", "Ben"), (cast.ben, "Ferry Street", "Cleo")):
        assert player.member
        text = json.dumps(export.everything(player.member), cls=DjangoJSONEncoder)
        assert theirs in text and others not in text
