"""Makes a PDF of an answer where the extra ``groundswell[pdf]`` is installed; it fetches nothing but our own typefaces."""

from __future__ import annotations

import json
import threading
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

_STYLE = Path(__file__).with_name("paper.css")
# The sans holds every weight; WeasyPrint knows no ranges and finds them by itself where none is named.
_FONTS = {"Newsreader": ("serif-text", "400"), "Newsreader Display": ("serif-display", "600"), "Atkinson": ("sans", "")}
_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=1)
def is_made_here() -> bool:
    """Whether this installation can make a PDF."""
    return find_spec("weasyprint") is not None


@lru_cache(maxsize=32)
def pdf(html: str) -> bytes:
    """Return the page as a PDF; the same page is made once."""
    import weasyprint  # half a second, and only for those who ask for one
    from weasyprint.text.fonts import FontConfiguration

    fetcher = _only_fonts(weasyprint)
    with _ONE_AT_A_TIME:
        faces, words = FontConfiguration(), _faces() + _STYLE.read_text(encoding="utf-8")
        style = weasyprint.CSS(string=words, url_fetcher=fetcher, font_config=faces)
        made: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style], font_config=faces)
    return made


def _only_fonts(weasyprint: Any) -> Any:
    """Return what WeasyPrint asks for addresses: whatever stands in somebody's words, nothing is fetched for it."""
    ours = {path.as_uri() for path in _built().values()}

    class OnlyFonts(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in ours:
                raise ValueError("nothing is fetched for a PDF")
            return super().fetch(url, headers)

    return OnlyFonts(allowed_protocols=["file"])


@lru_cache(maxsize=1)
def _built() -> dict[str, Path]:
    names = finders.find("web/build/names.json")
    known = json.loads(Path(str(names)).read_text()) if names else {}
    found = {name: finders.find(f"web/build/{known.get(f'fonts/{name}.woff2', '')}") for name, _weight in _FONTS.values()}
    return {name: Path(str(path)) for name, path in found.items() if path and Path(str(path)).is_file()}


def _faces() -> str:
    built = _built()
    return "".join(
        f'@font-face{{font-family:"{family}";{weight and f"font-weight:{weight};"}src:url("{built[name].as_uri()}")}}'
        for family, (name, weight) in _FONTS.items()
        if name in built
    )
