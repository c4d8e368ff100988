"""What is read out of a text, and which texts are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.science.stories import StoryStream
from groundswell.science.stories.text import CAPITAL, NUMBER, TEXT_CAP, fold, mark, read, stem


def test_the_first_line_is_the_title_and_the_rest_the_lead():
    reading = read("\n Ferry Strike: 1,200 stranded \r\nThe U.S. envoy's boat\nwas late.")
    assert reading.title == "ferry strike 1200 stranded"
    assert _words(reading) == ["ferry", "strike", "1200", "stranded", "the", "us", "envoy", "boat", "was", "late"]
    assert (reading.n_title, reading.has_lead) == (4, True)
    assert [mark(raw) for _, raw in reading.tokens] == [CAPITAL, CAPITAL, NUMBER, 0, CAPITAL, CAPITAL, 0, 0, 0, 0]
    assert [bool(before) for before, _ in reading.tokens] == [False, False, True, *[False] * 7]


def test_capitals_in_a_title_tell_names_only_where_not_every_word_has_one():
    assert not read("Ferry Workers Strike Again in Alder").tells_names
    assert read("Ferry workers strike again in Alder").tells_names


def test_forms_of_one_word_are_compared_as_one():
    assert len({stem(word) for word in ("resign", "resigns", "resigned", "resigning")}) == 1
    assert [stem(word) for word in ("bus", "class", "is", "stop", "stopped", "ферри", "policies")] == [
        "bus", "class", "is", "stop", "stop", "ферри", "policy",
    ]  # fmt: skip


def _words(reading):
    return [word for _, raw in reading.tokens for word in fold(raw)]


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x00", "\u200b\u200f"])
def test_a_text_that_says_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"^text is empty"):
        StoryStream().add("a", text, 0.0)


@pytest.mark.parametrize("text", [None, 7, b"Ferry"])
def test_a_text_must_be_a_string(text):
    with pytest.raises(TypeError, match=r"^text must be a string"):
        StoryStream().add("a", text, 0.0)


def test_ten_megabytes_are_cut_and_not_refused():
    long = "Ferry strike " * 800_000
    assert len(read(long).whole) <= 2 * TEXT_CAP
    stream = StoryStream()
    stream.add("a", long, 0.0)
    assert stream.add("b", long + "!", 0.0).copy_of == "a"


def test_nul_and_direction_marks_change_nothing():
    assert _words(read("Ferry\x00 strike")) == ["ferry", "strike"]
    assert _words(read("\u202bإضراب عمّال العبّارة\u202c")) == _words(read("إضراب عمال العبارة"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("मुख्यमंत्री ने", ["मुख्यमंत्री", "ने"]),
        ("東京で地震", ["東京", "京で", "で地", "地震"]),
        ("Ферри’s café", ["ферри", "café"]),
        ("ＦＥＲＲＹ　１２", ["ferry", "12"]),
        ("🚢🚢", []),
    ],
)
def test_words_of_other_scripts(text, words):
    assert _words(read(text)) == words


def test_a_text_without_words_is_its_own_story_and_may_be_copied():
    stream = StoryStream()
    stream.add("a", "🚢", 0.0)
    assert stream.add("b", "🚢", 1.0).copy_of == "a"
    assert stream.add("c", "🚀", 1.0).story == "c"


@given(st.text(max_size=200), st.none() | st.text(max_size=5))
def test_any_text_is_read_or_refused_by_name(text, source):
    try:
        reading = read(text, source=source)
    except ValueError as refusal:
        assert str(refusal).startswith("text")
    else:
        assert len(reading.tokens) >= reading.n_title
        assert all(word and "\x00" not in word for word in _words(reading))
        reading.whole.encode()
