"""Cuts the two typefaces down to the letters and weights the pages use, so that a first page stays small."""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PACKAGES = Path(__file__).parent / "node_modules" / "@fontsource-variable"

# What English, Spanish, Catalan, French, German, Italian, Portuguese and the Nordic languages are written with, and the
# signs the product sets itself. A rarer letter in somebody's name falls back to the reader's own serif or sans.
LETTERS = (
    "".join(chr(code) for code in range(0x20, 0x7F))
    + "\u00a0¡¿«»·°±×÷§©®ªº½£€´¨¸"
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßŒœ"
    + "\u2010\u2011–—‘’‚“”„•…′″‹›−≈≤≥←→↑↓"
)
FEATURES = ["kern", "mark", "ccmp", "locl", "liga", "tnum"]

# Two cuts of one serif instead of its optical-size axis: half the bytes, and a drawing made for its size each time.
CUTS = {
    "serif-text": ("newsreader/files/newsreader-latin-standard-normal.woff2", {"opsz": 20, "wght": 410}),
    "serif-display": ("newsreader/files/newsreader-latin-standard-normal.woff2", {"opsz": 40, "wght": 520}),
    "sans": (
        "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
        {"wght": (400, 700)},
    ),
}


def cut(source: Path, limits: dict[str, float | tuple[float, float]]) -> TTFont:
    """The font at `source` with only LETTERS, FEATURES and the part of its axes named in `limits`."""
    options = subset.Options(layout_features=FEATURES, hinting=False, glyph_names=False, name_IDs=[0, 1, 2, 5, 13, 14])
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    font = TTFont(source, recalcTimestamp=False)
    subsetter.subset(font)
    # The instancer walks glyphs by name, which the subsetter has just dropped: it needs the font read afresh.
    whole = io.BytesIO()
    font.flavor = None
    font.save(whole)
    whole.seek(0)
    narrowed = instancer.instantiateVariableFont(TTFont(whole, recalcTimestamp=False), limits)
    narrowed.flavor = "woff2"
    return narrowed


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (source, limits) in CUTS.items():
        cut(PACKAGES / source, limits).save(folder / f"{name}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
