"""Files and functions stay small enough to be read at once; the root stays small enough to be seen at once."""

from __future__ import annotations

import statistics
import subprocess

from tests.contract.sources import PACKAGE, ROOT, functions, modules, modules_of_tests, name_of


def _lines(path: object) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())  # type: ignore[attr-defined]


def test_no_module_is_over_400_lines_and_no_test_over_500() -> None:
    long = [f"{name_of(path)}: {_lines(path)}" for path in modules() if _lines(path) > 400]
    long += [f"{name_of(path)}: {_lines(path)}" for path in modules_of_tests() if _lines(path) > 500]
    assert not long, "split these:\n" + "\n".join(long)


def test_the_median_module_is_under_100_lines() -> None:
    assert statistics.median(_lines(path) for path in modules()) < 100


def test_no_function_is_over_60_lines_or_80_in_science() -> None:
    long = []
    for path in modules():
        cap = 80 if PACKAGE / "science" in path.parents else 60
        long += [
            f"{name_of(path)}:{one.lineno} {one.name}"
            for one in functions(path)
            if (one.end_lineno or 0) - one.lineno + 1 > cap
        ]
    assert not long, "split these:\n" + "\n".join(long)


def test_nine_functions_in_ten_are_under_30_lines() -> None:
    lengths = [(one.end_lineno or 0) - one.lineno + 1 for path in modules() for one in functions(path)]
    assert sum(length < 30 for length in lengths) >= 0.9 * len(lengths)


def test_views_are_15_lines_or_fewer() -> None:
    long = []
    for path in modules():
        if path.stem == "views" or path.parent.name == "views":
            long += [
                f"{name_of(path)}:{one.lineno} {one.name}"
                for one in functions(path)
                if (one.end_lineno or 0) - one.body[0].lineno + 1 > 15
            ]
    assert not long, "a view parses, calls one service or selector and renders:\n" + "\n".join(long)


def test_the_root_shows_at_most_15_entries() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    shown = {line.split("/")[0] for line in listed if line and not line.startswith(".")}
    assert len(shown) <= 15, sorted(shown)
