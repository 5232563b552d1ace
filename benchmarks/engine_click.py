"""A click in the engine: the status of every option after each choice of random sessions.

Unit: milliseconds a click, mean and p99; peers: glucose4 asked twice for every open option, and
CP-SAT (one worker) for the cheapest completion. How: sessions are drawn once (a random option
that is possible, of a random open group, until every group is answered), then each round replays
all of them on our compiled diagram and on the peer; a figure is the median of the rounds, and
every status of every click and every cost is compared.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

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
from benchmarks.models import GroupModel
from benchmarks.options import Options
from benchmarks.peers.cp_sat import CheapestCompletion
from benchmarks.peers.group_clauses import GroupClauses
from benchmarks.peers.naive_sat import NaiveSat
from configurator.engine import (
    Artefact,
    Costs,
    Limits,
    Model,
    ModelTooLarge,
    Status,
    answer,
    compile_model,
    complete,
)

MODELS = {
    "synth-bike-16g.json": {"click": 80, "p99": 5.0, "cheapest": 50},
    "synth-pc-30g.json": {"click": 8, "p99": 30.0, "cheapest": 4},
}
SEED = 20
COMPILE_S = 10.0
# Longer than publishing allows: a slow compiler is a figure, too.
LIMITS = Limits(seconds=120)
ASKED_CHEAPEST = (0, 2, 5, 10)

# What was decided after a click: the option of each answered group.
Decisions = dict[int, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """One model, compiled, with its sessions: lists of the decisions after each click."""

    name: str
    model: GroupModel
    artefact: Artefact
    costs: Costs
    sessions: list[list[Decisions]]

    def choices(self, decisions: Decisions) -> dict[str, str]:
        groups = self.model.groups
        return {
            groups[group]["name"]: groups[group]["options"][option]["name"]
            for group, option in decisions.items()
        }

    def statuses(self, decisions: Decisions) -> list[np.ndarray]:
        found = answer(self.artefact, self.choices(decisions), self.costs)
        return [found.status(group["name"]) for group in self.model.groups]


def run(options: Options) -> Measured:
    for name in list(MODELS)[:1] if options.is_quick else MODELS:
        try:
            yield from _figures(name, options)
        except ModelTooLarge as error:
            yield NotMeasured(name, str(error))


def _figures(name: str, options: Options) -> list[Figure]:
    bars = MODELS[name]
    model = GroupModel.read(name)
    started = perf_counter()
    artefact = compile_model(Model.from_document(model.document()), LIMITS)
    seconds = perf_counter() - started
    costs = Costs({group["name"]: model.prices(g) for g, group in enumerate(model.groups)})
    subject = Subject(name, model, artefact, costs, [])
    dice = random.Random(SEED)
    subject.sessions.extend(_session(subject, dice) for _ in range(options.pick(10, 2)))
    short = name.partition(".")[0]
    clicks = _clicks(subject, rounds=options.pick(5, 1))
    return [
        Figure(f"{short}: compile", "s", seconds, bar=Bar("at most", COMPILE_S)),
        Figure(f"{short}: click, mean", "ms", clicks.ours, clicks.peer, "naive glucose4",
               Bar("times", bars["click"])),
        Figure(f"{short}: click, p99", "ms", clicks.ours_p99, clicks.peer_p99, "naive glucose4",
               Bar("at most", bars["p99"])),
        _cheapest(short, subject, options, bars["cheapest"]),
    ]  # fmt: skip


def _session(subject: Subject, dice: random.Random) -> list[Decisions]:
    """Return the decisions after each click, the empty ones before the first."""
    decisions: Decisions = {}
    found = [dict(decisions)]
    while True:
        statuses = subject.statuses(decisions)
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
    started = perf_counter()
    subject.statuses(decisions)
    return (perf_counter() - started) * 1000


def _peer_round(subject: Subject, clauses: GroupClauses, peer: NaiveSat) -> list[float]:
    found = []
    for session in subject.sessions:
        peer.restart()
        for decisions in session:
            assumed = [clauses.literal(*pick) for pick in decisions.items()]
            started = perf_counter()
            states = peer.click(assumed)
            found.append((perf_counter() - started) * 1000)
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
    for group, status in enumerate(subject.statuses(decisions)):
        if group in decisions:
            continue
        said = [words[states[clauses.literal(group, o)]] for o in range(len(status))]
        if said != status.tolist():
            raise DifferenceFound(f"{subject.name}: group {group} after {decisions}")


def _cheapest(short: str, subject: Subject, options: Options, times: float) -> Figure:
    peer = CheapestCompletion(subject.model)
    asked = _asked(subject.sessions[: options.pick(3, 1)])
    ours_ms, peer_ms = [], []
    for _ in range(options.pick(3, 1)):
        for decisions in asked:
            choices = subject.choices(decisions)
            started = perf_counter()
            full = complete(subject.artefact, choices, subject.costs)
            between = perf_counter()
            cost = peer.cost(decisions)
            ours_ms.append((between - started) * 1000)
            peer_ms.append((perf_counter() - between) * 1000)
            if _cost_of(subject.model, full) != cost:
                raise DifferenceFound(f"{subject.name}: cheapest completion of {decisions}")
    return Figure(
        f"{short}: cheapest completion", "ms", middle(ours_ms), middle(peer_ms), "CP-SAT",
        Bar("times", times),
    )  # fmt: skip


def _asked(sessions: Sequence[list[Decisions]]) -> list[Decisions]:
    return [session[k] for session in sessions for k in ASKED_CHEAPEST if k < len(session)]


def _cost_of(model: GroupModel, full: dict[str, str]) -> int:
    return sum(
        option["price"]
        for group in model.groups
        for option in group["options"]
        if full[group["name"]] == option["name"]
    )
