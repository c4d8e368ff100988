"""The process that parses is held by the kernel: memory, seconds of work, files, sockets, whatever its parser does."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from groundswell.wire.feeds import parser
from groundswell.wire.feeds.sandbox import Sandbox

SOURCE = str(Path(parser.__file__).resolve().parents[3])
# A parser that does what no parser should, behind the doors that the real one works behind.
DOES = """
import json, sys
from types import SimpleNamespace
from groundswell.wire.feeds import parser, parsing
def parse(content, *, hurry):
    {body}
    return {{"feed": "done"}}
parser._close_the_doors()
own = SimpleNamespace(parse=parse, NotReadable=parsing.NotReadable)
print(json.dumps(parser._parsed(own, {{}}, b"")))
"""


def _run(body: str) -> SimpleNamespace:
    """What became of it: the code it ended with, and what it answered."""
    done = subprocess.run(
        [sys.executable, "-c", DOES.format(body=body)], env={"PYTHONPATH": SOURCE}, capture_output=True, timeout=60, check=False
    )
    return SimpleNamespace(
        code=done.returncode, said=json.loads(done.stdout) if done.stdout else None, error=done.stderr.decode()
    )


def test_what_behaves_is_let_be() -> None:
    assert _run("pass").said == {"feed": "done"}


@pytest.mark.parametrize("body", ["while True: pass", "9 ** 9 ** 9", "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')"])
def test_after_a_second_of_work_the_kernel_ends_it(body: str) -> None:
    assert parser.CPU_SECONDS <= 1.0
    assert _run(body).code == -signal.SIGPROF


@pytest.mark.parametrize("body", ["bytearray(200_000_000)", "[' ' * 1_000_000 + str(n) for n in range(1_000)]"])
def test_it_cannot_grow_beyond_two_hundred_megabytes(body: str) -> None:
    assert parser.MEMORY < 200_000_000
    assert _run(body).said == {"error": "too_much_work", "ends": True}


def test_levels_without_end_are_too_much_work() -> None:
    assert _run("f = lambda: f(); f()").said == {"error": "too_much_work", "ends": True}


@pytest.mark.parametrize("body", ["open('/etc/passwd')", "import socket; socket.socket()", "import os; os.pipe()"])
def test_it_opens_neither_file_nor_socket(body: str) -> None:
    assert _run(body).said == {"error": "unreadable"}


def test_the_process_in_use_has_these_limits() -> None:
    sandbox = Sandbox()
    try:
        sandbox.feed(b"<rss version='2.0'><channel><title>Post</title><item><title>A flood</title></item></channel></rss>")
        lines = Path(f"/proc/{sandbox.process_id}/limits").read_text().splitlines()
    finally:
        sandbox.close()
    found = {line[:26].strip(): line[26:].split()[:2] for line in lines[1:]}
    assert found["Max data size"] == [str(parser.MEMORY)] * 2
    assert found["Max file size"] == ["0", "0"]
    assert found["Max open files"] == ["3", "3"]
    assert found["Max core file size"] == ["0", "0"]
