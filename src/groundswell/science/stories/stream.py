"""News items into stories, one after the other: which story each tells, and which item it repeats."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable

import numpy as np

from groundswell.science.stories import snapshot
from groundswell.science.stories.assignment import Assignment, Reason
from groundswell.science.stories.match import Matcher
from groundswell.science.stories.roll import Roll
from groundswell.science.stories.shelf import Shelf
from groundswell.science.stories.text import Reading, read
from groundswell.science.stories.words import Entry

Item = tuple[Hashable, str, float] | tuple[Hashable, str, float, str | None, str | None]


class StoryStream:
    """Sorts news items into stories as they arrive.

    An item first looks for the live item it repeats (same title, or nearly the same text); a copy goes where its
    original is. Any other item joins the nearest live story that comes over the line, or opens a story of its own.
    The line rises with the likeness that unrelated live items show by chance. A name or number that stands where
    the other item has a different one keeps two items apart ("wins Ohio" is not "wins Iowa").

    Parameters
    ----------
    window_hours : float
        How long an item stays live: later items are compared with those at most this much older than the newest.
    new_story : callable, optional
        Names a new story from the id of its first item. By default that id names the story too.

    Notes
    -----
    The same calls in the same order give the same stories in every process. One instance is one campaign's and has
    one writer; it is not thread-safe. Feed it in order of time where you can: an item far older than the newest is
    compared with what is live now. When a transaction that holds an assignment is rolled back, throw the stream away
    and restore it. Not fit for items of one language that never shares a word with another's report of the same event.

    References
    ----------
    Allan, J. (ed.) (2002), *Topic Detection and Tracking*, Kluwer. Broder, A. (1997), "On the resemblance and
    containment of documents", *SEQUENCES '97*. Bagga, A. and Baldwin, B. (1998), "Entity-based cross-document
    coreferencing using the vector space model", *COLING-ACL* (the BCubed score used in the benchmark).

    Examples
    --------
    >>> stream = StoryStream()
    >>> stream.add("a", "Marrow Bridge closed after flood\\nThe old Marrow Bridge was closed on Monday.", 0.0).story
    'a'
    >>> stream.add("b", "Flood closes Marrow Bridge to all traffic", 3600.0).story
    'a'
    >>> stream.add("c", "Ferry workers vote for a strike in Port Alder", 7200.0).story
    'c'
    >>> stream.add("d", "Ferry workers vote for a strike in Port Alder", 9000.0).copy_of
    'c'
    """

    def __init__(self, window_hours: float = 240.0, *, new_story: Callable[[Hashable], Hashable] | None = None) -> None:
        if not (window_hours > 0 and math.isfinite(window_hours)):
            raise ValueError("window_hours must be a positive number")
        self.window_hours = float(window_hours)
        self._new_story = new_story
        self._now = -math.inf
        self._roll = Roll()
        self._shelf = Shelf()
        self._matcher = Matcher(self._shelf)
        self._sweep_at = 2048

    def add(
        self,
        id: Hashable,
        text: str,
        at: float,
        *,
        lang: str | None = None,
        source: str | None = None,
        story: Hashable | None = None,
    ) -> Assignment:
        """Take in one item and say where it belongs.

        Parameters
        ----------
        id : hashable
            Names the item; new to the stream.
        text : str
            First line the title, the rest the lead; what follows the first 4,000 characters is not read.
        at : float
            When it was published, seconds since 1970 (UTC).
        lang : str, optional
            Language code. Items said to be in different languages are never copies of one another, nor one story
            unless somebody puts them there.
        source : str, optional
            The outlet's name, taken off the end of a title ("… - The Alder Post").
        story : hashable, optional
            Where the item is known to belong: for replaying what was already decided. Everything else is learnt
            from the item as usual.

        Raises
        ------
        ValueError
            ``id`` is already in the stream, ``text`` says nothing, or ``at`` is not a finite number.
        """
        return self._add(id, self._check(id, text, at, source), float(at), lang, story)

    def add_many(self, items: Iterable[Item]) -> list[Assignment]:
        """Take in items, each ``(id, text, at)`` or ``(id, text, at, lang, source)``; none if one of them is refused."""
        ready = []
        seen: set[Hashable] = set()
        for id, text, at, *rest in items:
            if id in seen:
                raise ValueError(f"id {id!r} comes twice")
            seen.add(id)
            lang, source = rest or (None, None)
            ready.append((id, self._check(id, text, at, source), float(at), lang, None))
        return [self._add(*entry) for entry in ready]

    def move(self, id: Hashable, story: Hashable) -> bool:
        """Put an item into ``story`` (a live one or a new name), for good; False where the item is no longer live."""
        if id not in self._roll.items:
            return False
        self._settle(id, self._number(story))
        self._matcher.link_all()
        return True

    def merge(self, a: Hashable, b: Hashable) -> None:
        """Put everything of story ``b`` into story ``a``; later items of either join ``a``."""
        into, gone = self._number(a), self._number(b)
        row = self._shelf.slot["story"][: self._shelf.n_slots]
        row[row == gone] = into
        self._roll.merge(into, gone)
        self._matcher.link_all()

    def split(self, story: Hashable, ids: Iterable[Hashable], *, into: Hashable | None = None) -> Hashable:
        """Take items out of ``story`` into a new one, for good, and return its name.

        The name is ``into``, or what ``new_story`` makes of the first id, or the first id that names no story yet.
        Items that are no longer live are passed over.

        Raises
        ------
        ValueError
            An item is in another story, ``ids`` is empty, or no free name is left: give ``into``.
        """
        ids = list(ids)
        if not ids:
            raise ValueError("ids is empty")
        name = into
        if name is None:
            free = (id for id in ids if id not in self._roll.numbers)
            name = self._new_story(ids[0]) if self._new_story else next(free, None)
        if name is None or name in self._roll.numbers:
            raise ValueError("into must name a story that does not exist yet")
        live = [id for id in ids if id in self._roll.items]
        for id in live:
            if self._roll.story_of(id) != story:
                raise ValueError(f"ids: {id!r} is in another story")
        number = self._number(name)
        for id in live:
            self._settle(id, number)
        self._matcher.link_all()
        return name

    def snapshot(self) -> bytes:
        """Everything the stream knows, as bytes that :meth:`restore` reads in any later process.

        Ids must be str, int, float, bool, None, bytes, UUID or tuples of these.
        """
        state = {
            "window": self.window_hours,
            "now": self._now,
            "likeness": tuple(self._matcher.likeness.tolist()),
            "sweep_at": self._sweep_at,
        }
        return snapshot.pack(state, self._shelf, self._roll, self._matcher.by_title)

    @classmethod
    def restore(cls, data: bytes, *, new_story: Callable[[Hashable], Hashable] | None = None) -> StoryStream:
        """The stream that made ``data``; from here on it answers exactly as that one would have.

        Raises
        ------
        ValueError
            ``data`` is not a whole snapshot of this version: replay the items of the window instead.
        """
        state, shelf, roll, by_title = snapshot.unpack(data)
        stream = cls(state["window"], new_story=new_story)
        stream._now, stream._sweep_at = state["now"], int(state["sweep_at"])
        stream._shelf, stream._roll = shelf, roll
        stream._matcher = Matcher(shelf)
        stream._matcher.likeness, stream._matcher.by_title = np.array(state["likeness"]), by_title
        stream._matcher.make_room(len(roll.stories))
        stream._matcher.link_all()
        return stream

    def __len__(self) -> int:
        return len(self._roll.items)

    def __contains__(self, id: object) -> bool:
        return id in self._roll.items

    def _check(self, id: Hashable, text: str, at: float, source: str | None) -> Reading:
        if id in self._roll.items:
            raise ValueError(f"id {id!r} is already in the stream")
        if not math.isfinite(at):
            raise ValueError("at must be a finite number of seconds")
        return read(text, source=source)

    def _add(self, id: Hashable, reading: Reading, at: float, lang: str | None, story: Hashable | None) -> Assignment:
        self._now = max(self._now, at)
        self._sweep()
        shelf, matcher, roll = self._shelf, self._matcher, self._roll
        horizon = self._now - self.window_hours * 3600.0
        entry = shelf.entry(reading, at, lang)
        found = matcher.original(entry, horizon)
        if found is not None:
            slot, reason = found
            shelf.slot["last"][slot] = max(shelf.slot["last"][slot], at)
            roll.enter(id, slot, int(shelf.slot["story"][slot]), at)
            original = shelf.ids[slot]
            if story is not None and roll.story_of(id) != story:
                self._settle(id, self._number(story))
                self._matcher.link_all()
            return Assignment(roll.story_of(id), original, reason.value, (reason,))
        number, members, value, reasons = matcher.story(entry, horizon)
        shelf.lexicon.learn(entry, 1.0 / (1 + members))
        if story is not None:
            number, reasons = self._number(story), (Reason("placed", (), value),)
        elif number < 0:
            number = self._number(self._new_story(id) if self._new_story else id)
        self._shelve(id, entry, number)
        return Assignment(roll.story_of(id), None, value, reasons)

    def _number(self, story: Hashable) -> int:
        number = self._roll.number(story)
        self._matcher.make_room(number + 1)
        return number

    def _shelve(self, id: Hashable, entry: Entry, number: int) -> None:
        slot = self._shelf.shelve(id, entry, number)
        self._matcher.link(slot)
        self._matcher.by_title[entry.title_hash] = slot
        self._roll.enter(id, slot, number, entry.at)

    def _settle(self, id: Hashable, number: int) -> None:
        """Move one item; a copy that parts from its original gets a slot of its own, so that both stories live on.

        Later copies go where a copy was last put by hand.
        """
        slot, _, at = self._roll.items[id]
        shelf = self._shelf
        old = int(shelf.slot["story"][slot])
        if old == number:
            self._roll.enter(id, slot, number, at)
        elif shelf.ids[slot] != id:
            self._shelve(id, shelf.entry_of(slot, at), number)
        else:
            heir = next((other for other in self._roll.copies_in(slot, old) if other != id), None)
            if heir is not None:
                self._shelve(heir, shelf.entry_of(slot, self._roll.items[heir][2]), old)
            shelf.slot["story"][slot] = number
            self._roll.enter(id, slot, number, at)
            self._matcher.by_title[int(shelf.slot["title_hash"][slot])] = slot

    def _sweep(self) -> None:
        """Now and then, when half of the slots are too old to match, give back their room."""
        shelf = self._shelf
        if shelf.n_slots < self._sweep_at:
            return
        horizon = self._now - self.window_hours * 3600.0
        live = int(np.count_nonzero(shelf.slot["last"][: shelf.n_slots] >= horizon))
        if 2 * live <= shelf.n_slots:
            slots = shelf.sweep(horizon)
            stories = self._roll.sweep(slots, horizon, shelf.ids)
            story = shelf.slot["story"]
            story[: shelf.n_slots] = stories[story[: shelf.n_slots]]
            by_title = self._matcher.by_title
            self._matcher.by_title = {key: int(slots[slot]) for key, slot in by_title.items() if slots[slot] >= 0}
            self._matcher.link_all()
        self._sweep_at = max(2048, 2 * live)
