"""The juries room's command: repeats the draw of a jury from what its page gives out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from groundswell.kit.commands import register

_CHECK = """Repeat the draw of a jury. Save the file "everything that is needed to repeat the draw" from the jury's page and
name it here: the command works out the pool's mark, the seed and the jury anew and says whether they are the same. It needs
neither a database nor a network."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = _CHECK
    parser.add_argument("file", type=Path, help="the saved draw.json")


def _check(arguments: argparse.Namespace) -> int:
    from groundswell.juries.checking import repeated

    wrong = repeated(json.loads(arguments.file.read_text(encoding="utf-8")))
    sys.stdout.write("".join(f"{words}\n" for words in wrong) or "The pool's mark, the seed and the jury are as published.\n")
    return 1 if wrong else 0


register("juries check", handle=_check, add_arguments=_arguments, needs="nothing", help="repeat the draw of a jury")
