"""Finds the project's own files and parses them once, for the contract tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "groundswell"
ROOMS = (
    *("campaigns", "people", "communities", "strategy", "wire", "responses", "sharing"),
    *("trials", "insight", "asks", "assembly", "field", "posts", "commons", "notify", "api"),
)


@cache
def modules() -> tuple[Path, ...]:
    """Return every module of the package but migrations."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts))


@cache
def modules_of_tests() -> tuple[Path, ...]:
    """Return every module of the tests."""
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, methods and inner ones included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(path: Path) -> str:
    """Return a path as a reader would write it."""
    return str(path.relative_to(ROOT))


def is_kind(path: Path, stem: str) -> bool:
    """Whether a module is the room's ``stem`` (services.py or a file of services/)."""
    return path.stem == stem or path.parent.name == stem
