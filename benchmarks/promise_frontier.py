"""What promises cost where orders have steps, parts, shifts, cancellations and holds that expire.

Unit: share of promises kept, changeovers' share of machine time, days promised; peers: a date read
off today's plan plus half a day, and hard reservations. How: the plain streams with each factor alone
and with all (see `promise_factors`) are lived through with the planner's own promising policy and with
its two knobs turned: the buffers, and how far ahead runs are opened and how long they wait for
others. `*` marks a row that keeps 99 % and that no such row beats in set-ups and median lead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.figures import Bar, Figure, Grid, Measured, mean
from benchmarks.options import Options
from benchmarks.peers.promise_rules import ReservationShop, SnapshotShop
from benchmarks.promise_factors import ALL_FACTORS, Factors, with_factors
from benchmarks.promise_shop import Shop
from benchmarks.promise_streams import Stream, make_stream
from benchmarks.promises import Scores, scores_of
from production.planner.promising.policy import PromisePolicy

SWEPT_SEEDS = (72,)
SEEDS = (72, 73, 74)
LINES = 2_500
LOADS = (0.7, 0.8, 0.9)
LOAD = 0.8
KEPT = 99.0
HEADS = ("factor", "load", "policy", "kept %", "set-ups %", "median d", "p95 d", "stock %", "best")
FACTORS = {
    "none": Factors(),
    "2 to 4 steps": Factors(has_steps=True),
    "parts, some late": Factors(has_materials=True),
    "two shifts, weekends off": Factors(has_shifts=True),
    "cancellations": Factors(has_cancellations=True),
    "holds that expire": Factors(has_holds=True),
    "all": ALL_FACTORS,
}
Opened = Callable[[Stream, int], Shop]


@dataclass(frozen=True, slots=True)
class Knobs:
    """By how much the product's buffers, and its opening and waiting, are multiplied."""

    buffers: float = 1.0
    ahead: float = 1.0

    def policy(self) -> PromisePolicy:
        product = PromisePolicy()
        return replace(
            product,
            floor_min=self.buffers * product.floor_min,
            step_floor_min=self.buffers * product.step_floor_min,
            seat_factor=self.ahead * product.seat_factor,
            wait_factor=self.ahead * product.wait_factor,
        )

    def __str__(self) -> str:
        if self == PRODUCT:
            return "the product's"
        return f"buffers x {self.buffers:g}, ahead x {self.ahead:g}"

    def __call__(self, stream: Stream, seed: int) -> Shop:
        return Shop(stream, self.policy(), seed)


PRODUCT = Knobs()
SWEPT = (
    PRODUCT,
    Knobs(buffers=0.25),
    Knobs(buffers=3.0),
    Knobs(ahead=0.0),
    Knobs(ahead=0.5),
    Knobs(ahead=2.0),
)
PEERS = {"off the plan + 0.5 d": SnapshotShop, "reserved + 0.25 d": ReservationShop}


@dataclass(frozen=True, slots=True)
class Point:
    """What one policy came to on the streams of one factor and load."""

    policy: str
    scores: Scores

    def is_beaten_by(self, other: "Point") -> bool:
        """Say whether another keeps enough and is nowhere worse and somewhere better."""
        ours = (self.scores.setup, self.scores.lead_p50)
        theirs = (other.scores.setup, other.scores.lead_p50)
        better = theirs != ours and theirs[0] <= ours[0] and theirs[1] <= ours[1]
        return other.scores.kept >= KEPT and better


def run(options: Options) -> Measured:
    lines = options.pick(LINES, 400)
    for name in FACTORS:
        yield from _product(name, SEEDS[: options.pick(3, 1)], lines)
    rows: list[tuple[str | float, ...]] = []
    for load in LOADS if not options.is_quick else (LOAD,):
        for name in FACTORS:
            rows += rows_of(name, load, frontier(FACTORS[name], load, lines))
    yield Grid("the frontier", HEADS, tuple(rows))


def frontier(factors: Factors, load: float, lines: int) -> list[Point]:
    """Live through the streams of some factors under every policy, the peers' too."""
    opened: dict[str, Opened] = {str(knobs): knobs for knobs in SWEPT}
    return [
        Point(policy, _mean([_scores(factors, load, lines, seed, shop) for seed in SWEPT_SEEDS]))
        for policy, shop in {**opened, **PEERS}.items()
    ]


def rows_of(factor: str, load: float, points: list[Point]) -> Iterator[tuple[str | float, ...]]:
    """Give the rows of a factor and load, those that no other beats marked."""
    for point in points:
        scores = point.scores
        is_beaten = any(point.is_beaten_by(other) for other in points)
        yield (
            factor, f"{load:g}", point.policy, scores.kept, scores.setup, scores.lead_p50,
            scores.lead_p95, scores.stock_in_time,
            "*" if scores.kept >= KEPT and not is_beaten else "",
        )  # fmt: skip


def _product(name: str, seeds: tuple[int, ...], lines: int) -> Measured:
    """Give what the product's own policy keeps, its worst seed, and what a date off the plan does."""
    ours = [_scores(FACTORS[name], LOAD, lines, seed, PRODUCT) for seed in seeds]
    peer = [_scores(FACTORS[name], LOAD, lines, seed, SnapshotShop) for seed in seeds]
    bar = Bar("at least", KEPT)
    yield Figure(
        f"{name}: kept", "%", _mean(ours).kept, _mean(peer).kept, "off the plan", bar, True
    )
    yield Figure(f"{name}: kept, the worst seed", "%", min(row.kept for row in ours))


def _scores(factors: Factors, load: float, lines: int, seed: int, opened: Opened) -> Scores:
    stream = with_factors(make_stream(lines, seed, load), factors, seed)
    return scores_of(stream, opened(stream, seed).live())


def _mean(scores: list[Scores]) -> Scores:
    names = Scores.__dataclass_fields__
    return Scores(**{name: mean([getattr(row, name) for row in scores]) for name in names})
