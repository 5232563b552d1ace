"""A click in the engine: the status of every option after each choice of random sessions.

Unit: milliseconds of CPU a click, mean and p99; peers: glucose4 asked twice for every open option, and
CP-SAT (one worker) for the cheapest completion. How: sessions are drawn once (a random option
that is possible, of a random open group, until every group is answered), then each round replays
all of them on our engine (the compiled diagram, or witnesses where none fits) and on the peer; a
figure is the median of the rounds, and every status of every click and every cost is compared.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

import numpy as np

from benchmarks.figures import (
    Bar,
    DifferenceFound,
    Figure,
    Measured,
    NotMeasured,
    mean,
    middle,
    percentile,
)
from benchmarks.group_engines import ByDiagram, ByWitnesses, Decisions, Engine
from benchmarks.models import GroupModel
from benchmarks.options import Options
from benchmarks.peers.cp_sat import CheapestCompletion
from benchmarks.peers.group_clauses import GroupClauses
from benchmarks.peers.naive_sat import NaiveSat
from configurator.engine import ModelTooLarge, Status, complete
from configurator.engine.features.subjects import DIAGRAM_LIMITS

MODELS = {
    "synth-bike-16g.json": {"click": 80, "p99": 5.0, "cheapest": 50},
    "synth-pc-30g.json": {"click": 8, "p99": 30.0, "cheapest": 4},
}
SEED = 20
COMPILE_S = 10.0
ASKED_CHEAPEST = (0, 2, 5, 10)

Session = list[dict[int, int]]


@dataclass(frozen=True, slots=True)
class Subject:
    """One model with what answers for it, and sessions: the decisions after each click."""

    name: str
    model: GroupModel
    engine: Engine
    sessions: list[Session]


def run(options: Options) -> Measured:
    for name in list(MODELS)[:1] if options.is_quick else MODELS:
        yield from _figures(name, options)


def _figures(name: str, options: Options) -> Measured:
    bars, short = MODELS[name], name.partition(".")[0]
    model = GroupModel.read(name)
    started = process_time()
    try:
        engine: ByDiagram | ByWitnesses = ByDiagram.of(model, DIAGRAM_LIMITS)
    except ModelTooLarge as refusal:
        yield NotMeasured(f"{short}: diagram, cheapest completion", str(refusal))
        # The witnesses' own time has an attempt at a diagram in it.
        started = process_time()
        engine = ByWitnesses.of(model)
    method = "diagram" if isinstance(engine, ByDiagram) else "witnesses"
    seconds = process_time() - started
    yield Figure(f"{short}: compile, {method}", "s", seconds, bar=Bar("at most", COMPILE_S))
    dice = random.Random(SEED)
    sessions = [draw_session(engine, dice) for _ in range(options.pick(6, 2))]
    subject = Subject(name, model, engine, sessions)
    clicks = _clicks(subject, rounds=options.pick(3, 1))
    yield Figure(
        f"{short}: click, mean", "ms", clicks.ours, clicks.peer, "naive glucose4",
        Bar("times", bars["click"]),
    )  # fmt: skip
    yield Figure(
        f"{short}: click, p99", "ms", clicks.ours_p99, clicks.peer_p99, "naive glucose4",
        Bar("at most", bars["p99"]),
    )  # fmt: skip
    if isinstance(engine, ByDiagram):
        yield _cheapest(short, subject, engine, options, bars["cheapest"])


def draw_session(engine: Engine, dice: random.Random) -> Session:
    """Return the decisions after each click, the empty ones before the first."""
    decisions: dict[int, int] = {}
    found = [dict(decisions)]
    while True:
        statuses = engine.statuses(decisions)
        open_groups = [
            group
            for group, status in enumerate(statuses)
            if group not in decisions and np.count_nonzero(status == Status.POSSIBLE) > 1
        ]
        if not open_groups:
            return found
        group = dice.choice(open_groups)
        possible = np.flatnonzero(statuses[group] == Status.POSSIBLE).tolist()
        decisions[group] = dice.choice(possible)
        found.append(dict(decisions))


@dataclass(frozen=True, slots=True)
class Clicks:
    """Milliseconds a click, the median of the rounds."""

    ours: float
    ours_p99: float
    peer: float
    peer_p99: float


def _clicks(subject: Subject, rounds: int) -> Clicks:
    clauses = GroupClauses(subject.model)
    peer = NaiveSat(clauses.clauses, range(1, clauses.starts[-1]))
    ours_ms, peer_ms = [], []
    for _ in range(rounds):
        ours_ms.append([_timed(subject, d) for session in subject.sessions for d in session])
        peer_ms.append(_peer_round(subject, clauses, peer))
    peer.close()
    return Clicks(
        middle([mean(found) for found in ours_ms]),
        middle([percentile(found, 0.99) for found in ours_ms]),
        middle([mean(found) for found in peer_ms]),
        middle([percentile(found, 0.99) for found in peer_ms]),
    )


def _timed(subject: Subject, decisions: Decisions) -> float:
    started = process_time()
    subject.engine.statuses(decisions)
    return (process_time() - started) * 1000


def _peer_round(subject: Subject, clauses: GroupClauses, peer: NaiveSat) -> list[float]:
    found = []
    for session in subject.sessions:
        peer.restart()
        for decisions in session:
            assumed = [clauses.literal(*pick) for pick in decisions.items()]
            started = process_time()
            states = peer.click(assumed)
            found.append((process_time() - started) * 1000)
            _compare(subject, clauses, decisions, states)
    return found


def _compare(
    subject: Subject,
    clauses: GroupClauses,
    decisions: Decisions,
    states: dict[int, bool | None],
) -> None:
    """Compare the statuses of the groups without an answer, option by option."""
    words = {True: Status.FORCED, False: Status.BLOCKED, None: Status.POSSIBLE}
    for group, status in enumerate(subject.engine.statuses(decisions)):
        if group in decisions:
            continue
        said = [words[states[clauses.literal(group, o)]] for o in range(len(status))]
        if said != status.tolist():
            raise DifferenceFound(f"{subject.name}: group {group} after {decisions}")


def _cheapest(
    short: str, subject: Subject, engine: ByDiagram, options: Options, times: float
) -> Figure:
    peer = CheapestCompletion(subject.model)
    asked = _asked(subject.sessions[: options.pick(3, 1)])
    ours_ms, peer_ms = [], []
    for _ in range(options.pick(3, 1)):
        for decisions in asked:
            choices = engine.choices(decisions)
            started = process_time()
            full = complete(engine.artefact, choices, engine.costs)
            between = process_time()
            cost = peer.cost(decisions)
            ours_ms.append((between - started) * 1000)
            peer_ms.append((process_time() - between) * 1000)
            if _cost_of(subject.model, full) != cost:
                raise DifferenceFound(f"{subject.name}: cheapest completion of {decisions}")
    return Figure(
        f"{short}: cheapest completion", "ms", middle(ours_ms), middle(peer_ms), "CP-SAT",
        Bar("times", times),
    )  # fmt: skip


def _asked(sessions: Sequence[Session]) -> Session:
    return [session[k] for session in sessions for k in ASKED_CHEAPEST if k < len(session)]


def _cost_of(model: GroupModel, full: dict[str, str]) -> int:
    return sum(
        option["price"]
        for group in model.groups
        for option in group["options"]
        if full[group["name"]] == option["name"]
    )
