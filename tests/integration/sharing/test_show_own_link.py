"""The page of one's own link: to copy, to share, to point a camera at, to print."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from tests.cast import Cast
from tests.integration.sharing.conftest import Begun


def test_a_member_sees_it_inside_the_house(begun: Begun, cast: Cast, phone: Any) -> None:
    phone.force_login(cast.ben.account)
    page = phone.get(begun.at("/yours")).content.decode()
    assert f'value="http://testserver{begun.at()}"' in page
    assert "data-copy-from=" in page and "data-share=" in page
    assert f'src="{begun.at("/qr.svg")}"' in page and begun.at("/card") in page
    assert "the same link whenever you ask" in page


def test_the_square_code_is_a_picture_without_style(begun: Begun, phone: Any) -> None:
    response = phone.get(begun.at("/qr.svg"))
    assert response["Content-Type"] == "image/svg+xml" and not response.cookies
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own picture)
    assert root.tag.endswith("svg") and b"style" not in response.content and b"<script" not in response.content


def test_the_card_says_who_answers_for_it(begun: Begun, phone: Any) -> None:
    page = phone.get(begun.at("/card")).content.decode()
    assert "Ask for the samples first" in page and "Ferry Street" in page
    assert f"http://testserver{begun.at()}" in page
    assert "Responsible for this content: The people of Ellery" in page


def test_none_of_these_is_a_visit(begun: Begun, phone: Any) -> None:
    from groundswell.sharing.models import Visit

    for what in ("/yours", "/card", "/qr.svg"):
        assert phone.get(begun.at(what)).status_code == 200
        assert phone.get(f"/ellery/p/bcdfghjkmn{what}").status_code == 404
    assert not Visit.objects.exists()
