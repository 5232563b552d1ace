"""A click on public feature models: every feature forced, blocked or open after each decision.

Unit: milliseconds of CPU a click, and seconds of CPU from file to first click; peers: glucose4 asked
twice for every open feature, flamapy (parse; core and dead features). How: seeded sessions (a
random open feature is taken, 70 %, or refused, 30 %, until none is open) run on our witness
engine; the peers answer a sample of the same clicks, knowing what was decided before them, on
the clauses that flamapy makes of the file (without its attributes, whose quoted texts flamapy
refuses): nothing of our reader is in them. Every state of every sampled click is compared, also
of features that were decided earlier.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import process_time
from typing import Any

from benchmarks.figures import (
    Bar,
    DifferenceFound,
    Figure,
    Measured,
    mean,
    middle,
    percentile,
)
from benchmarks.models import read_text, without_attributes
from benchmarks.options import Options
from benchmarks.peers.flamapy_models import FlamapyModel, backbone, core_and_dead
from benchmarks.peers.naive_sat import NaiveSat, States
from configurator.engine.features.uvl_reader import read_uvl
from configurator.engine.witness import WitnessSession, compile_features

SEED = 30
TAKEN = 0.7
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured on a model, and the bars for it."""

    sessions: int
    sampled: int
    naive_times: float | None = None
    p99_ms: float | None = None
    flamapy_times: float = 100.0
    load_times: float | None = None


PLANS = {
    "pc-richmond.uvl": Plan(sessions=5, sampled=60, p99_ms=5.0),
    "financialservices01-2018-05-09.uvl": Plan(sessions=5, sampled=30),
    "automotive01.uvl": Plan(sessions=3, sampled=8, naive_times=300.0, p99_ms=5.0, load_times=10.0),
}


@dataclass(frozen=True, slots=True)
class Click:
    """The decisions so far as places of features, the latest last, and the answer to them."""

    taken: tuple[int, ...]
    refused: tuple[int, ...]
    before: States
    after: States
    ms: float


def run(options: Options) -> Measured:
    for name, plan in PLANS.items():
        if options.is_quick and name != "pc-richmond.uvl":
            continue
        yield from _figures(name, plan, options)


def _figures(name: str, plan: Plan, options: Options) -> Measured:
    text = read_text(name)
    started = process_time()
    model = read_uvl(text)
    session = WitnessSession(compile_features(model))
    load_s = process_time() - started
    names = [feature.name for feature in model.features]
    peer = FlamapyModel(without_attributes(text))
    _require_same_features(name, names, peer)

    clicks = _sessions(session, len(names), options.pick(plan.sessions, 1))
    sample = random.Random(SEED).sample(clicks, min(len(clicks), options.pick(plan.sampled, 5)))
    ours_ms = mean([click.ms for click in sample])
    short = name.partition(".")[0].partition("-20")[0]
    all_ms = [click.ms for click in clicks]
    yield Figure(
        f"{short}: file to first click", "s", load_s, peer.parse_s, "flamapy, parse alone",
        _times(plan.load_times),
    )  # fmt: skip
    yield Figure(f"{short}: click, mean of {len(clicks):,}", "ms", mean(all_ms))
    yield Figure(
        f"{short}: click, p99", "ms", percentile(all_ms, 0.99),
        bar=Bar("at most", plan.p99_ms) if plan.p99_ms else None,
    )  # fmt: skip
    yield Figure(
        f"{short}: click, {len(sample)} sampled", "ms", ours_ms, _naive_ms(sample, names, peer),
        "naive glucose4", _times(plan.naive_times),
    )  # fmt: skip
    yield Figure(
        f"{short}: click, {len(sample)} sampled", "ms", ours_ms,
        _flamapy_ms(sample, names, peer, core_and_dead),
        "flamapy, core + dead", _times(plan.flamapy_times),
    )  # fmt: skip
    yield Figure(
        f"{short}: click, {len(sample)} sampled", "ms", ours_ms,
        _flamapy_ms(sample, names, peer, backbone), "flamapy, backbone once",
    )  # fmt: skip


def _times(value: float | None) -> Bar | None:
    return Bar("times", value) if value else None


def _require_same_features(name: str, names: Sequence[str], peer: FlamapyModel) -> None:
    if set(names) != set(peer.variables):
        raise DifferenceFound(f"{name}: the readers found other features")


def _sessions(session: WitnessSession, features: int, many: int) -> list[Click]:
    """Run sessions to their ends, all of them in each round; a click's time is the median."""
    rounds = [_round(session, features, many) for _ in range(ROUNDS)]
    return [
        replace(same[0], ms=middle([click.ms for click in same]))
        for same in zip(*rounds, strict=True)
    ]


def _round(session: WitnessSession, features: int, many: int) -> list[Click]:
    dice = random.Random(SEED)
    found: list[Click] = []
    for _ in range(many):
        taken: list[int] = []
        refused: list[int] = []
        states = _states(session, taken, refused)
        while open_features := [f for f in range(features) if states[f] is None]:
            feature = dice.choice(open_features)
            (taken if dice.random() < TAKEN else refused).append(feature)
            started = process_time()
            forced, blocked = session.state(taken, refused)
            ms = (process_time() - started) * 1000
            before, states = states, _as_states(forced, blocked)
            found.append(Click(tuple(taken), tuple(refused), before, states, ms))
    return found


def _states(session: WitnessSession, taken: list[int], refused: list[int]) -> States:
    return _as_states(*session.state(taken, refused))


def _as_states(forced: Sequence[bool], blocked: Sequence[bool]) -> States:
    return {
        place: True if is_forced else False if is_blocked else None
        for place, (is_forced, is_blocked) in enumerate(zip(forced, blocked, strict=True))
    }


def _naive_ms(sample: Sequence[Click], names: Sequence[str], peer: FlamapyModel) -> float:
    variables = [peer.variables[name] for name in names]
    naive = NaiveSat(peer.clauses, variables)
    found = []
    for click in sample:
        decisions = _literals(click, variables)
        naive.restart({variables[place]: state for place, state in click.before.items()})
        started = process_time()
        states = naive.click(decisions)
        found.append((process_time() - started) * 1000)
        said = {variables[place]: state for place, state in click.after.items()}
        if states != said or not naive.confirms(said, decisions):
            raise DifferenceFound(f"glucose4 after {len(decisions)} decisions")
    naive.close()
    return mean(found)


def _flamapy_ms(
    sample: Sequence[Click],
    names: Sequence[str],
    peer: FlamapyModel,
    ask: Callable[[Any], tuple[set[str], set[str]]],
) -> float:
    variables = [peer.variables[name] for name in names]
    found = []
    for click in sample:
        model = peer.with_decisions(_literals(click, variables))
        started = process_time()
        core, dead = ask(model)
        found.append((process_time() - started) * 1000)
        said = [name in core or (False if name in dead else None) for name in names]
        if said != [click.after[place] for place in range(len(names))]:
            raise DifferenceFound(f"flamapy after {len(click.taken + click.refused)} decisions")
    return mean(found)


def _literals(click: Click, variables: Sequence[int]) -> list[int]:
    return [variables[f] for f in click.taken] + [-variables[f] for f in click.refused]
