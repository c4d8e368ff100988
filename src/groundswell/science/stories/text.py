"""What a news item says, as words: clean, cut, and told apart into title and lead, in any script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TITLE_CAP = 400
TEXT_CAP = 4000
TITLE_WORDS = 48

# A run of letters with an inner apostrophe, initials ("U.S."), or a number ("1,200", "3.5").
_ASCII_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[A-Za-z]+(?:'[A-Za-z]+)?")
# Python's letters leave out combining marks, which would tear Devanagari, Thai or Burmese words apart.
_MARK = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a"
    "\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u0fbc\u102b-\u103e\u17b4-\u17d3"
)
_LETTER = rf"(?:[^\W\d_]|[{_MARK}])"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|{_LETTER}+(?:'{_LETTER}+)?")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Vowel points, joiners and direction marks: two outlets differ in them without saying anything different.
_INVISIBLE = re.compile(
    "[\u00ad\u0640\u064b-\u065f\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\uff07": "'"})
_SENTENCE_END = frozenset(".!?:;\"'“”(\n")

CAPITAL, MIDDLE, NUMBER, TITLE = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Reading:
    """One item's words: the title's in order, then the lead's, each with its flags."""

    title: str
    """The title's words joined by single spaces: what two copies share."""
    whole: str
    """Title and lead, folded, for shingling."""
    words: list[str]
    flags: list[int]
    n_title: int
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
    words: list[str] = []
    flags: list[int] = []
    _scan(title, TITLE, words, flags)
    del words[TITLE_WORDS:], flags[TITLE_WORDS:]
    n_title = len(words)
    if lead:
        _scan(lead, 0, words, flags)
    key = " ".join(words[:n_title]) or title.casefold()
    return Reading(key, f"{key}\n{lead.casefold()}" if lead else key, words, flags, n_title, bool(lead))


def _clean(text: str) -> str:
    text = text[: 4 * TEXT_CAP].lstrip()[:TEXT_CAP]
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))
    return _CONTROL.sub(" ", _BREAK.sub("\n", text)).strip()


def _without(title: str, source: str | None) -> str:
    if source and title.casefold().endswith(source.casefold()):
        shorter = title[: -len(source)].rstrip()
        if shorter and shorter[-1] in "-|–—:·" and shorter[:-1].strip():
            return shorter[:-1].rstrip()
    return title


def _scan(part: str, base: int, words: list[str], flags: list[int]) -> None:
    """Append the words of ``part``; a capital counts as evidence of a name only inside a sentence-cased line."""
    pattern = _ASCII_WORD if part.isascii() else _WORD
    found = [(match.group(), match.start()) for match in pattern.finditer(part)]
    long = [word for word, _ in found[1:] if len(word) > 4]
    sentence_case = base == 0 or (len(long) > 1 and sum(word[0].isupper() for word in long) < 0.6 * len(long))
    for word, start in found:
        flag = base
        if word[0].isdigit():
            flag |= NUMBER
        elif word[0].isupper():
            flag |= CAPITAL
        if sentence_case and start > 1 and part[start - 1] not in _SENTENCE_END and part[start - 2] not in _SENTENCE_END:
            flag |= MIDDLE
        if word[-1] == "." or "," in word:
            word = word.replace(".", "").replace(",", "")
        word = word.casefold()
        if word.endswith("'s"):
            word = word[:-2]
        if _UNSPACED.search(word):
            pairs = [word[i : i + 2] for i in range(max(1, len(word) - 1))]
            words.extend(pairs)
            flags.extend([flag] * len(pairs))
        else:
            words.append(word)
            flags.append(flag)
