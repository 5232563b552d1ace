"""Promises that hold: dates given to lines as they come, kept while runs stay long.

Unit: share of promises kept, changeovers' share of machine time, days promised; peers: a date read
off today's plan plus half a day, and hard reservations. How: streams made from seeds (180 families,
8 machines, every time off by up to 15 %) are lived through minute by minute with the planner's own
promising policy; a line is ready when its whole run is. Load 0.8 with all machines, with one down
for a day, and with the demand reshuffled half-way; other loads; 20,000 lines, the last half scored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, mean, percentile
from benchmarks.options import Options
from benchmarks.peers.promise_rules import ReservationShop, SnapshotShop
from benchmarks.promise_legs import Breakdown, Lived
from benchmarks.promise_shop import Shop
from benchmarks.promise_streams import DAY_MIN, Stream, make_stream
from production.planner.promising.policy import PromisePolicy

SEEDS = (21, 22, 23)
LINES = 5_000
LONG_LINES = 20_000
LOAD = 0.8
POLICY = PromisePolicy()
DOWN = Breakdown(machine=3, starts=3.5 * DAY_MIN, ends=4.5 * DAY_MIN)


@dataclass(frozen=True, slots=True)
class Scores:
    """What became of one stream: shares in per cent, leads in days."""

    kept: float
    setup: float
    lead_p50: float
    lead_p95: float
    stock_in_time: float
    quote_p95_ms: float


def run(options: Options) -> Measured:
    seeds = SEEDS[: options.pick(3, 1)]
    ours = [_ours(seed) for seed in seeds]
    snapshot = [_of_peer(SnapshotShop, seed) for seed in seeds]
    reservation = [_of_peer(ReservationShop, seed) for seed in seeds]
    yield from _main_figures(ours, snapshot)
    yield from _reservation_figures(ours, reservation)
    down = [_ours(seed, breakdown=DOWN) for seed in seeds]
    yield Figure("a machine down a day: kept", "%", _mean(down, "kept"), bar=Bar("at least", 99))
    shifted = [_ours(seed, kind="steady", is_shifted=True) for seed in seeds]
    yield Figure("demand shift: kept", "%", _mean(shifted, "kept"), bar=Bar("at least", 99))
    yield Figure(
        "demand shift: stock in time", "%", _mean(shifted, "stock_in_time"), bar=Bar("at least", 95)
    )
    for load in (0.6, 0.9):
        yield from _short(f"load {load}", [_ours(seed, load=load) for seed in seeds])
    yield from _short("steady", [_ours(seed, kind="steady") for seed in seeds])
    if not options.is_quick:
        yield from _short(
            "20,000 lines",
            [_ours(SEEDS[0], lines=LONG_LINES, kind="steady", scored_from=LONG_LINES // 2)],
        )


def scores_of(stream: Stream, lived: Lived, scored_from: int = 0) -> Scores:
    """Score the custom lines from one on against their promises, the stock against its wishes."""
    lines = stream.lines
    if lived.finished.keys() | lived.left != {line.number for line in lines}:
        raise DifferenceFound("a line was never made, or made twice")
    promised = {n: at for n, at in lived.promised.items() if n >= scored_from}
    leads = [(at - lines[n].at) / stream.day_min for n, at in promised.items()]
    stock = [line for line in lines if line.wished is not None and line.number >= scored_from]
    return Scores(
        kept=_share(lived.finished[n] <= at + 1e-6 for n, at in promised.items()),
        setup=100 * lived.setup_min / (lived.setup_min + lived.work_min),
        lead_p50=percentile(leads, 0.5),
        lead_p95=percentile(leads, 0.95),
        stock_in_time=_share(lived.finished[line.number] <= (line.wished or 0) for line in stock),
        quote_p95_ms=1e3 * percentile(lived.quote_s, 0.95) if lived.quote_s else 0.0,
    )


def _ours(
    seed: int,
    *,
    lines: int = LINES,
    load: float = LOAD,
    kind: str = "book",
    is_shifted: bool = False,
    breakdown: Breakdown | None = None,
    scored_from: int = 0,
) -> Scores:
    stream = make_stream(
        lines, seed, load, "steady" if kind == "steady" else "book", is_shifted=is_shifted
    )
    return scores_of(stream, Shop(stream, POLICY, seed, breakdown).live(), scored_from)


def _of_peer(shop: type[SnapshotShop] | type[ReservationShop], seed: int) -> Scores:
    stream = make_stream(LINES, seed, LOAD)
    return scores_of(stream, shop(stream, seed).live())


def _main_figures(ours: list[Scores], peer: list[Scores]) -> Measured:
    row = partial(_row, ours, peer, "date off the plan + 0.5 d")
    yield row("kept", "%", "kept", Bar("at least", 99), is_more_better=True)
    yield row("changeovers' share", "%", "setup", Bar("at most", 23))
    yield row("promised lead, median", "d", "lead_p50", Bar("at most", 1.0))
    yield row("promised lead, p95", "d", "lead_p95", Bar("at most", 2.7))
    yield row("stock in time", "%", "stock_in_time", Bar("at least", 95), is_more_better=True)
    yield Figure("quote p95, in memory", "ms", _mean(ours, "quote_p95_ms"))


def _reservation_figures(ours: list[Scores], peer: list[Scores]) -> Measured:
    row = partial(_row, ours, peer, "hard reservation + 0.25 d")
    yield row("changeovers' share", "%", "setup", None)
    yield row("promised lead, median", "d", "lead_p50", None)
    yield row("kept", "%", "kept", None, is_more_better=True)


def _row(
    ours: list[Scores],
    peer: list[Scores],
    peer_name: str,
    name: str,
    unit: str,
    key: str,
    bar: Bar | None,
    *,
    is_more_better: bool = False,
) -> Figure:
    return Figure(
        name, unit, _mean(ours, key), _mean(peer, key), peer_name, bar, is_more_better
    )  # fmt: skip


def _short(name: str, scores: list[Scores]) -> Measured:
    yield Figure(f"{name}: kept", "%", _mean(scores, "kept"))
    yield Figure(f"{name}: changeovers' share", "%", _mean(scores, "setup"))
    yield Figure(f"{name}: promised lead, median", "d", _mean(scores, "lead_p50"))
    yield Figure(f"{name}: promised lead, p95", "d", _mean(scores, "lead_p95"))


def _mean(scores: list[Scores], key: str) -> float:
    return mean([getattr(score, key) for score in scores])


def _share(claims: Iterable[bool]) -> float:
    found = list(claims)
    return 100 * sum(found) / len(found)
