"""Whether a name is what it seems: letters of two alphabets in one word are how one outlet passes for another."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORDS = re.compile(r"[^\W\d_]+")
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


def mixes_alphabets(name: str) -> bool:
    """Whether a word of ``name`` mixes alphabets whose letters look alike."""
    return any(len({_alphabet(sign) for sign in word} & _ALIKE) > 1 for word in _WORDS.findall(name))


@cache
def _alphabet(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
