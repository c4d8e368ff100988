"""Draws what was measured against size as a picture: CPU seconds and megabytes, or any curves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Curve = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP = 640, 480, 84, 20, 44
_INKS = ("#1b6ca8", "#c2410c", "#15803d", "#7c3aed", "#475569", "#be185d")
_TEXT, _GRID = "#1f2933", "#d5dae0"


def against_size(
    measured: Mapping[str, Mapping[str, Sequence[tuple[float, float | None, float | None]]]], folder: Path, engine: str
) -> list[Path]:
    """Two pictures side by side for each family of cases: (size, CPU seconds, megabytes) of each peer."""
    made = []
    for family, peers in measured.items():
        halves = []
        for place, unit in ((1, "CPU seconds"), (2, "megabytes")):
            curves: dict[str, list[tuple[float, float]]] = defaultdict(list)
            for peer, points in peers.items():
                curves[peer] += [(point[0], float(point[place] or 0)) for point in points if (point[place] or 0) > 0]
            halves.append(_panel(f"{engine}: {family}", "size", unit, curves, logarithmic=True))
        whole = Image.new("RGB", (2 * _WIDTH, _HEIGHT), "white")
        whole.paste(halves[0], (0, 0))
        whole.paste(halves[1], (_WIDTH, 0))
        made.append(_save(whole, folder, engine, family))
    return made


def curves(title: str, across: str, up: str, lines: Mapping[str, Curve], folder: Path, engine: str) -> Path:
    """One picture of curves on plain axes."""
    return _save(_panel(f"{engine}: {title}", across, up, lines, logarithmic=False), folder, engine, title)


def _save(picture: Image.Image, folder: Path, engine: str, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{engine}-{'-'.join(''.join(c if c.isalnum() else ' ' for c in name).split())}.png"
    picture.save(path)
    return path


def _panel(title: str, across: str, up: str, lines: Mapping[str, Curve], *, logarithmic: bool) -> Image.Image:
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    small, large = ImageFont.load_default(13), ImageFont.load_default(16)
    points = [point for line in lines.values() for point in line]
    bottom = 56 + 18 * len(lines)
    draw.text((_LEFT, 12), f"{title}, {up}", _TEXT, large)
    if not points:
        return picture
    x_ticks, y_ticks = (_ticks([point[a] for point in points], logarithmic) for a in (0, 1))

    def at(point: tuple[float, float]) -> tuple[float, float]:
        x, y = _share(point[0], x_ticks, logarithmic), _share(point[1], y_ticks, logarithmic)
        return _LEFT + x * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - bottom - y * (_HEIGHT - _TOP - bottom)

    for tick in x_ticks:
        x, _ = at((tick, y_ticks[0]))
        draw.line([(x, _TOP), (x, _HEIGHT - bottom)], _GRID)
        draw.text((x, _HEIGHT - bottom + 6), _named(tick), _TEXT, small, anchor="ma")
    for tick in y_ticks:
        _, y = at((x_ticks[0], tick))
        draw.line([(_LEFT, y), (_WIDTH - _RIGHT, y)], _GRID)
        draw.text((_LEFT - 8, y), _named(tick), _TEXT, small, anchor="rm")
    draw.text(((_LEFT + _WIDTH) / 2, _HEIGHT - bottom + 38), across, _TEXT, small, anchor="ms")
    for number, (name, line) in enumerate(lines.items()):
        ink = _INKS[number % len(_INKS)]
        path = [at(point) for point in sorted(line)]
        if len(path) > 1:
            draw.line(path, ink, 2)
        for x, y in path:
            draw.ellipse([x - 3, y - 3, x + 3, y + 3], ink)
        row = _HEIGHT - bottom + 52 + 18 * number
        draw.line([(_LEFT, row), (_LEFT + 20, row)], ink, 3)
        draw.text((_LEFT + 28, row), name, _TEXT, small, anchor="lm")
    return picture


def _ticks(values: Sequence[float], logarithmic: bool) -> list[float]:
    low, high = min(values), max(values)
    if logarithmic:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        return [10.0**power for power in range(first, max(last, first + 1) + 1)]
    step = 10.0 ** math.floor(math.log10(max(high - low, 1e-9) / 4))
    step *= next(times for times in (1, 2, 5, 10) if (high - low) / (step * times) <= 6)
    first = math.floor(low / step)
    return [step * (first + k) for k in range(math.ceil(high / step - 1e-9) - first + 1)] if high > low else [low, low + 1]


def _share(value: float, ticks: Sequence[float], logarithmic: bool) -> float:
    if logarithmic:
        return (math.log10(value) - math.log10(ticks[0])) / (math.log10(ticks[-1]) - math.log10(ticks[0]))
    return (value - ticks[0]) / (ticks[-1] - ticks[0])


def _named(tick: float) -> str:
    if abs(tick) >= 1e6:
        return f"{tick / 1e6:g}M"
    return f"{tick / 1e3:g}k" if abs(tick) >= 1e3 else f"{round(tick, 6):g}"
