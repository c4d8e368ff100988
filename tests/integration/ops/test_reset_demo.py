"""The demo is taken away by one command, alone, and not under somebody's feet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.integration.ops.conftest import Installation

from groundswell.kit import postgres


def test_the_demo_goes_and_the_real_data_stay(new_installation: Callable[..., Installation], migrated_template: Path) -> None:
    real = new_installation()
    demo = real.home.with_name(real.home.name + "-demo")
    postgres.copy_cluster(migrated_template, demo)
    with postgres.lease(demo):
        held = real.groundswell("reset-demo")
        assert held.returncode == 1 and "is running" in held.stderr
        assert (demo / "postgres" / "data" / "PG_VERSION").exists()
    gone = real.groundswell("reset-demo")
    assert gone.returncode == 0 and "anew" in gone.stderr
    assert not demo.exists() and (real.home / "postgres" / "data" / "PG_VERSION").exists()
    again = real.groundswell("reset-demo")
    assert again.returncode == 0 and "no demo" in again.stderr
