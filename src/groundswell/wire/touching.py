"""Knows when a story touches a pillar or a community: by words in common, weighed by what members said of earlier stories.

Pure: no database. What each rule is good for, and what not, is told in docs/science/touches.md.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from groundswell.wire.reading.entries import fold

LINE = 1.0  # the weights of the words in common must add up to this
TITLE, PROMISE, WHY, LEARNT = 0.6, 0.4, 0.2, 0.25
_LEAST, _MOST = 1 / 8, 4.0
_SHORT = 3
# Words that are in everything; the campaigns' first two languages.
_SAID = """
about after all also and any are because been before being between both but can could did does down during each every few
for from further had has have having her here hers him his how into its itself just may might more most must never nor not
now off once one only other our ours out over own same she should some such than that the their theirs them then there
these they this those through too under until very was were what when where which while who whom whose why will with
without would you your yours new says said
para por con sin sobre entre desde hasta cuando donde como que cual cuyo este esta estos estas ese esa esos esas aquel los las
una unos unas del sus nos les muy mas pero porque tambien cada todo toda todos todas ser son era eran fue han hay haber
tiene tener puede poder nuestro nuestra nuestros nuestras nunca segun dice
"""
_EVERYWHERE = frozenset(_SAID.split())


def stem(word: str) -> str:
    """Return a word without accents and without the ending of many: coarse, and the same for every language."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss"):
        bare = bare[:-1]
    return bare[:-1] if len(bare) > 4 and bare.endswith("e") else bare


def words_in(text: str) -> dict[str, str]:
    """Return the stems that say something, each with the first word of it as it stands."""
    found: dict[str, str] = {}
    for word in fold(text).split():
        bare = stem(word)
        if len(bare) >= _SHORT and not bare.isdigit() and word not in _EVERYWHERE and bare not in _EVERYWHERE:
            found.setdefault(bare, word)
    return found


@dataclass(frozen=True, slots=True)
class Target:
    """What can be touched: the weights of its words before anybody said anything."""

    weights: Mapping[str, float]


def of_pillar(title: str, promise: str, why: str) -> Target:
    """A pillar: two words of its title are enough, or one and one of its promise."""
    weights = {**dict.fromkeys(words_in(why), WHY), **dict.fromkeys(words_in(promise), PROMISE)}
    return Target({**weights, **dict.fromkeys(words_in(title), TITLE)})


def of_community(name: str, place: str, purpose: str) -> Target:
    """A community: its whole name or its whole place is enough, a part of either with something of its purpose."""
    weights = dict.fromkeys(words_in(purpose), WHY)
    for said in (place, name):
        words = words_in(said)
        for one in words:
            weights[one] = max(weights.get(one, 0.0), 1.0 / len(words))
    return Target(weights)


@dataclass(slots=True)
class Learnt:
    """How often members said yes and no where a word was in common."""

    yes: Counter[str] = field(default_factory=Counter)
    no: Counter[str] = field(default_factory=Counter)

    def hear(self, words: Iterable[str], *, touches: bool) -> None:
        """Take one member's word for it."""
        (self.yes if touches else self.no).update(words)

    def factor(self, word: str) -> float:
        """Return by how much a word weighs more or less: (1 + yes) / (1 + no), between an eighth and four."""
        return min(_MOST, max(_LEAST, (1 + self.yes[word]) / (1 + self.no[word])))


@dataclass(frozen=True, slots=True)
class Match:
    """The words in common, the heaviest first, and what they weigh together."""

    words: tuple[str, ...]
    score: float

    @property
    def touches(self) -> bool:
        """Whether that is enough."""
        return self.score >= LINE - 1e-9


def match(target: Target, learnt: Learnt, story: Collection[str]) -> Match:
    """Return what a story (its stems) has in common with a target."""
    weighed = {word: target.weights.get(word, LEARNT if learnt.yes[word] else 0.0) * learnt.factor(word) for word in story}
    common = sorted((word for word in weighed if weighed[word] > 0), key=lambda word: (-weighed[word], word))
    return Match(tuple(common), sum(weighed[word] for word in common))
