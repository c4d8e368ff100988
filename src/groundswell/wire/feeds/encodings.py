"""Turns the bytes of a feed into text: by its mark, by what it says of itself, by what the site says, then by guess."""

from __future__ import annotations

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases
from itertools import chain

# Those that feeds of this world are written in. Others are not looked up: some codecs run programs of their own.
KNOWN = frozenset(
    codecs.lookup(name).name
    for name in chain(
        ("ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp437", "cp850", "cp852"),
        ("cp866", "cp874", "cp932", "cp949", "cp950", "koi8-r", "koi8-u", "mac-roman", "tis-620", "gb2312", "gbk", "gb18030"),
        ("big5", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "latin-1"),
        (f"cp{number}" for number in range(1250, 1259)),
        (f"iso8859-{number}" for number in (*range(2, 12), *range(13, 17))),
    )
)
_MODULES = {name.replace("-", "_"): name for name in KNOWN} | {"latin_1": "iso8859-1"}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAID = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}?\?>")
# What XML 1.0 does not allow: one such sign would make the whole feed unreadable.
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def text_of(content: bytes, content_type: str) -> str:
    """Return the text, without mark and XML declaration and without signs that no text has."""
    text = _decoded(content, content_type)
    return _NOT_ALLOWED.sub("", _DECLARATION.sub("", text, count=1)).lstrip("\ufeff")


def _decoded(content: bytes, content_type: str) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if content[:4] in {b"<\0?\0", b"\0<\0?"} or content[:2] in {b"<\0", b"\0<"}:
        return content.decode("utf-16-le" if content[:1] == b"<" else "utf-16-be", "replace")
    for said in _candidates(content[:2000], content_type):
        try:
            return content.decode(said)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _candidates(head: bytes, content_type: str) -> list[str]:
    """The encodings to try, in order; one that does not fit the bytes was a slip of whoever wrote it."""
    inside = _SAID.search(head) or _META.search(head)
    outside = _CHARSET.search(content_type)
    named = [inside.group(1).decode("ascii") if inside else "", outside.group(1) if outside else "", "utf-8"]
    found = []
    for name in named:
        # Looked up in a table: to ask Python itself would load whatever codec a feed names.
        plain = normalize_encoding(name).lower()
        codec = _MODULES.get(aliases.get(plain, plain), "")
        # Bytes below 128 in UTF-16 would have been seen above: what says so is 8-bit text that was re-encoded on its way.
        if codec and not codec.startswith(("utf-16", "utf-32")):
            found.append("cp1252" if codec in {"iso8859-1", "ascii"} else codec)
    return list(dict.fromkeys(found))
