"""Which languages words can be in, each by the name it has for itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf.locale import LANG_INFO

_NAMES = {code: str(info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info and code != "en-us"}


def is_language(code: str) -> bool:
    """Whether a code is that of a language with a name."""
    return code in _NAMES


def language_name(code: str) -> str:
    """Return what a language calls itself."""
    return _NAMES.get(code, code)


def languages_first(*first: str) -> Sequence[tuple[str, str]]:
    """Return every language, those named first in front, the rest by their names."""
    front = [code for code in dict.fromkeys(first) if code in _NAMES]
    rest = sorted((code for code in _NAMES if code not in front), key=lambda code: _NAMES[code].casefold())
    return [(code, _NAMES[code]) for code in (*front, *rest)]
