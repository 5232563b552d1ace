"""What joining a run saves of its set-up, and how that is split between customer and maker.

The facts of a *saved set-up* are plain JSON: they are kept with a hold, a quote's line and an
order's line, and the split follows from them and the price again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foundation.money import split_exactly
from production.machine_time import cost_minor

# What machine time and parts are paid in.
CURRENCY = "EUR"
WHOLE_PERCENT = 100

SavedSetup = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saving:
    """A saved set-up in money: what it cost to make one's own, and what of it goes back."""

    setup: SavedSetup
    saved_minor: int
    given_minor: int

    @property
    def kept_minor(self) -> int:
        """What stays with the maker; the two parts are the whole."""
        return self.saved_minor - self.given_minor

    def as_json(self) -> dict[str, Any]:
        """Return the facts with the split."""
        return {
            **self.setup,
            "saved_minor": self.saved_minor,
            "given_minor": self.given_minor,
            "kept_minor": self.kept_minor,
        }


def savings_of(setups: Iterable[SavedSetup], price_minor: int, currency: str) -> tuple[Saving, ...]:
    """Split what each saved set-up would have cost; a price never falls below zero.

    Parameters
    ----------
    setups
        Facts as `selectors.savings` gathers them; those stored with a split are split anew.
    price_minor
        The price of all pieces before; a part of it bounds each saving.
    currency
        That of the price. Nothing is given where it is not the factory's: no rate is known.
    """
    if currency != CURRENCY:
        return ()
    left, found = price_minor, []
    for setup in setups:
        saved = cost_minor(setup["setup_min"], setup["rate_minor_per_hour"])
        percent = setup["percent"]
        share, _rest = split_exactly(saved, [percent, WHOLE_PERCENT - percent])
        most = price_minor * setup["most_of_price_percent"] // WHOLE_PERCENT
        given = min(share, most, left)
        left -= given
        found.append(Saving(facts_alone(setup), saved, given))
    return tuple(found)


def facts_alone(setup: SavedSetup) -> dict[str, Any]:
    """Return the facts of a saved set-up without the split that was stored with them."""
    return {key: value for key, value in setup.items() if not key.endswith("_minor")}
