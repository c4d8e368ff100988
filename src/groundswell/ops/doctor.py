"""`groundswell doctor`: asks everything once, tells each answer in a line and, where one is bad, what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from django.db import Error

from groundswell.kit import postgres
from groundswell.kit.errors import Refused
from groundswell.ops import database_checks, machine_checks, running_checks
from groundswell.ops.findings import Finding, bad
from groundswell.ops.installation import present_server

Check = Callable[[postgres.Server], Finding]

# In the order in which one thing rests on the other.
CHECKS: tuple[Check, ...] = (
    database_checks.database,
    database_checks.roles,
    database_checks.tables,
    database_checks.walls,
    running_checks.cursors,
    running_checks.worker,
    running_checks.pulse,
    running_checks.jobs,
    running_checks.feeds,
    running_checks.clock,
    machine_checks.disk,
    machine_checks.mail,
    machine_checks.doors,
)
_SIGNS = {"good": "  ok ", "warning": "  !  ", "bad": " BAD "}


def examine(*, as_json: bool) -> int:
    """Run every check; the exit code is 1 when one is bad."""
    findings = [_ask(check, present_server()) for check in CHECKS]
    report(findings, as_json=as_json)
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def report(findings: list[Finding], *, as_json: bool) -> None:
    """Print the findings."""
    if as_json:
        sys.stdout.write(json.dumps({"findings": [asdict(finding) for finding in findings]}, indent=1) + "\n")
        return
    for finding in findings:
        sys.stdout.write(f"{_SIGNS[finding.state]} {finding.check:9} {finding.says}\n")
        if finding.do:
            sys.stdout.write(f"{'':15} → {finding.do}\n")


def _ask(check: Check, server: postgres.Server) -> Finding:
    """A check that cannot even ask is bad, and the others still run."""
    try:
        return check(server)
    except (Error, Refused, postgres.PostgresError) as failure:
        first = str(failure).strip().splitlines()[0] if str(failure).strip() else type(failure).__name__
        return bad(check.__name__, f"could not be asked: {first}", "see to the lines above first")
