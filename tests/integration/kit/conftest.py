"""Homes for servers of their own, cloned from one template because an initdb costs a second."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundswell.kit import postgres

SOURCE = Path(__file__).resolve().parents[3] / "src"


@pytest.fixture(scope="session")
def open_directory() -> Iterator[Path]:
    """A directory that the server's user can pass: pytest's own are closed, and root's server is not root's."""
    path = Path(tempfile.mkdtemp(prefix="gs-kit-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def template(open_directory: Path) -> Path:
    """A home whose server was started, prepared and stopped."""
    home = open_directory / "template"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        postgres.acquire(home, durable=False).release()
    return home


@pytest.fixture
def empty_home(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    parent = Path(tempfile.mkdtemp(dir=open_directory))
    parent.chmod(0o755)
    yield parent / "home"
    shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def home(template: Path, empty_home: Path) -> Path:
    postgres.copy_cluster(template, empty_home)
    return empty_home


@pytest.fixture
def in_another_process() -> Callable[[str, Path], subprocess.Popen[str]]:
    """Runs a few lines with `postgres` and `home` in a new interpreter; what they print is read line by line."""

    def run(lines: str, home: Path) -> subprocess.Popen[str]:
        program = f"from pathlib import Path\nfrom groundswell.kit import postgres\nhome = Path({str(home)!r})\n{lines}"
        return subprocess.Popen(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    return run


@pytest.fixture
def as_normal_user() -> Callable[[Callable[[], None]], None]:
    """Runs a function as a user without rights: in a fork, because that user may be unable to start our interpreter."""

    def run(work: Callable[[], None]) -> None:
        if os.geteuid() != 0:
            return work()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                work()
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        return None

    return run
