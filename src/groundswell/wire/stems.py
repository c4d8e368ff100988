"""Takes words to their stems, in each of the campaign's languages, with the dictionaries by which the wire is searched."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import connection

_STEMS = """
SELECT number, name, array_agg(DISTINCT left(name || ':' || lexeme, 80) ORDER BY left(name || ':' || lexeme, 80))
FROM unnest(%s::text[]) WITH ORDINALITY AS given (words, number),
    (SELECT DISTINCT wire_language(code)::text AS name FROM unnest(%s::text[]) AS code) AS known,
    unnest(tsvector_to_array(to_tsvector(name::regconfig, words))) AS lexeme
GROUP BY number, name
"""
_WORD = re.compile(r"\w+")


def stems_of(texts: Sequence[str], languages: Sequence[str]) -> list[dict[str, list[str]]]:
    """Return for each text its stems by dictionary, each written ``dictionary:stem``; stop words leave none."""
    found: list[dict[str, list[str]]] = [{} for _text in texts]
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [[text[:20_000] for text in texts], list(languages) or [""]])
        for number, name, stems in cursor.fetchall():
            found[number - 1][name] = stems
    return found


def all_stems(text: str, languages: Sequence[str]) -> set[str]:
    """Return the stems of one text over all dictionaries."""
    (found,) = stems_of([text], languages)
    return {stem for stems in found.values() for stem in stems}


def words_behind(stems: set[str], text: str, languages: Sequence[str]) -> dict[str, str]:
    """Return for each of ``stems`` that ``text`` holds the first word of it there, as it stands."""
    words = list(dict.fromkeys(_WORD.findall(text)))
    found: dict[str, str] = {}
    for word, known in zip(words, stems_of(words, languages), strict=True):
        for stem in {stem for one in known.values() for stem in one} & stems:
            found.setdefault(stem, word)
    return found


def words_in(texts: Sequence[str], languages: Sequence[str]) -> list[dict[str, str]]:
    """Return for each text its stems over all dictionaries, each with the first word of it as it stands: one query.

    Which language a text is in nobody needs to say: where most of its words are in everything, whose they then are.
    """
    said = [list(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))) for text in texts]
    words = sorted({word for one in said for word in one})
    known = dict(zip(words, stems_of(words, languages), strict=True))
    return [_telling(one, known) for one in said]


def _telling(words: Sequence[str], known: Mapping[str, Mapping[str, list[str]]]) -> dict[str, str]:
    dictionaries = {name for word in words for name in known[word]}
    empty = Counter(name for word in words for name in dictionaries - known[word].keys())
    own = {name for name in dictionaries if empty[name] == max(empty.values(), default=0)}
    found: dict[str, str] = {}
    for word in words:
        if own <= known[word].keys():
            for stem in (stem for stems in known[word].values() for stem in stems):
                found.setdefault(stem, word)
    return found
