"""A member puts the whole answer into another language; it hangs on a version and says when the text has moved on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import next_version, published, put_into_spanish

from groundswell.communities.services import hide_thing
from groundswell.kit.errors import BadInput
from groundswell.responses.models import Variant
from groundswell.responses.selectors.languages import said_in_others
from groundswell.responses.services import change_variant, write_variant

Ask = Callable[..., HttpResponse]
SPANISH = {
    "subject": "Primero las muestras",
    "summary": "Antes de votar, que lean las muestras.",
    "text": "Están en el cajón [1].",
}


def test_it_is_read_in_another_language(cast: Cast, ask: Ask, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    assert "Also in:" not in ask(f"{version.response_id}/").content.decode()
    path = f"{version.response_id}/versions/1/"
    assert "as a member put it" not in ask(f"{path}words/whole/write/", "ben").content.decode()
    sent = ask(f"{path}words/whole/write/", "ben", {"language": "es", **SPANISH})
    assert sent.status_code == 302 and recorded()[-1] == "responses.variant_written"
    page = ask(f"{version.response_id}/").content.decode()
    assert "Also in:" in page and f'lang="es" href="/ellery/answers/{path}in/es/">español</a>' in page
    read = ask(f"{path}in/es/").content.decode()
    assert "In español, as a member put it." in read and "Primero las muestras" in read
    assert 'cajón<sup><a href="#source-1"' in read and "Agenda of the water board" in read
    assert ask(f"{path}in/fr/").status_code == 404


def test_it_says_that_the_text_has_moved_on(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    variant = put_into_spanish(cast, version)
    newer = next_version(cast, version)
    read = ask(f"{version.response_id}/versions/2/in/es/").content.decode()
    assert "The text has moved on since these words were written for version 1." in read
    assert f"/ellery/answers/compare/{version.pk}/{newer.pk}/" in read
    assert "(as version 1 said it)" in ask(f"{version.response_id}/").content.decode()
    change_variant(variant=variant, version=newer, actor=cast.ben.actor, **SPANISH)
    assert "moved on" not in ask(f"{version.response_id}/versions/2/in/es/").content.decode()
    assert ask(f"{version.response_id}/versions/1/in/es/").status_code == 404, "what is said now was not said of version 1"


@pytest.mark.parametrize(
    ("channel", "language", "field"),
    [("whole", "en", "language"), ("whole", "", "language"), ("whole", "xx-yy", "language"), ("sms", "klingon", "language")],
)
def test_what_is_no_other_language(cast: Cast, channel: str, language: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        write_variant(version=published(cast), channel=channel, language=language, actor=cast.ben.actor, **SPANISH)
    assert refused.value.field == field


def test_a_text_message_in_two_languages(cast: Cast) -> None:
    version, said = published(cast), {"channel": "sms", "actor": cast.ben.actor}
    own = write_variant(version=version, text="Ask tonight.", language="en", **said)
    other = write_variant(version=version, text="Pregunten hoy.", language="es", **said)
    again = write_variant(version=version, text="Pregunten esta noche.", language="es", **said)
    assert (own.language, other.language, again.pk) == ("", "es", other.pk)
    assert Variant.objects.count() == 2


def test_what_is_hidden_is_not_offered(cast: Cast) -> None:
    version = published(cast)
    variant = put_into_spanish(cast, version)
    assert list(said_in_others(version, cast.visitor)) == [variant]
    hide_thing(subject_type="responses.Variant", subject_id=variant.pk, reason="No.", actor=cast.ada.actor)
    assert said_in_others(version, cast.visitor) == []
