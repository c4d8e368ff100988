"""Says how much of what two answers say is the same, by the words they share: plain enough to be checked by reading them.

Words of three letters and more, without their endings and accents, and figures count once each; those that join sentences, and
those of the story or question both answer, count for neither. A word that few answers of the campaign hold weighs more than
one that many hold; one in the title or in the one sentence weighs more than one in the text; a source that both name adds to
it. It does not see the same thought in other words, nor a "not": so it offers, and people decide. ``benchmarks/alike.py`` tells
how good it is.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{3,}")
_STEM = 5  # so many letters tell a word from another; endings differ after them
FEWEST = 6  # words of its own: with fewer nothing is said
MUCH = 0.4  # chosen on the English pairs of the benchmark; the Spanish ones tell how it carries over
NAMED = 5
TOP, TEXT, FIGURE, SOURCE = 2.0, 1.0, 2.0, 0.08
# Words that join sentences, as those who speak English and Spanish need them whatever they speak of.
_JOINING = frozenset(
    """
    about after again all also and any are ask because been before being but can could did does done each even every
    first for from get give had has have her here him his how into its just let like may more most much must nor not
    now off one only other our out over own put say says she should some such than that the their them then there
    these they this those through too two under until very was way were what when where which while who whoever whom
    whose why will with without would you your algo alguien antes aqui así asi aun aunque bien cada como con contra
    cual cuando cuanto cuyo dar debe decir del desde dice donde dos ella ellas ellos entre era eran ese eso esta estan
    estar este esto estos fue fueron gran hace hacia hasta hay las les los luego mas más mejor menos mientras mis
    mismo mucho muy nada nadie ningun ninguna nos nosotras nosotros nuestra nuestro otra otro para pero poco por
    porque primero puede que quien quienes quiere segun ser sera sin sino sobre solo son sus también tambien tanto
    tener tiene toda todas todo todos tras una unas uno unos usted van vez
    """.split()  # noqa: SIM905 (a list of two hundred lines reads worse)
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer by their stems, each as it stands first, with how much its place weighs; and its sources."""

    by_stem: Mapping[str, str]
    places: Mapping[str, float] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()

    @property
    def stems(self) -> frozenset[str]:
        """The stems alone."""
        return frozenset(self.by_stem)


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many texts of so many a stem stands."""

    texts: int = 0
    holding: Mapping[str, int] = field(default_factory=dict)

    def weight(self, stem: str) -> float:
        """Return how much a word tells: one that nobody else uses up to three times as much as one that all use."""
        share = (self.holding.get(stem, 0) + 1) / (self.texts + 2)
        return 1 + min(2.0, -math.log(share) / 2) if self.texts else 1.0


def words_in(*texts: str) -> Words:
    """Return the words of some texts."""
    found: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            plain = _unaccented(word)
            if plain not in _JOINING and word not in _JOINING:
                found.setdefault(plain[:_STEM] if plain[0].isalpha() else plain, word)
    return Words(found)


def read(title: str, summary: str, body: str, sources: Iterable[str], about: Words) -> Words:
    """Return the words of an answer that are not already those of what it answers."""
    top, text = words_in(title, summary), words_in(body)
    said = {**text.by_stem, **top.by_stem}
    own = {stem: word for stem, word in said.items() if stem not in about.by_stem}
    places = {stem: FIGURE if stem[0].isdigit() else TOP if stem in top.by_stem else TEXT for stem in own}
    return Words(own, places, frozenset(sources))


def rarity(texts: Sequence[str]) -> Rarity:
    """Return how rare words are among the titles and sentences of many answers."""
    return Rarity(len(texts), Counter(stem for text in texts for stem in words_in(text).by_stem))


def sameness(one: Words, other: Words, many: Rarity) -> float:
    """Return from 0 to 1 how much both say the same: what they share beside what the shorter and what both together hold."""
    if min(len(one.by_stem), len(other.by_stem)) < FEWEST:
        return 0.0
    both = one.stems & other.stems
    mine, theirs = (sum(each.places.get(stem, TEXT) * many.weight(stem) for stem in each.by_stem) for each in (one, other))
    shared_here = sum(min(one.places.get(stem, TEXT), other.places.get(stem, TEXT)) * many.weight(stem) for stem in both)
    together = 2 * shared_here / (mine + theirs)
    inside = shared_here / min(mine, theirs)
    return min(1.0, (together + inside) / 2 + (SOURCE if one.sources & other.sources else 0.0))


def shared(one: Words, other: Words, many: Rarity) -> list[str]:
    """Return a few of the words that both have, those first that tell the most."""
    both = one.stems & other.stems
    ranked = sorted(both, key=lambda stem: (-many.weight(stem), -len(one.by_stem[stem]), one.by_stem[stem]))
    return [one.by_stem[stem] for stem in ranked[:NAMED]]


def _unaccented(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
