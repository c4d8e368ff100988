"""Keys of rows: version 7, unique, and in the order they were made; codes that can be read aloud."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from groundswell.kit import ids


def test_keys_are_version_7_and_carry_the_time() -> None:
    before = time.time_ns() // 1_000_000
    key = ids.uuid7()
    assert key.version == 7 and key.variant == "specified in RFC 4122"
    assert before <= key.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_keys_come_in_the_order_they_were_made() -> None:
    keys = [ids.uuid7() for _n in range(20_000)]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)


def test_keys_of_several_threads_do_not_collide() -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _n: ids.uuid7(), range(5_000)))
    assert len(set(keys)) == 5_000


def test_a_clock_that_goes_back_makes_no_older_keys(monkeypatch) -> None:
    first = ids.uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert ids.uuid7() > first


def test_codes_have_no_letter_that_spells_or_misleads() -> None:
    found = "".join(ids.code() for _n in range(500))
    assert len(found) == 5_000 and not set(found) & set("aeiouyl01")
