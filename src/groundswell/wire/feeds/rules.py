"""Words by which an entry comes in or stays out: of its source, of the campaign, of the whole installation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from groundswell.wire.reading.entries import Entry, fold

_BETWEEN = re.compile(r"[,;\n]")
MOST = 200


def phrases(text: str) -> list[str]:
    """Return the words or phrases of a list (by commas or lines), folded; a star at the end stands for any ending."""
    parts = [(fold(part), part.strip().endswith("*")) for part in _BETWEEN.split(text)]
    return list(dict.fromkeys(words + "*" * is_open for words, is_open in parts if words))[:MOST]


@dataclass(frozen=True, slots=True)
class Rules:
    """What must be said (one phrase of each list that says any) and what may not."""

    keep: tuple[tuple[str, ...], ...] = ()
    drop: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, keep: Iterable[str], drop: Iterable[str]) -> Rules:
        """Return the rules that several lists of words make together, with those of the installation."""
        keeps = [tuple(phrases(text)) for text in (*keep, settings.WIRE_KEEP_WORDS)]
        drops = [phrase for text in (*drop, settings.WIRE_DROP_WORDS) for phrase in phrases(text)]
        return cls(tuple(one for one in keeps if one), tuple(dict.fromkeys(drops)))

    def lets_in(self, entry: Entry) -> bool:
        """Whether an entry comes in."""
        if not self.keep and not self.drop:
            return True
        text = f" {fold(entry.title)} {fold(entry.lead)} "
        if any(_says(text, phrase) for phrase in self.drop):
            return False
        return all(any(_says(text, phrase) for phrase in one) for one in self.keep)


def _says(text: str, phrase: str) -> bool:
    return f" {phrase[:-1]}" in text if phrase.endswith("*") else f" {phrase} " in text
