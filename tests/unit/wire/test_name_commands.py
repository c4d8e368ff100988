"""The wire's commands say what they read and count before any database is there."""

from __future__ import annotations

import pytest

from groundswell.ops.cli import main


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["wire", "--help"], ["ingest", "stories"]),
        (
            ["wire", "ingest", "--help"],
            ["--campaign", "--json", "PATH", "read without quoting", "copies (an item that is", "Exit code"],
        ),
        (["wire", "stories", "--help"], ["--campaign", "--json"]),
    ],
)
def test_help(command: list[str], words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(command)
    said = " ".join(capsys.readouterr().out.split())
    assert left.value.code == 0
    assert not [word for word in words if word not in said]


@pytest.mark.parametrize("command", [["wire", "ingest", "news.tsv"], ["wire", "ingest", "--campaign", "ellery"], ["wire"]])
def test_what_is_missing_is_said_with_code_2(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(command)
    assert left.value.code == 2
    assert "required" in capsys.readouterr().err
