"""Every message of the program has its Spanish, with the same placeholders: what proves that translation works."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib

from tests.contract.sources import PACKAGE, ROOT

HOLDERS = re.compile(r"%\(\w+\)[sd]|%%|</?b>")
CATALOGUE = PACKAGE / "locale" / "es" / "LC_MESSAGES" / "django.po"


def _collected(folder: Path) -> polib.POFile:
    """What ``bin/messages`` would collect now."""
    pot = folder / "all.pot"
    words = ["_", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2", "t"]
    keys = [part for word in words for part in ("-k", word)]
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "bin/babel.cfg", *keys]
    subprocess.run([*command, "--no-location", "--no-wrap", "-o", str(pot), "."], cwd=ROOT, check=True, capture_output=True)
    return polib.pofile(str(pot))


def test_every_message_has_its_spanish(tmp_path: Path) -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    missing = sorted(entry.msgid for entry in _collected(tmp_path) if entry.msgid and entry.msgid not in known)
    assert not missing, "collect them with bin/messages, then translate in the catalogue:\n" + "\n".join(missing)


def test_translations_keep_their_placeholders() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        if entry.msgid_plural:
            allowed = set(HOLDERS.findall(entry.msgid + entry.msgid_plural))
            assert all(set(HOLDERS.findall(text)) <= allowed for text in entry.msgstr_plural.values()), entry.msgid
            assert set(HOLDERS.findall(entry.msgstr_plural[1])) == set(HOLDERS.findall(entry.msgid_plural)), entry.msgid
        else:
            assert sorted(HOLDERS.findall(entry.msgstr)) == sorted(HOLDERS.findall(entry.msgid)), entry.msgid
