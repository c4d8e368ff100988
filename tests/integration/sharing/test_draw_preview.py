"""The picture beside a link: drawn here, the same for the same words, without the words of what is hidden, and no visit."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from tests.cast import Cast
from tests.integration.sharing.conftest import Begun

from groundswell.campaigns.preview import Words, picture
from groundswell.communities.services import hide_thing
from groundswell.responses.models import Response
from groundswell.responses.services import challenge_version
from groundswell.sharing.models import Visit


def test_a_link_has_a_picture_of_the_size_that_chats_show(begun: Begun, phone: Any) -> None:
    page = phone.get(begun.at()).content.decode()
    address = f"http://testserver{begun.at('/preview.png')}"
    assert f'<meta property="og:image" content="{address}">' in page and len(page.encode()) < 50_000
    visits = Visit.objects.count()
    drawn = phone.get(begun.at("/preview.png"))
    assert drawn["Content-Type"] == "image/png" and "max-age" in drawn["Cache-Control"]
    with Image.open(io.BytesIO(drawn.content)) as image:
        assert image.size == (1200, 630)
    assert len(drawn.content) < 100_000 and Visit.objects.count() == visits, "a picture is no visit"


def test_the_same_words_are_the_same_bytes() -> None:
    words = Words("Ellery", "Ask for the samples first", "From Ferry Street")
    first = picture(words)
    picture.cache_clear()
    assert picture(words) == first != picture(Words("Ellery", "Ask for the samples first", "From the orchard"))


def test_words_that_cannot_be_drawn_are_left_out() -> None:
    assert picture(Words("Ellery", "اسأل عن العينات أولا")) == picture(Words("Ellery"))
    for title in ("W" * 120, "word " * 24, "\u202egnirts", "🌊" * 30, "", " "):
        assert picture(Words("Ellery", title, title)).startswith(b"\x89PNG")


def test_it_speaks_the_language_of_the_answer(begun: Begun, phone: Any) -> None:
    english = phone.get(begun.at("/preview.png")).content
    Response.objects.update(language="es")
    assert phone.get(begun.at("/preview.png")).content != english


def test_what_is_hidden_is_not_drawn(begun: Begun, cast: Cast, phone: Any) -> None:
    version = begun.adoption.version
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Names a neighbour.", actor=cast.ada.actor)
    empty = picture(Words(cast.campaign.name))
    assert phone.get(begun.at("/preview.png")).content == empty
    assert phone.get(f"/ellery/answers/{version.response_id}/versions/1/preview.png").content == empty
    assert "og:image" not in phone.get(f"/ellery/answers/{version.response_id}/").content.decode()


def test_what_is_challenged_says_so_beside_the_link(begun: Begun, cast: Cast, phone: Any) -> None:
    version = begun.adoption.version
    of_answer = f"/ellery/answers/{version.response_id}/versions/1/preview.png"
    before = phone.get(begun.at("/preview.png")).content
    challenge_version(version=version, kind="fact", reason="It was emptied.", actor=cast.ada.actor)
    line = f"From {begun.adoption.community.name} · Challenged"
    assert before != phone.get(begun.at("/preview.png")).content == picture(Words(cast.campaign.name, version.title, line))
    assert phone.get(of_answer).content == picture(Words(cast.campaign.name, version.title, "Challenged"))


def test_an_answer_has_one_too(begun: Begun, phone: Any) -> None:
    version = begun.adoption.version
    page = phone.get(f"/ellery/answers/{version.response_id}/").content.decode()
    assert f"/ellery/answers/{version.response_id}/versions/1/preview.png" in page
    assert phone.get(f"/ellery/answers/{version.response_id}/versions/1/preview.png").content.startswith(b"\x89PNG")
    assert phone.get(f"/ellery/answers/{version.response_id}/versions/9/preview.png").status_code == 404
