"""The computer of real parts in the engine: import, artefact, clicks, reasons, ways out.

Unit: seconds, megabytes, milliseconds; no peer answers this model. How: the slice in the
repository, or the full catalogue (`--pc-parts DIR`), is published in a private shop; seeded
sessions then choose a random part that is possible, of a random open group. A click works out
the status and the price change of every option and the proposal. After each click one blocked
part is explained and its ways out are found.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

from benchmarks.figures import Bar, Figure, Measured, NotMeasured, percentile
from benchmarks.options import Options
from configurator.answers import PricedRevision
from configurator.engine import (
    Answer,
    Artefact,
    InconsistentChoices,
    Model,
    Status,
    answer,
    compile_model,
    explain,
    repairs,
)
from configurator.sales import sale_of

SEED = 40
PRODUCT = "computer"


@dataclass(slots=True)
class Times:
    """Milliseconds of each act."""

    click: list[float] = field(default_factory=list)
    explain: list[float] = field(default_factory=list)
    repairs: list[float] = field(default_factory=list)


def run(options: Options) -> Measured:
    seconds = options.shop.import_parts(options.pc_parts)
    if seconds is None:
        yield NotMeasured("import of the full catalogue", "no folder was given with --pc-parts")
    else:
        yield Figure("import and publish", "s", seconds, bar=Bar("at most", 60))
    sale = sale_of(PRODUCT, datetime.now(UTC))
    priced = sale.priced(sale.revision)
    artefact = priced.loaded.artefact
    parts = sum(len(group.options) for group in artefact.model.groups)
    yield Figure("parts", "options", parts)
    yield from _sizes(priced)
    times = _sessions(priced, options.pick(40, 3))
    yield Figure("click, p50", "ms", percentile(times.click, 0.5))
    yield Figure("click, p99", "ms", percentile(times.click, 0.99), bar=Bar("at most", 20))
    yield Figure("reason, p99", "ms", percentile(times.explain, 0.99), bar=Bar("at most", 25))
    yield Figure("ways out, p50", "ms", percentile(times.repairs, 0.5))
    yield Figure("ways out, p99", "ms", percentile(times.repairs, 0.99), bar=Bar("at most", 40))


def _sizes(priced: PricedRevision) -> Measured:
    started = perf_counter()
    content = compile_model(Model.from_document(priced.loaded.document)).to_bytes()
    compiled = perf_counter()
    Artefact.from_bytes(content)
    loaded = perf_counter()
    yield Figure("compile", "s", compiled - started)
    yield Figure("artefact", "MB", len(content) / 1e6, bar=Bar("at most", 5))
    yield Figure("load the artefact", "s", loaded - compiled, bar=Bar("at most", 1))


def _sessions(priced: PricedRevision, many: int) -> Times:
    dice = random.Random(SEED)
    times = Times()
    codes = [group.code for group in priced.loaded.artefact.model.groups]
    for _ in range(many):
        choices: dict[str, object] = {}
        _click(priced, choices)
        for code in dice.sample(codes, len(codes)):
            found, ms = _click(priced, choices)
            times.click.append(ms)
            _ask_why_not(priced, choices, found, dice, times)
            possible = np.flatnonzero(found.status(code) == Status.POSSIBLE)
            if possible.size:
                choices[code] = _value(priced, code, int(dice.choice(possible)))
    return times


def _click(priced: PricedRevision, choices: dict[str, object]) -> tuple[Answer, float]:
    artefact = priced.loaded.artefact
    started = perf_counter()
    found = answer(artefact, choices, priced.costs)
    for group in artefact.model.groups:
        found.status(group.code)
        found.cost_change(group.code)
    _ = found.proposal
    return found, (perf_counter() - started) * 1000


def _ask_why_not(
    priced: PricedRevision,
    choices: dict[str, object],
    found: Answer,
    dice: random.Random,
    times: Times,
) -> None:
    """Ask about a part that own choices block; parts that no computer can have are left out."""
    artefact = priced.loaded.artefact
    dead = answer(artefact, {})
    code = dice.choice([group.code for group in artefact.model.groups if group.kind == "one_of"])
    blocked = np.flatnonzero(
        (found.status(code) == Status.BLOCKED) & (dead.status(code) != Status.BLOCKED)
    )
    if not blocked.size:
        return
    kept = {group: value for group, value in choices.items() if group != code}
    value = _value(priced, code, int(dice.choice(blocked)))
    try:
        started = perf_counter()
        explain(artefact, kept, code, value)
        explained = perf_counter()
        repairs(artefact, kept, code, value, priced.costs)
    except InconsistentChoices:
        return
    times.explain.append((explained - started) * 1000)
    times.repairs.append((perf_counter() - explained) * 1000)


def _value(priced: PricedRevision, code: str, option: int) -> object:
    group = priced.loaded.groups[code]
    part = group["options"][option]["code"]
    return {part: 1} if group["kind"] == "some_of" else part
