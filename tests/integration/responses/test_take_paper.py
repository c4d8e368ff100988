"""An answer as a PDF: a button where the extra is installed, words where it is not, and nothing fetched to make it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from tests import stages
from tests.cast import Cast
from tests.integration.communities.threads import long_here

from groundswell.communities.services import hide_thing
from groundswell.responses import paper
from groundswell.responses.services import adopt_version

Ask = Callable[..., HttpResponse]


class Fetcher:
    """Stands in for what WeasyPrint fetches with."""

    def __init__(self, allowed_protocols: list[str]) -> None:
        assert allowed_protocols == ["file"]

    def fetch(self, url: str, headers: Any = None) -> str:
        return f"read {url}"


class Press:
    """Stands in for WeasyPrint, which the tests' environment has not: keeps what it is given."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.fetcher: Any = None
        self.urls = SimpleNamespace(URLFetcher=Fetcher)

    def CSS(self, *, string: str, url_fetcher: Any, font_config: Any) -> str:  # noqa: N802 (WeasyPrint's name)
        return string

    def HTML(self, *, string: str, url_fetcher: Any) -> Any:  # noqa: N802 (WeasyPrint's name)
        self.pages.append(string)
        self.fetcher = url_fetcher
        return SimpleNamespace(write_pdf=lambda stylesheets, font_config: b"%PDF-1.7 " + stylesheets[0].encode())


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """The extra is installed."""
    found = Press()
    monkeypatch.setitem(sys.modules, "weasyprint", found)  # type: ignore[arg-type]
    fonts = ModuleType("weasyprint.text.fonts")
    fonts.FontConfiguration = dict  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "weasyprint.text", ModuleType("weasyprint.text"))
    monkeypatch.setitem(sys.modules, "weasyprint.text.fonts", fonts)
    monkeypatch.setattr("groundswell.responses.views.taking.is_made_here", lambda: True)
    monkeypatch.setattr("groundswell.responses.views.reading.is_made_here", lambda: True)
    paper.pdf.cache_clear()
    yield found
    paper.pdf.cache_clear()


def test_without_the_extra_there_is_no_button_and_the_address_says_why(
    cast: Cast, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in ("taking", "reading"):
        monkeypatch.setattr(f"groundswell.responses.views.{view}.is_made_here", lambda: False)
    version = stages.published(cast)
    assert "As a PDF" not in ask(f"{version.response_id}/").content.decode()
    shown = ask(f"{version.response_id}/versions/1/answer.pdf")
    assert shown.status_code == 404 and "save it as a PDF" in shown.content.decode()


def test_with_the_extra_it_holds_the_words_and_the_sources_in_full(cast: Cast, ask: Ask, press: Press) -> None:
    version = stages.published(cast)
    long_here(cast.cleo)
    path = f"{version.response_id}/versions/1/answer.pdf"
    assert f"/ellery/answers/{path}" in ask(f"{version.response_id}/").content.decode()
    made = ask(path)
    assert made["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert "Ask for the samples first.pdf" in made["Content-Disposition"]
    (page,) = press.pages
    assert version.summary in page and "https://water.example/agenda/6" in page and "It needs readers." in page
    assert "The people of Ellery" in page and "<style" not in page
    ask(path)
    assert len(press.pages) == 1, "the same page is made once"


def test_of_a_variant_it_holds_the_words_of_that_version(cast: Cast, ask: Ask, press: Press) -> None:
    version = stages.ready(cast)
    own = adopt_version(version=version, community=cast.ferry, words="Ferry Street says: 12 taps!", actor=cast.ben.actor)
    stages.put_into_spanish(cast, version)
    newer = stages.next_version(cast, version)
    first, second = (f"{version.response_id}/versions/{number}/answer.pdf" for number in (1, 2))
    assert ask(f"{first}?by={own.pk}").status_code == 200
    assert "Ferry Street says: 12 taps!" in press.pages[-1] and "Version 2 is out." in press.pages[-1]
    assert "In the words of Ferry Street" in press.pages[-1] and newer.title not in press.pages[-1]
    assert ask(f"{first}?in=es").status_code == 200 and 'lang="es"' in press.pages[-1]
    assert "Primero las muestras" in press.pages[-1] and "moved on" not in press.pages[-1]
    ask(f"{second}?in=es")
    assert "The text has moved on since these words were written for version 1." in press.pages[-1]
    for wrong in (f"{second}?by={own.pk}", f"{first}?in=fr", f"{first}?by=x"):
        assert ask(wrong).status_code == 404


def test_nothing_is_fetched_for_it(cast: Cast, ask: Ask, press: Press, tmp_path: Path) -> None:
    version = stages.published(cast)
    ask(f"{version.response_id}/versions/1/answer.pdf")
    for url in ("http://127.0.0.1/", "https://elsewhere.example/x.png", (tmp_path / "x").as_uri(), "file:///etc/passwd"):
        with pytest.raises(ValueError, match="nothing is fetched"):
            press.fetcher.fetch(url)


def test_what_is_hidden_is_not_printed(cast: Cast, ask: Ask, press: Press) -> None:
    version = stages.published(cast)
    hide_thing(subject_type="responses.Version", subject_id=version.pk, reason="Names a neighbour.", actor=cast.ada.actor)
    assert ask(f"{version.response_id}/versions/1/answer.pdf").status_code == 404 and press.pages == []
    assert "As a PDF" not in ask(f"{version.response_id}/").content.decode()


def test_a_flood_is_stopped(cast: Cast, ask: Ask, press: Press) -> None:
    version = stages.published(cast)
    answers = {ask(f"{version.response_id}/versions/1/answer.pdf").status_code for _ in range(32)}
    assert answers == {200, 429}
