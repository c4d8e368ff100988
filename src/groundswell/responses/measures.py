"""Measures words for a channel: messages of a phone, characters of a post, seconds of speech. The browser counts the same way.

``client/src/measures.ts`` is its twin; ``tests/unit/responses/measures.json`` is the table both are checked against.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

# The signs of a text message's own alphabet (3GPP TS 23.038). Those of the extension table are sent as two.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")
ALONE = {True: 160, False: 70}  # units in a message that is the only one: in that alphabet, or in all signs (UCS-2)
JOINED = {True: 153, False: 67}  # a message of several carries where it belongs

POST = 300
SMS_MOST = 6  # messages
SPEECH, SPEECH_MOST = 30, 45  # seconds: what it aims at, and what nobody listens to any more
# Words a minute of calm speech to one listener, a little under the pace of a prepared talk.
PACE: Mapping[str, int] = {"en": 150, "es": 155, "fr": 150, "de": 125, "it": 150, "pt": 150}
PACE_ELSEWHERE = 140


@dataclass(frozen=True, slots=True)
class Sms:
    """What a text costs as text messages."""

    plain: bool  # fits the phones' own alphabet; else every sign takes the room of two or more
    units: int
    messages: int
    left: int  # units free in the last message
    costly: tuple[str, ...]  # the signs because of which it is not plain, each once


def sms(text: str) -> Sms:
    """Count ``text`` as phones send it: no sign is torn apart between two messages."""
    costly = tuple(dict.fromkeys(sign for sign in text if sign not in BASIC and sign not in EXTENDED))
    plain = not costly
    sizes = [_units(sign, plain) for sign in text]
    units = sum(sizes)
    if units <= ALONE[plain]:
        return Sms(plain, units, 1, ALONE[plain] - units, costly)
    messages, used = _packed(sizes, JOINED[plain])
    return Sms(plain, units, messages, JOINED[plain] - used, costly)


def _units(sign: str, plain: bool) -> int:
    if plain:
        return 2 if sign in EXTENDED else 1
    return 2 if ord(sign) > 0xFFFF else 1


def _packed(sizes: Iterable[int], room: int) -> tuple[int, int]:
    """Return how many messages it takes, and how much of the last one is used."""
    messages, used = 1, 0
    for size in sizes:
        if used + size > room:
            messages, used = messages + 1, 0
        used += size
    return messages, used


def words(text: str) -> int:
    """Count what stands between spaces."""
    return len(re.findall(r"\S+", text))


def pace(language: str) -> int:
    """Return the words a minute reckoned with for a language."""
    return PACE.get(language.split("-")[0].lower(), PACE_ELSEWHERE)


def seconds(text: str, language: str) -> int:
    """Return how long it takes to say ``text``."""
    return math.ceil(words(text) * 60 / pace(language))


def _of_sms(text: str, language: str) -> dict[str, int | str]:
    found = sms(text)
    return {
        "messages": found.messages,
        "units": found.units,
        "left": found.left,
        "plain": int(found.plain),
        "costly": " ".join(found.costly),
        "over": int(found.messages > SMS_MOST),
    }


def _of_post(text: str, language: str) -> dict[str, int | str]:
    return {"characters": len(text), "left": POST - len(text), "over": int(len(text) > POST)}


def _of_speech(text: str, language: str) -> dict[str, int | str]:
    took = seconds(text, language)
    return {"words": words(text), "seconds": took, "long": int(took > SPEECH), "over": int(took > SPEECH_MOST)}


def _of_door(text: str, language: str) -> dict[str, int | str]:
    return {"words": words(text), "seconds": seconds(text, language)}


def _of_page(text: str, language: str) -> dict[str, int | str]:
    return {"words": words(text), "characters": len(text)}


_BY: Mapping[str, Callable[[str, str], dict[str, int | str]]] = {
    "sms": _of_sms,
    "post": _of_post,
    "email": _of_page,
    "door": _of_door,
    "speech": _of_speech,
    "letter": _of_page,
    "whole": _of_page,
}


def measured(channel: str, text: str, language: str) -> dict[str, int | str]:
    """Return what a writer for ``channel`` wants to know of ``text``, by name; ``over`` is 1 when it does not go."""
    return _BY[channel](text.replace("\r\n", "\n"), language)
