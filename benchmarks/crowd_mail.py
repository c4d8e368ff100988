"""Holds every mail of the load run against what its member chose, one member at a time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from benchmarks.crowd_people import AT_ONCE, DIGEST, MEMBERS, READERS, TOGETHER, WRITERS, Chose
from benchmarks.report import OURS, Report
from benchmarks.sink import Mail

if TYPE_CHECKING:
    from benchmarks.crowd_traffic import Day

_DIGEST = re.compile(r"^(One thing|\d+ things) since last time")
_POSTS = re.compile(r"^(?:(\d+) new posts|(One) new post)", re.M)
_MARGIN = 60.0  # a post younger than that waits for the next digest


def is_digest(mail: Mail) -> bool:
    """Whether it is a digest, and not about one thing."""
    return bool(_DIGEST.match(mail.subject))


def number_of(mail: Mail) -> int:
    """Return whose it is, by number; -1 for nobody of the crowd."""
    found = re.match(r"m(\d+)@crowd\.example$", mail.to)
    return int(found[1]) if found else -1


def check(report: Report, day: Day, mails: list[Mail], due: float) -> None:
    """Add what came: digests, who got what they did not choose, who missed what they chose, and how long it took."""
    came: dict[int, list[Mail]] = defaultdict(list)
    for mail in mails:
        if (number := number_of(mail)) >= 0:
            came[number].append(mail)
    wrong = [words for number in range(MEMBERS) for words in _wrong(day, number, came.get(number, []), due)]
    _say(report, day, mails, came, due)
    found = dict(Counter(wrong)) or "not one mail too many or too few"
    report.note(f"Held against what each of {MEMBERS:,} chose, one by one: {found}.")


def _wrong(day: Day, number: int, got: list[Mail], due: float) -> list[str]:
    """Return what is wrong with what one member got, in words that can be counted."""
    chose, found = day.crowd.chose(number), []
    digests = [one for one in got if is_digest(one)]
    named = [(at, thread) for at, thread, who in day.posted if who == number]
    at_once = sum(1 for _at, thread in named if chose in AT_ONCE and not (chose is Chose.MUTED and thread == 0))
    at_once += WRITERS + READERS <= number < WRITERS + READERS + TOGETHER  # they were asked to write along
    other = len(got) - len(digests)
    if other != at_once:
        found.append(f"{chose.name}: {other} mails at once, not {at_once}")
    reads = WRITERS <= number < WRITERS + READERS  # may have read everything: then there is nothing to say
    wanted = 1 if chose in DIGEST else 0
    if len(digests) != wanted and not (reads and not digests):
        found.append(f"{chose.name}: {len(digests)} digests, not {wanted}")
    if digests and number >= WRITERS + READERS and not _counts_right(day, number, chose, digests[0], due):
        found.append(f"{chose.name}: a digest with a wrong number of posts")
    found += [f"{chose.name}: no way to stop by one press" for one in got if not (one.one_click and "/hear/stop/" in one.stop)]
    return found


def _counts_right(day: Day, number: int, chose: Chose, digest: Mail, due: float) -> bool:
    """Whether the digest tells of the posts that stood when it was put together: some moment between due and come."""
    heard = [at for at, thread, who in day.posted if who != number and not (chose is Chose.MUTED and thread == 0)]
    said = _POSTS.search(digest.text)
    told = (int(said[1]) if said[1] else 1) if said else 0
    least = sum(1 for at in heard if at <= due - _MARGIN)
    return least <= told <= sum(1 for at in heard if at <= digest.at - _MARGIN + 1)


def _say(report: Report, day: Day, mails: list[Mail], came: dict[int, list[Mail]], due: float) -> None:
    digests = sorted(one.at for one in mails if is_digest(one))
    by_kind = Counter(day.crowd.chose(number) for number, got in came.items() for one in got if is_digest(one))
    first, last = digests[0] - due, digests[-1] - due
    per = (digests[-1] - digests[0]) / len(digests)
    size = sum(one.cost for one in mails) / len(mails)
    quality = (
        f"{len(digests):,} digests of {size:.0f} bytes, the first {first:.0f} s after they were due (the worker looks each "
        f"minute), the last after {last:.0f} s: {1 / per:.0f} a second"
    )
    report.add("digests", OURS, wall=per, quality=quality)
    for name, spans in (
        ("before", _waits(day, came, 0.0, due)),
        ("while the digests go out", _waits(day, came, due, digests[-1])),
    ):
        if spans:
            quality = f"{len(spans)} mails: p50 {spans[len(spans) // 2]:.1f} s, the slowest {spans[-1]:.1f} s after the post"
            report.add(f"named, {name}", OURS, wall=spans[len(spans) // 2], quality=quality)
    kinds = {chose: len(numbers) for chose, numbers in day.crowd.kinds().items()}
    report.note(
        "Digests by what was chosen: " + "; ".join(f"{kind} ({kinds[kind]:,}): {by_kind[kind]:,}" for kind in kinds) + "."
    )
    report.note(f"{len(day.stopped)} pressed the link in their digest and are out. As a mailing list: {MEMBERS * 200:,} mails.")


def _waits(day: Day, came: dict[int, list[Mail]], begin: float, end: float) -> list[float]:
    """Return how long after a post within this stretch those named in it had their mail."""
    found = []
    for at, _thread, who in day.posted:
        if who is not None and begin <= at < end:
            found += [one.at - at for one in came.get(who, []) if not is_digest(one)]
    return sorted(found)
