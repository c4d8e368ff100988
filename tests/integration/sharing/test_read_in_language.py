"""A link opens in another language where a member put the answer into it; what hangs on an earlier version says so."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.integration.sharing.conftest import Begun
from tests.stages import put_into_spanish, said, second_version

from groundswell.responses.services import adopt_version
from groundswell.sharing.services import make_pass_on


def test_a_link_is_read_in_another_language(begun: Begun, cast: Cast, phone: Any) -> None:
    assert "?in=" not in phone.get(begun.at()).content.decode()
    put_into_spanish(cast, begun.adoption.version)
    assert f'lang="es" href="{begun.at()}?in=es">español</a>' in phone.get(begun.at()).content.decode()
    page = phone.get(begun.at("?in=es")).content.decode()
    assert '<html lang="es">' in page and "<h1>Primero las muestras</h1>" in page and "Están en el cajón" in page
    assert 'property="og:title" content="Primero las muestras"' in page and "preview.png?in=es" in page
    assert f'content="http://testserver{begun.at()}?in=es"' in page
    assert "In español" in page or "En español" in page
    assert phone.get(begun.at("/preview.png?in=es"))["Content-Type"] == "image/png"
    assert "<h1>Ask for the samples first</h1>" in phone.get(begun.at("?in=fr")).content.decode()


def test_words_of_an_earlier_version_say_so_where_they_are_used(begun: Begun, cast: Cast, phone: Any) -> None:
    put_into_spanish(cast, begun.adoption.version)
    said(cast, begun.adoption.version)
    newer = second_version(cast, begun.adoption.version)
    adoption = adopt_version(version=newer, community=cast.ferry, actor=cast.ben.actor)
    link = make_pass_on(adoption=adoption, actor=cast.cleo.actor)
    diff = f"/ellery/answers/compare/{begun.adoption.version_id}/{newer.pk}/"
    own = phone.get(begun.at("/yours", link)).content.decode()
    assert "Ask for the samples tonight." in own and "(the text has moved on)" in own and diff in own
    assert "sms:?body=Ask%20for%20the%20samples%20tonight." in own
    phone.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert diff in phone.get(begun.at("?in=es", link)).content.decode()


def test_a_card_holds_the_communitys_own_words(begun: Begun, cast: Cast, phone: Any) -> None:
    own = adopt_version(version=begun.adoption.version, community=cast.ferry, words="Ours, short.", actor=cast.ben.actor)
    link = make_pass_on(adoption=own, actor=cast.cleo.actor)
    assert "Ours, short." in phone.get(begun.at("/card", link)).content.decode()
    old = phone.get(begun.at("/card")).content.decode()
    assert "Ours, short." not in old and "Changed: Ferry Street has taken other words since, or let these go." in old
    long = adopt_version(version=begun.adoption.version, community=cast.ferry, words="Ours. " * 80, actor=cast.ben.actor)
    card = phone.get(begun.at("/card", make_pass_on(adoption=long, actor=cast.ben.actor))).content.decode()
    assert begun.adoption.version.summary in card and "Ours. Ours." not in card
