"""Why a choice does not fit, and the ways out of it with what each costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from configurator.answers import PricedRevision
from configurator.engine import Reason, Repair, explain, repairs
from configurator.services.dates import ready_at
from configurator.services.soonest import WayTimes, way_times
from configurator.values import Choices, Value, plain_value
from foundation.money import Money
from production.selectors.factory_now import FactoryNow

SOONEST = "soonest"


@dataclass(frozen=True, slots=True)
class Change:
    """One own choice of a way out: what it was and what it becomes, None for taken back."""

    group: str
    old: Value
    new: Value | None


@dataclass(frozen=True, slots=True)
class WayOut:
    """A repair with its price, its date and how far both are from the design as it stands.

    `choices` are the own choices that result, None for each one taken back: to be chosen as
    they are. `is_proven`: there is none better in any of its kinds.
    """

    kinds: tuple[str, ...]
    changes: tuple[Change, ...]
    choices: dict[str, Value | None]
    price: Money
    price_change: Money
    ready_at: datetime | None
    later: timedelta | None
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class Clash:
    """A wanted value that the other choices block."""

    group: str
    value: Value
    reason: Reason
    ways_out: tuple[WayOut, ...]


def find_clash(
    priced: PricedRevision,
    kept: Choices,
    group: str,
    value: Value,
    *,
    own: Choices,
    factory: FactoryNow,
) -> Clash:
    """Return the minimal reason why kept choices block a value, and the ways out.

    Prices and dates are compared with `own`, the design as it stands.
    """
    artefact = priced.loaded.artefact
    reason = explain(artefact, priced.judged(kept), group, value)
    before = _Standing.of(priced, own, factory)
    dated = way_times(priced, kept, group, value, factory)
    found = repairs(
        artefact,
        priced.judged(kept),
        group,
        value,
        priced.costs,
        ready=dated.times if dated else None,
    )
    ways = [_way_out(priced, own, kept, repair, before, factory, dated) for repair in found]
    return Clash(group, value, reason, tuple(_soonest_told(ways)))


def _soonest_told(ways: Sequence[WayOut]) -> list[WayOut]:
    """Take "soonest" from a way that another beats, for what stands on the shelf is ready now."""
    dates = [way.ready_at for way in ways if way.ready_at]
    return [
        replace(way, kinds=tuple(kind for kind in way.kinds if kind != SOONEST))
        if SOONEST in way.kinds and way.ready_at and way.ready_at > min(dates)
        else way
        for way in ways
    ]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a design costs and when it is ready."""

    minor: int
    ready_at: datetime | None

    @classmethod
    def of(cls, priced: PricedRevision, own: Choices, factory: FactoryNow) -> "_Standing":
        full = priced.proposal(own)
        return cls(priced.price(full).total_minor, ready_at(priced, full, factory))


def _way_out(
    priced: PricedRevision,
    own: Choices,
    kept: Choices,
    repair: Repair,
    before: _Standing,
    factory: FactoryNow,
    dated: WayTimes | None,
) -> WayOut:
    choices = {code: plain_value(value) for code, value in repair.choices.items()}
    added: Choices = {}
    if SOONEST in repair.kinds and dated is not None:
        added = _answers_that_date(priced, repair, choices, dated)
    after = _Standing.of(priced, choices | added, factory)
    changes = [
        Change(code, kept[code], plain_value(value)) for code, value in repair.changes.items()
    ]
    proposed = priced.proposal(own)
    changes += [Change(code, proposed.get(code, ""), value) for code, value in added.items()]
    is_dated = SOONEST not in repair.kinds or (dated is not None and dated.are_all)
    return WayOut(
        kinds=tuple(sorted(repair.kinds, reverse=True)),
        changes=tuple(changes),
        choices=dict.fromkeys(own) | choices | added,
        price=priced.money(after.minor),
        price_change=priced.money(after.minor - before.minor),
        ready_at=after.ready_at,
        later=after.ready_at - before.ready_at if after.ready_at and before.ready_at else None,
        is_proven=repair.is_proven and is_dated,
    )


def _answers_that_date(
    priced: PricedRevision, repair: Repair, choices: Choices, dated: WayTimes
) -> Choices:
    """Return the answers to open groups that make the date of a soonest way, where the proposal
    would answer them otherwise."""
    proposed = priced.proposal(choices)
    return {
        code: plain_value(repair.full[code])
        for code in dated.groups
        if code not in choices and repair.full[code] != proposed.get(code)
    }
