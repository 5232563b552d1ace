"""Why a choice does not fit, and the ways out of it with what each costs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from configurator.answers import PricedRevision
from configurator.engine import Reason, Repair, explain, repairs
from configurator.services.dates import ready_at
from configurator.values import Choices, Value, plain_value
from foundation.money import Money
from production.selectors.factory_now import FactoryNow


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
    they are.
    """

    kinds: tuple[str, ...]
    changes: tuple[Change, ...]
    choices: dict[str, Value | None]
    price: Money
    price_change: Money
    ready_at: datetime | None
    later: timedelta | None


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
    reason = explain(artefact, kept, group, value)
    before = _Standing.of(priced, own, factory)
    ways_out = tuple(
        _way_out(priced, own, kept, repair, before, factory)
        for repair in repairs(artefact, kept, group, value, priced.costs)
    )
    return Clash(group, value, reason, ways_out)


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
) -> WayOut:
    choices = {code: plain_value(value) for code, value in repair.choices.items()}
    after = _Standing.of(priced, choices, factory)
    return WayOut(
        kinds=tuple(sorted(repair.kinds, reverse=True)),
        changes=tuple(
            Change(code, kept[code], plain_value(value)) for code, value in repair.changes.items()
        ),
        choices=dict.fromkeys(own) | choices,
        price=priced.money(after.minor),
        price_change=priced.money(after.minor - before.minor),
        ready_at=after.ready_at,
        later=after.ready_at - before.ready_at if after.ready_at and before.ready_at else None,
    )
