"""A click on large models of groups: 5,000 options under 3,000 rules, and 100 groups under tables.

Unit: milliseconds of CPU a click, mean and p99, and seconds of CPU to compile, and from stored
bytes to the first answer; peer: glucose4 asked twice for every open option. How: the known model and unseen
ones (`planted_models`) are compiled as the shop does; seeded sessions are drawn, then timed. On
every click the peer is asked for a sample of the options, each of which is compared; its time
is what all options would take at that rate.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

from benchmarks.engine_click import Session, draw_session
from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, mean, percentile
from benchmarks.group_engines import ByDiagram
from benchmarks.models import GroupModel
from benchmarks.options import Options
from benchmarks.peers.group_clauses import GroupClauses
from benchmarks.peers.naive_sat import NaiveSat
from benchmarks.planted_models import dense_model, table_model
from configurator.engine import Artefact, Limits, Status

SEED = 40
# As the shop compiles; more seconds, since a busy machine must not decide what is measured.
LIMITS = Limits(seconds=1200.0)
WORDS = {True: Status.FORCED, False: Status.BLOCKED, None: Status.POSSIBLE}


@dataclass(frozen=True, slots=True)
class Plan:
    """A model, and the bars for it."""

    name: str
    model: GroupModel
    asked: int
    p99_ms: float | None = None
    times: float | None = None


def run(options: Options) -> Measured:
    for plan in _plans()[-1:] if options.is_quick else _plans():
        yield from _figures(plan, options)


def _plans() -> list[Plan]:
    known = GroupModel.read("synth-plant-100g.json")
    return [
        Plan("synth-plant", known, asked=60, p99_ms=50.0),
        Plan("dense, unseen", dense_model(1), asked=60, p99_ms=50.0),
        Plan("tables, unseen", table_model(1), asked=30, times=30.0),
    ]


def _figures(plan: Plan, options: Options) -> Measured:
    started = process_time()
    compiled = ByDiagram.of(plan.model, LIMITS)
    yield Figure(f"{plan.name}: compile", "s", process_time() - started, bar=Bar("at most", 60.0))
    content = compiled.artefact.to_bytes()
    started = process_time()
    engine = ByDiagram(plan.model, Artefact.from_bytes(content), compiled.costs)
    engine.statuses({})
    yield Figure(
        f"{plan.name}: load and answer", "s", process_time() - started, bar=Bar("at most", 2.0)
    )
    dice = random.Random(SEED)
    sessions = [draw_session(engine, dice) for _ in range(options.pick(20, 1))]
    ours = [_timed(engine, decisions) for session in sessions for decisions in session]
    theirs = _peer(plan, engine, sessions[: options.pick(2, 1)])
    yield Figure(
        f"{plan.name}: click, mean of {len(ours):,}", "ms", mean(ours), theirs, "naive glucose4",
        Bar("times", plan.times) if plan.times else None,
    )  # fmt: skip
    yield Figure(
        f"{plan.name}: click, p99", "ms", percentile(ours, 0.99),
        bar=Bar("at most", plan.p99_ms) if plan.p99_ms else None,
    )  # fmt: skip


def _timed(engine: ByDiagram, decisions: dict[int, int]) -> float:
    started = process_time()
    engine.statuses(decisions)
    return (process_time() - started) * 1000


def _peer(plan: Plan, engine: ByDiagram, sessions: Sequence[Session]) -> float:
    """Return the peer's mean over the clicks of some sessions, as if asked for every option."""
    clauses, dice = GroupClauses(plan.model), random.Random(SEED)
    picks = [(group, o) for group, size in enumerate(plan.model.sizes) for o in range(size)]
    sample = dice.sample(picks, min(plan.asked, len(picks)))
    peer = NaiveSat(clauses.clauses, [clauses.literal(*pick) for pick in sample])
    found = []
    for session in sessions:
        peer.restart()
        for decisions in session:
            assumed = [clauses.literal(*pick) for pick in decisions.items()]
            started = process_time()
            states = peer.click(assumed)
            found.append((process_time() - started) * 1000)
            statuses = engine.statuses(decisions)
            for group, option in sample:
                said = WORDS[states[clauses.literal(group, option)]]
                if group not in decisions and statuses[group][option] != said:
                    raise DifferenceFound(f"{plan.name}: {group}, {option} after {decisions}")
    peer.close()
    return mean(found) * len(picks) / len(sample)
