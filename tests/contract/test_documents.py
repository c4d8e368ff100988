"""Documents name only things that exist, and decisions stay short."""

from __future__ import annotations

import re

import pytest

from tests.contract.sources import ROOT, name_of

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_named_in_a_page_exist(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    named = set(re.findall(r"`((?:docs|src|tests|benchmarks|client|bin|requirements)/[\w./-]+?)/?`", text))
    named |= {f"docs/{found}" for found in re.findall(r"\]\((?:docs/)([\w./-]+)\)", text)}
    made_later = set((ROOT / ".gitignore").read_text(encoding="utf-8").split())
    missing = sorted(path for path in named - made_later if not (ROOT / path).exists() and "NNNN" not in path)
    assert not missing


def test_decisions_are_under_60_lines_and_numbered_once() -> None:
    found = sorted((ROOT / "docs/decisions").glob("*.md"))
    long = [name_of(path) for path in found if len(path.read_text(encoding="utf-8").splitlines()) >= 60]
    numbers = [path.name[:4] for path in found]
    assert not long
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("word", ["/work/", "/root/", "pypi.org", "registry.npmjs"])
def test_no_page_names_a_machine_or_a_registry(word: str) -> None:
    assert not [name_of(page) for page in PAGES if word in page.read_text(encoding="utf-8")]
