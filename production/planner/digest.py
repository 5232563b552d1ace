"""One fingerprint for everything a plan is made from."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from production.planner.values import Problem, RunToPlan


def digest_of(problem: Problem) -> str:
    """Return the same text for the same inputs, whatever the time and the plan before."""
    lasting = replace(problem, now=0, runs=tuple(lasting_facts(run) for run in problem.runs))
    text = json.dumps(asdict(lasting), sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def lasting_facts(run: RunToPlan) -> RunToPlan:
    """Return a run without what changes by planning it or by waiting."""
    started = replace(run.started, end=0) if run.started else None
    return replace(run, frozen=None, started=started)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")
