"""The examples in the documentation say what happens."""

import doctest
import importlib

import pytest

MODULES = ["stories.stream", "bridging.rule", "bridging.factors", "bursts.watch"]
MODULES += [f"chains.{name}" for name in ("totals", "between", "course", "followed")]
MODULES += [f"counts.{name}" for name in ("runoff", "scottish", "meek", "pairs", "plain", "decisions", "quadratic")]
MODULES += [f"counts.{name}" for name in ("shares", "loads", "trust", "panel")]
MODULES += [f"opinion.{name}" for name in ("fitting", "live", "saying")]
MODULES += [f"trials.{name}" for name in ("table", "reached", "strength")]
MODULES += [f"influence.{name}" for name in ("engine", "simulation")]
MODULES += ["networks.finding"]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    failed, tried = doctest.testmod(importlib.import_module(f"groundswell.science.{name}"))
    assert failed == 0 < tried
