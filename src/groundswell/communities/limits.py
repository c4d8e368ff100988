"""How much one member may write in communities, and how long it may be; said in words when it is too much."""

from __future__ import annotations

from datetime import timedelta

from groundswell.kit.limits import DAY, HOUR, Limit

POSTS = Limit("write in a thread", 60, HOUR)
THREADS = Limit("start a thread", 20, DAY)
POLLS = Limit("start a poll", 10, DAY)
NAMED = Limit("name somebody", 60, DAY)  # each hears at once
NAMED_BY_NEW = Limit("name somebody, newly here", 10, DAY)
TITLE, TEXT, OPTION = 120, 4000, 120  # characters
MOST_NAMED = 10
MOST_PINNED = 3
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
NEW_FOR = timedelta(days=3)  # how long somebody who joined is new: links wait for a host, ratings for another deed
REGRET = timedelta(hours=24)  # how long what one took back can be restored; then its words go
