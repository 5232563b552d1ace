"""Where a design stands: its price, its date, the run that decides it; and so for each option."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from configurator.answers import PricedRevision
from configurator.services.dates import offers_of
from configurator.services.obstacles import with_option
from configurator.values import Choices
from production.selectors.factory_now import FactoryNow
from production.selectors.offers import Offer, preferred_offer

TIME_LIMIT_S = 0.06


@dataclass(frozen=True, slots=True)
class Standing:
    """What a design costs as it is offered, and the offer; None where there is no plan."""

    total_minor: int
    offer: Offer | None

    @property
    def ready_at(self) -> datetime | None:
        return self.offer.ready_at if self.offer else None

    @property
    def run(self) -> int | None:
        return self.offer.run_number if self.offer else None


def standing(priced: PricedRevision, own: Choices, factory: FactoryNow, kind: str = "") -> Standing:
    """Return where the proposal of own choices stands, in an offer of a kind where there is one."""
    return standing_of(priced, priced.proposal(own), factory, kind)


def standing_of(
    priced: PricedRevision, full: Choices, factory: FactoryNow, kind: str = ""
) -> Standing:
    """Return where complete choices stand."""
    offer = preferred_offer(offers_of(priced, full, factory), kind)
    return Standing(priced.charged(priced.price(full), offer).total_minor, offer)


def option_standings(
    priced: PricedRevision,
    own: Choices,
    group: str,
    options: Iterable[str],
    factory: FactoryNow,
    *,
    kind: str = "",
    time_limit_s: float = TIME_LIMIT_S,
) -> dict[str, Standing]:
    """Return where the design would stand with each option, as many as the time limit lets.

    Every option given has to be possible. One that is missing was not reached in time.
    """
    found: dict[str, Standing] = {}
    deadline = monotonic() + time_limit_s
    for option in options:
        if monotonic() > deadline:
            break
        chosen = with_option(priced, own, group, option)
        found[option] = standing(priced, chosen, factory, kind)
    return found
