"""An entry is safe to store and show, and known again: by its link, else by source, title and time."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from groundswell.wire.reading.entries import LEAD_LIMIT, TITLE_LIMIT, Entry, entry
from groundswell.wire.reading.rows import Row

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _entry(**said: str) -> Entry:
    said = {"published": "2026-05-31", "title": "Flood closes Marrow Bridge", **said}
    return entry(Row(7, said), file="news.tsv", now=NOW)


def test_markup_and_invisible_signs_are_taken_out() -> None:
    found = _entry(
        title="Flood <script>alert(1)</script>closes <b>Marrow</b>\u202e Bridge", lead="<p onclick=x>Deep & cold</p>"
    )
    assert (found.title, found.lead) == ("Flood closes Marrow Bridge", "Deep & cold")


def test_heaps_of_accents_do_not_cover_the_lines_around_them() -> None:
    assert _entry(title="Fl\u0301" + "\u0335" * 400 + "ood in Hu\u1ebf").title.count("\u0335") <= 4
    kept = "Đồng bằng ngập; נִקּוּד; गंगा की बाढ़"
    assert _entry(title=kept).title == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//alder.example/a", "https://", "not a link"])
def test_a_link_that_leads_to_no_page_is_left_out_and_noted(link: str) -> None:
    found = _entry(link=link)
    assert (found.url, found.dropped_link) == ("", True)
    assert found.key == _entry().key


def test_a_link_alone_makes_an_item_known() -> None:
    one = _entry(link="HTTPS://Alder.example/Flood?a=1", source="The Alder Post")
    other = _entry(link="https://alder.example/Flood?a=1", title="Another title", published="2026-05-30", source="Else")
    assert one.key == other.key
    assert one.key != _entry(link="https://alder.example/flood?a=1").key


def test_without_a_link_source_title_and_time_make_an_item_known() -> None:
    known = _entry(source="The Alder Post").key
    assert known == _entry(source="the  alder post", title="FLOOD closes Marrow-Bridge!", lead="More words").key
    assert known == _entry(source="The Alder Post", published="2026-05-31T02:00:00+02:00").key
    assert known != _entry(source="The Orchard").key
    assert known != _entry(source="").key
    assert known != _entry(source="The Alder Post", published="2026-05-30").key
    assert known != _entry(source="The Alder Post", title="Flood closes Marrow Road").key


@pytest.mark.parametrize(
    ("title", "words"), [("", "no title"), ("  ", "no title"), ("<script>x</script>", "no words"), ("!!! —", "no words")]
)
def test_a_title_must_say_something(title: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _entry(title=title)


def test_long_texts_are_cut_and_noted() -> None:
    found = _entry(title="flood " * 1000, lead="water " * 10_000)
    assert (len(found.title) <= TITLE_LIMIT, len(found.lead) <= LEAD_LIMIT, found.cut) == (True, True, True)
    assert not _entry().cut


def test_a_row_with_a_problem_makes_none() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        entry(Row(7, problem="2 columns where the first line has 3"), file="news.tsv", now=NOW)
