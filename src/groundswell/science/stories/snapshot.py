"""A stream as bytes and back: a version, a JSON header, then plain arrays; nothing in it can run."""

from __future__ import annotations

import hashlib
import json
import math
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundswell.science.naming import plain, rich
from groundswell.science.stories import copies
from groundswell.science.stories.roll import Roll
from groundswell.science.stories.shelf import SLOT_ARRAYS, STORE_ARRAYS, Shelf
from groundswell.science.stories.words import COUNTS

_MAGIC = b"groundswell.stories"
VERSION = 2

Array = NDArray[Any]


def pack(state: dict[str, Any], shelf: Shelf, roll: Roll, by_title: dict[int, int]) -> bytes:
    """All of a stream as bytes."""
    arrays: dict[str, Array] = {f"slot.{name}": shelf.slot[name][: shelf.n_slots] for name in SLOT_ARRAYS}
    arrays |= {f"word.{name}": shelf.lexicon.counts[name][: len(shelf.lexicon.words)] for name in COUNTS}
    arrays |= {f"store.{name}": shelf.store[name][: shelf.n_store] for name in STORE_ARRAYS}
    arrays["titles"] = shelf.titles[: shelf.n_titles]
    arrays["signatures"] = shelf.signatures[: shelf.n_slots]
    arrays["by_title.keys"] = np.array(list(by_title.keys()), np.uint64)
    arrays["by_title.slots"] = np.array(list(by_title.values()), np.int64)
    entries = list(roll.items.values())
    arrays["items.slot"] = np.array([slot for slot, _, _ in entries], np.int64)
    arrays["items.story"] = np.array([number for _, number, _ in entries], np.int64)
    arrays["items.at"] = np.array([at for _, _, at in entries], np.float64)
    header = {
        "state": {name: plain(value) for name, value in state.items()},
        "probe": _probe(),
        "n_documents": shelf.lexicon.n_documents,
        "heads": len(shelf.heads),
        "words": shelf.lexicon.words,
        "languages": shelf.lexicon.languages,
        "ids": [plain(id) for id in shelf.ids],
        "items": [plain(id) for id in roll.items],
        "stories": [plain(story) for story in roll.stories],
        "numbers": sorted(roll.numbers.values()),
        "arrays": [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()],
    }
    text = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode()
    body = zlib.compress(struct.pack("<Q", len(text)) + text + b"".join(array.tobytes() for array in arrays.values()), 1)
    return _MAGIC + struct.pack("<H", VERSION) + hashlib.blake2b(body, digest_size=16).digest() + body


def unpack(data: bytes) -> tuple[dict[str, Any], Shelf, Roll, dict[int, int]]:
    """What :func:`pack` was given; ValueError where the bytes are not a whole snapshot of this version."""
    at = len(_MAGIC)
    if not isinstance(data, bytes | bytearray | memoryview) or bytes(data[:at]) != _MAGIC:
        raise ValueError("data is not a snapshot of a story stream")
    data = bytes(data)
    if len(data) < at + 18 or struct.unpack("<H", data[at : at + 2])[0] != VERSION:
        raise ValueError("data is a snapshot of another version: replay the items instead")
    body = data[at + 18 :]
    if hashlib.blake2b(body, digest_size=16).digest() != data[at + 2 : at + 18]:
        raise ValueError("data is damaged")
    raw = zlib.decompress(body)
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    if header["probe"] != _probe():
        raise ValueError("data holds signatures of another kind: replay the items instead")
    arrays, place = {}, 8 + length
    for name, kind, shape in header["arrays"]:
        count = math.prod(shape)
        arrays[name] = np.frombuffer(raw, np.dtype(kind), count, place).reshape(shape).copy()
        place += arrays[name].nbytes
    shelf = _shelf(header, arrays)
    roll = Roll()
    roll.stories = [rich(story) for story in header["stories"]]
    roll.numbers = {roll.stories[number]: number for number in header["numbers"]}
    where = zip(arrays["items.slot"].tolist(), arrays["items.story"].tolist(), arrays["items.at"].tolist(), strict=True)
    roll.items = dict(zip((rich(id) for id in header["items"]), where, strict=True))
    by_title = dict(zip(arrays["by_title.keys"].tolist(), arrays["by_title.slots"].tolist(), strict=True))
    return {name: rich(value) for name, value in header["state"].items()}, shelf, roll, by_title


def _shelf(header: dict[str, Any], arrays: dict[str, Array]) -> Shelf:
    """The shelf again; postings and buckets are refiled in the order they were filed in, so they come out the same."""
    shelf = Shelf()
    shelf.lexicon.take(header["words"], {name: arrays[f"word.{name}"] for name in COUNTS})
    shelf.lexicon.n_documents, shelf.lexicon.languages = header["n_documents"], header["languages"]
    shelf.take(
        [rich(id) for id in header["ids"]],
        {name: arrays[f"slot.{name}"] for name in SLOT_ARRAYS},
        {name: arrays[f"store.{name}"] for name in STORE_ARRAYS},
        arrays["titles"],
        arrays["signatures"],
        header["heads"],
    )
    return shelf


def _probe() -> list[int]:
    signature: list[int] = copies.signature("the same text has the same signature")[:4].tolist()
    return signature
