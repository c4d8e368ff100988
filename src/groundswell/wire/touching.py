"""Knows when a story touches a pillar or a community: by words in common, weighed by how rare they are and what members said.

Pure: no database; words come as stems, written ``dictionary:stem``. What each rule is good for, and what not, is told in
docs/science/touches.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LINE = 1.0  # the weights of the words in common must add up to this
TITLE, PROMISE, WHY, LEARNT = 0.6, 0.4, 0.2, 0.25
SURE = 3  # so many more members said yes than no: then a word is enough by itself
COMMON, FEWEST = 0.1, 40  # a word that more than one in ten stories hold weighs less; of fewer stories nothing is known
_LEAST, _MOST = 1 / 8, 4.0
_SHORT = 3
# Words that are in everything and that no dictionary leaves out; the campaigns' first two languages.
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

Words = Mapping[str, str]  # stem -> the word as it stands


def bare(stem: str) -> str:
    """Return a stem without the name of its dictionary."""
    return stem.partition(":")[2]


def telling(words: Words) -> dict[str, str]:
    """Return the words that say something."""
    return {
        stem: word
        for stem, word in words.items()
        if len(bare(stem)) >= _SHORT and not bare(stem).isdigit() and word not in _EVERYWHERE
    }


def rarity(holding: Mapping[str, int], stories: int) -> dict[str, float]:
    """Return by how much each word (a bare stem) weighs less: ``holding`` of the newest ``stories`` stories hold it."""
    most = COMMON * max(stories, FEWEST)
    return {word: min(1.0, most / count) for word, count in holding.items() if count > 0}


@dataclass(frozen=True, slots=True)
class Target:
    """What can be touched: the weights of its words before anybody said anything, and how rare words are here."""

    weights: Mapping[str, float]
    rare: Mapping[str, float] = field(default_factory=dict)

    def rarity(self, stem: str) -> float:
        """Return how much a word weighs of what it would if it were rare."""
        return self.rare.get(bare(stem), 1.0)


def of_pillar(title: Words, promise: Words, why: Words, *, rare: Mapping[str, float] | None = None) -> Target:
    """A pillar: two words of its title are enough, or one and one of its promise.

    Its title is what the campaign is about: those words weigh what they weigh, however much of the news holds them.
    """
    rare = rare or {}
    weights = {**dict.fromkeys(why, WHY), **dict.fromkeys(promise, PROMISE)}
    weights = {stem: weight * rare.get(bare(stem), 1.0) for stem, weight in weights.items()}
    return Target({**weights, **dict.fromkeys(title, TITLE)}, rare)


def of_community(name: Words, place: Words, purpose: Words, *, rare: Mapping[str, float] | None = None) -> Target:
    """A community: its whole name is enough, or its whole place if not all of it is in all the news; else with its purpose.

    The rarer a word of the name, the larger its share of it: of the "Hollin anglers" in Hollin, the anglers.
    """
    rare = rare or {}
    weights = {stem: WHY * rare.get(bare(stem), 1.0) for stem in purpose}
    for words, is_name in ((place, False), (name, True)):
        for stems in _by_dictionary(words).values():
            shares = {stem: rare.get(bare(stem), 1.0) for stem in stems}
            whole = 1.0 if is_name else max(shares.values())
            for stem, share in shares.items():
                weights[stem] = max(weights.get(stem, 0.0), whole * share / sum(shares.values()))
    return Target(weights, rare)


@dataclass(slots=True)
class Learnt:
    """How often members said yes and no where a word was in common."""

    yes: Counter[str] = field(default_factory=Counter)
    no: Counter[str] = field(default_factory=Counter)

    def hear(self, words: Iterable[str], *, touches: bool) -> None:
        """Take one member's word for it."""
        (self.yes if touches else self.no).update(words)

    def factor(self, word: str) -> float:
        """Return by how much a word weighs more or less: (2 + yes) / (2 + no), between an eighth and four."""
        return min(_MOST, max(_LEAST, (2 + self.yes[word]) / (2 + self.no[word])))

    def is_sure(self, word: str) -> bool:
        """Whether members said so often enough that this word is enough by itself."""
        return self.yes[word] - self.no[word] >= SURE


@dataclass(frozen=True, slots=True)
class Match:
    """The words in common, the heaviest first, what they weigh together, and whether that is enough."""

    words: tuple[str, ...] = ()
    score: float = 0.0
    touches: bool = False


def match(target: Target, learnt: Learnt, story: Iterable[str]) -> Match:
    """Return what a story (its stems) has in common with a target, by the dictionary in which that is most.

    One word alone is chance, unless it is the whole of a name, or members have said often enough that it is none.
    """
    found = [_in_one(target, learnt, stems) for _name, stems in sorted(_by_dictionary(story).items())]
    return max(found, key=lambda one: one.score, default=Match())


def _in_one(target: Target, learnt: Learnt, stems: Iterable[str]) -> Match:
    weighed = {}
    for stem in stems:
        weight = target.weights.get(stem) or (LEARNT * target.rarity(stem) if learnt.yes[stem] else 0.0)
        if weight:
            weighed[stem] = weight * learnt.factor(stem)
    words = tuple(sorted(weighed, key=lambda stem: (-weighed[stem], stem)))
    score = sum(weighed.values())
    alone = len(words) == 1 and target.weights.get(words[0], 0.0) < LINE - 1e-9 and not learnt.is_sure(words[0])
    return Match(words, score, score >= LINE - 1e-9 and not alone)


def _by_dictionary(stems: Iterable[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for stem in stems:
        found[stem.partition(":")[0]].append(stem)
    return found
