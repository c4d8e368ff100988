"""Knows how a jury is drawn from a public pool and a public seed: pure reckoning that anybody can repeat."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from string import ascii_uppercase

FEWEST_IN_GROUP = 5  # fewer people than this, and a group would point at them
MOST_GROUPS = 40
MOST_IN_POOL = 2000
SIZES = (7, 5, 3)

Pool = Sequence[tuple[str, str]]  # label and the letter of its group, in the order of the labels


def label_of(salt: str, member: object) -> str:
    """Return what stands for a member in one draw: without the salt nobody can tell whose it is."""
    return hmac.new(salt.encode(), str(member).encode(), hashlib.sha256).hexdigest()[:16]


def pool_of(labels: Mapping[str, Collection[Hashable]]) -> list[tuple[str, str]]:
    """Return the pool in the order of its labels, each in one group; ``labels`` says which communities each is in.

    Somebody in several communities stands for the smallest of them. Groups too small to hide in, and those without a
    community, are put together. Letters are handed out in the order of the labels: they do not name a community.
    """
    chosen = sorted(labels)[:MOST_IN_POOL]
    sizes = Counter(community for one in chosen for community in labels[one])
    homes = {one: min(labels[one], key=lambda c: (sizes[c], str(c)), default=None) for one in chosen}
    counts = Counter(home for home in homes.values() if home is not None)
    large = [home for home, n in sorted(counts.items(), key=lambda kept: (-kept[1], str(kept[0]))) if n >= FEWEST_IN_GROUP]
    kept = set(large[:MOST_GROUPS])
    left = sum(home not in kept for home in homes.values())
    if large and 0 < left < FEWEST_IN_GROUP:
        smallest = large[:MOST_GROUPS][-1]
        homes = {one: home if home in kept else smallest for one, home in homes.items()}
    letters: dict[Hashable, str] = {}
    for home in (home if home in kept else None for home in homes.values()):
        letters.setdefault(home, _letter(len(letters)))
    return [(one, letters[home if home in kept else None]) for one, home in homes.items()]


def digest_of(pool: Pool) -> str:
    """Return the mark of exactly this pool: published before anybody knows the seed."""
    return hashlib.sha256("\n".join(f"{label} {letter}" for label, letter in pool).encode()).hexdigest()


def seed_of(challenge: object, digest: str, deed: str) -> str:
    """Return the seed: the challenge, the pool's mark and a line that was written after both stood."""
    return hashlib.sha256(f"{challenge}\n{digest}\n{deed}".encode()).hexdigest()


def size_for(pool: int) -> int:
    """Return how many are drawn from so many: seven, or the largest odd number down to three; 0 when not even that."""
    return next((size for size in SIZES if size <= pool), 0)


def quotas_of(pool: Pool, size: int) -> dict[Hashable, tuple[int, int]]:
    """Return the least and the most from each group: as equal as the groups allow, whatever their size."""
    counts = Counter(letter for _label, letter in pool)
    most = next(cap for cap in range(1, size + 1) if sum(min(n, cap) for n in counts.values()) >= size)
    return {letter: (min(n, most - 1), min(n, most)) for letter, n in sorted(counts.items())}


def drawn_from(pool: Pool, seed: str, size: int) -> list[str]:
    """Draw the jury's labels with ``science.counts.draw_panel``: same pool, same seed, same jury."""
    from groundswell.science.counts import draw_panel  # a solver that pages need not load

    people: dict[Hashable, dict[str, Hashable]] = {label: {"group": letter} for label, letter in pool}
    panel = draw_panel(people, {"group": quotas_of(pool, size)}, size, seed=int(seed, 16))
    return [str(one) for one in panel.members]


def next_after(pool: Pool, seed: str, seated: Collection[str], letter: str) -> list[str]:
    """Return who steps in, in order: those of the same group first, by the SHA-256 of ``seed:label``."""
    others = [(label, group) for label, group in pool if label not in seated]
    ticket = {label: hashlib.sha256(f"{seed}:{label}".encode()).digest() for label, _group in others}
    return [label for label, _group in sorted(others, key=lambda one: (one[1] != letter, ticket[one[0]]))]


def verdict_of(counts: Mapping[str, int], order: Sequence[str]) -> str:
    """Return the sternest verdict that more than half want at least; ``order`` begins with the mildest."""
    cast = sum(counts.get(one, 0) for one in order)
    for place in range(len(order) - 1, 0, -1):
        if 2 * sum(counts.get(one, 0) for one in order[place:]) > cast:
            return order[place]
    return order[0]


def _letter(number: int) -> str:
    first, second = divmod(number, len(ascii_uppercase))
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[second]
