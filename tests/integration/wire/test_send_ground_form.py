"""The page "What do you see?": a plain form, the same address for what a phone sends later, and refusals at the field."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import ground
from tests.cast import Cast

from groundswell.kit.uploads import MOST_BYTES
from groundswell.wire.models import GroundReport

PAGE = "/ellery/wire/ground/new/"


@pytest.fixture
def cleo(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cleo.account)
    return client


def _file(content: bytes, name: str = "seen.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def _sent(cast: Cast, **said: Any) -> dict[str, Any]:
    assert cast.cleo.member
    return {"what": "Brown water", "key": str(uuid.uuid4()), "written_by": str(cast.cleo.member.pk), **said}


def test_the_form_leads_to_the_report(cast: Cast, cleo: Client) -> None:
    text = cleo.get(PAGE).content.decode()
    assert "Ferry Street" in text and "multipart/form-data" in text
    answer = cleo.post(PAGE, _sent(cast, place="Ferry Street 4", community=str(cast.ferry.pk), photo=_file(ground.picture())))
    report = GroundReport.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/ellery/wire/ground/{report.pk}/"
    assert (report.place, report.community) == ("Ferry Street 4", cast.ferry)
    shown = cleo.get(answer["Location"]).content.decode()
    assert "Brown water" in shown and f"/ellery/wire/ground/{report.pk}/photo/" in shown


def test_a_phone_is_told_where_it_is(cast: Cast, cleo: Client) -> None:
    said = _sent(cast, seen_at="2020-01-05T06:00:00.000Z")
    answer = cleo.post(PAGE, said, headers={"accept": "application/json"})
    assert answer.status_code == 422  # it waited too long
    said = _sent(cast)
    first, again = (cleo.post(PAGE, said, headers={"accept": "application/json"}) for _time in range(2))
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert GroundReport.objects.count() == 1


def test_a_refusal_stands_at_its_field_and_keeps_the_words(cast: Cast, cleo: Client) -> None:
    answer = cleo.post(PAGE, _sent(cast, photo=_file(b"not a photo at all")))
    text = answer.content.decode()
    assert answer.status_code == 422 and "cannot be read as a photo" in text and "Brown water" in text
    assert not GroundReport.objects.exists()


def test_what_another_wrote_is_refused_in_words(cast: Cast, cleo: Client) -> None:
    assert cast.ben.member
    answer = cleo.post(PAGE, _sent(cast, written_by=str(cast.ben.member.pk)))
    assert answer.status_code == 409 and "Somebody else wrote this" in answer.content.decode()


def test_a_flood_of_bytes_is_turned_away_unread(cast: Cast, cleo: Client) -> None:
    answer = cleo.generic("POST", PAGE, b"--x--", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(MOST_BYTES + 1))
    assert answer.status_code in {400, 413} and not GroundReport.objects.exists()
