"""What a news item says, as words: clean, cut, and told apart into title and lead, in any script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TITLE_CAP = 400
TEXT_CAP = 4000
TITLE_WORDS = 48

# A sentence's end or an opening quote, if one comes right before; then initials ("U.S."), a number ("1,200", "3.5"), or a
# run of letters with an inner apostrophe.
_BEFORE = r"([.!?:;\"'“”«(\n]\s?)?"
_ASCII_WORD = re.compile(_BEFORE + r"((?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[A-Za-z]+(?:'[A-Za-z]+)?)")
# Python's letters leave out combining marks, which would tear Devanagari, Thai or Burmese words apart.
_MARK = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a"
    "\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u0fbc\u102b-\u103e\u17b4-\u17d3"
)
_LETTER = rf"(?:[^\W\d_]|[{_MARK}])"
_WORD = re.compile(_BEFORE + rf"((?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|{_LETTER}+(?:'{_LETTER}+)?)")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Vowel points, joiners and direction marks: two outlets differ in them without saying anything different.
_INVISIBLE = re.compile(
    "[\u00ad\u0640\u064b-\u065f\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PLAIN = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2014": "-",
    "\u2013": "-",
    "\u2026": "...",
    "\u00a0": " ",
}

CAPITAL, MIDDLE, NUMBER, TITLE = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Reading:
    """One item's words: the title's in order, then the lead's, each with its flags."""

    title: str
    """The title's words, folded, joined by single spaces: what two copies share."""
    whole: str
    """Title and lead, folded, for shingling."""
    tokens: list[tuple[str, str]]
    """As written, title first: what stands before a word where a sentence may begin there, and the word."""
    n_title: int
    """How many of the tokens are the title's."""
    tells_names: bool
    """Whether capitals in the title mean anything: not where every word has one."""
    has_lead: bool


def read(text: str, *, source: str | None = None) -> Reading:
    """Clean and cut ``text``; the first line that says anything is the title, the rest the lead.

    Only the first 4,000 characters count, and of the title the first 400. The name of the ``source`` at the end of
    the title, after a dash or a bar, is not part of what it says.

    Raises
    ------
    TypeError
        ``text`` is not a string.
    ValueError
        ``text`` has nothing to read in it.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, not {type(text).__name__}")
    cleaned = _clean(text)
    if not cleaned:
        raise ValueError("text is empty")
    title, _, lead = cleaned.partition("\n")
    title, lead = _without(title[:TITLE_CAP].strip(), source), " ".join(lead.split())
    tokens: list[tuple[str, str]] = _tokens(title)[:TITLE_WORDS]
    long = [word for _, word in tokens[1:] if len(word) > 4]
    tells_names = len(long) > 1 and sum(word[0].isupper() for word in long) < 0.6 * len(long)
    key = _folded(tokens) or title.casefold()
    if not lead:
        return Reading(key, key, tokens, len(tokens), tells_names, False)
    return Reading(key, f"{key}\n{lead.casefold()}", tokens + _tokens(lead), len(tokens), tells_names, True)


def _folded(tokens: list[tuple[str, str]]) -> str:
    """The tokens as they are compared; most titles need no look at each."""
    whole = " ".join([raw for _, raw in tokens])
    if whole.isascii() and not ("." in whole or "," in whole or "'" in whole):
        return whole.lower()
    return " ".join([word for _, raw in tokens for word in fold(raw)])


def _tokens(part: str) -> list[tuple[str, str]]:
    return (_ASCII_WORD if part.isascii() else _WORD).findall(part)


@lru_cache(maxsize=65_536)
def fold(raw: str) -> tuple[str, ...]:
    """A word as it is compared: without case, dots and "'s"; a run of a script without spaces as pairs of letters."""
    if raw[-1] == "." or "," in raw:
        raw = raw.replace(".", "").replace(",", "")
    word = raw.casefold()
    if word.endswith("'s"):
        word = word[:-2]
    if not word.isascii() and _UNSPACED.search(word):
        return tuple(word[i : i + 2] for i in range(max(1, len(word) - 1)))
    return (word,)


def mark(raw: str) -> int:
    """What a word's first letter says of it."""
    return NUMBER if raw[0].isdigit() else CAPITAL if raw[0].isupper() else 0


def stem(word: str) -> str:
    """A word without the commonest endings ("resigns", "resigned": "resign"); only words in plain Latin letters have any.

    Cut alike everywhere, so that a wrong cut does little harm: it serves to compare and is never shown.
    """
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        word = word[:-3]
    elif word.endswith("ed") and len(word) > 4:
        word = word[:-2]
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def _clean(text: str) -> str:
    text = text[: 4 * TEXT_CAP].lstrip()[:TEXT_CAP]
    if not text.isascii():
        for fancy, plain in _PLAIN.items():
            text = text.replace(fancy, plain)
        if not text.isascii():
            text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _CONTROL.sub(" ", _BREAK.sub("\n", text)).strip()


def _without(title: str, source: str | None) -> str:
    if source and title.casefold().endswith(source.casefold()):
        shorter = title[: -len(source)].rstrip()
        if shorter and shorter[-1] in "-|–—:·" and shorter[:-1].strip():
            return shorter[:-1].rstrip()
    return title
