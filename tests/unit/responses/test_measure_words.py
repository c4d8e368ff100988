"""Words measured for a channel: the table in measures.json, which the browser's own counter is checked against, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundswell.responses.measures import measured

TABLE = json.loads((Path(__file__).parent / "measures.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['channel']}-{row['text'][:8]}-{row.get('times', 1)}")
def test_words_are_measured_as_the_table_says(row: dict[str, Any]) -> None:
    assert measured(row["channel"], row["text"] * row.get("times", 1), row["language"]) == row["facts"]
