"""The examples in the documentation say what happens."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["stories.stream", "bridging.rule", "bridging.factors", "bursts.watch", "chains.totals"])
def test_examples(name):
    failed, tried = doctest.testmod(importlib.import_module(f"groundswell.science.{name}"))
    assert failed == 0 < tried
