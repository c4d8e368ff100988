"""Repeats a published draw and says what is not as it was published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.juries.lots import digest_of, drawn_from, quotas_of, seed_of

_PATIENCE = 30.0  # seconds; the largest pool takes a few
_NOT_AGAIN = 600.0  # seconds after which a draw that came to no end is tried once more
_MOST_KEPT = 64
_ONE_AT_A_TIME = threading.Lock()  # nobody waits for it: who finds it taken is told to come again
_kept: dict[str, tuple[tuple[str, ...] | None, float]] = {}  # what came out, and until when that is believed


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a pool: how many are in it, how many were drawn from it, and how many may be."""

    letter: str
    people: int
    least: int
    most: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Steps:
    """A draw repeated step by step, for whoever looks at the page."""

    pool: Sequence[tuple[str, str, str]]  # label, letter, and whether it was "drawn", "stepped in" or neither
    mark: str
    seed: str
    groups: Sequence[Group]
    wrong: Sequence[str]  # what did not come out the same
    is_repeated: bool  # False while the lot could not be drawn again just now


def steps_of(draw: Mapping[str, Any]) -> Steps:
    """Return every step of a draw reckoned anew: none of it is read back from what was kept."""
    pool = [(str(label), str(letter)) for label, letter in draw["pool"]]
    mark = digest_of(pool) if pool else ""
    seed = seed_of(draw["challenge"], mark, draw["deed"]) if draw["seed"] else ""
    came = dict.fromkeys(draw["stepped_in"], "in") | dict.fromkeys(draw["drawn"], "drawn")
    wrong = _apart(json.dumps(draw, sort_keys=True)) if seed else ()
    return Steps(
        [(label, letter, came.get(label, "")) for label, letter in pool],
        mark,
        seed,
        _groups(pool, draw) if pool else [],
        wrong or (),
        wrong is not None,
    )


def _groups(pool: Sequence[tuple[str, str]], draw: Mapping[str, Any]) -> list[Group]:
    people, letters = Counter(letter for _label, letter in pool), dict(pool)
    drawn = Counter(letters.get(label) for label in draw["drawn"])
    quotas = quotas_of(pool, int(draw["size"]))
    return [Group(str(letter), people[str(letter)], *quotas[letter], drawn[str(letter)]) for letter in quotas]


def _apart(draw: str) -> tuple[str, ...] | None:
    """Repeat a draw in a process of its own: pages stay free of the solver.

    None when it did not come to an end, now or a few minutes ago, or while another is repeated.
    """
    found, until = _kept.get(draw, (None, 0.0))
    if until > time.monotonic() or not _ONE_AT_A_TIME.acquire(blocking=False):
        return found
    try:
        found, until = _repeated_apart(draw), float("inf")
    except (OSError, ValueError, subprocess.SubprocessError):
        found, until = None, time.monotonic() + _NOT_AGAIN
    finally:
        _ONE_AT_A_TIME.release()
    _keep(draw, found, until)
    return found


def _keep(draw: str, found: tuple[str, ...] | None, until: float) -> None:
    _kept.pop(draw, None)
    _kept[draw] = found, until
    for oldest in list(_kept)[:-_MOST_KEPT]:
        _kept.pop(oldest, None)


def _repeated_apart(draw: str) -> tuple[str, ...]:
    command = [sys.executable, "-m", "groundswell.juries.checking"]
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}  # the same program as this one
    done = subprocess.run(command, input=draw, capture_output=True, text=True, timeout=_PATIENCE, check=True, env=here)
    return tuple(json.loads(done.stdout))


def repeated(draw: Mapping[str, Any]) -> list[str]:
    """Return a sentence for everything in ``draw`` (a page's draw.json) that does not come out the same; none: all is well."""
    try:
        pool = [(str(label), str(letter)) for label, letter in draw["pool"]]
        challenge, deed, size = str(draw["challenge"]), str(draw["deed"]), int(draw["size"])
        digest, seed, published = draw["digest"], draw["seed"], list(draw["drawn"])
    except (KeyError, TypeError, ValueError):
        return ["This is not the draw.json of a jury."]
    wrong = []
    if pool != sorted(set(pool)):
        wrong.append("The pool is not in the order of its labels, or holds one twice.")
    if digest_of(pool) != digest:
        wrong.append("The pool is not the one whose mark was published.")
    if not seed:
        return [*wrong, "This jury has not been drawn yet."]
    if seed_of(challenge, digest, deed) != seed:
        wrong.append("The seed is not made from this challenge, this pool and this deed.")
    if deed and not _number(str(draw.get("called", ""))) < _number(deed):
        wrong.append("The deed did not come after the pool was fixed.")
    later = [str(label) for label in draw.get("stepped_in", [])]
    known = {label for label, _letter in pool}
    if not known.issuperset(later) or len({*later, *published}) != len(later) + len(published):
        wrong.append("Somebody stepped in who was not in the pool, or who was drawn already.")
    if not wrong and sorted(drawn_from(pool, seed, size)) != sorted(published):
        wrong.append("The lot gives other jurors.")
    return wrong


def _number(line: str) -> float:
    """The number of a line of the campaign's log; what has none comes last of all."""
    first = line.split(" ", 1)[0]
    return int(first) if first.isdigit() else float("inf")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(repeated(json.load(sys.stdin))))
