"""Designs of one product side by side: kept ones, and this one with another option."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from configurator.models import Configuration
from configurator.sales import Sale
from configurator.services.designs import design_by_share
from configurator.services.obstacles import option_value
from configurator.services.states import State, configuration_state
from configurator.values import Choices
from foundation.errors import NotFound

MOST = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """One column: a design answered; `option` is what makes it differ from the present one.

    `share` opens a copy of a kept design, "" for one that was made for the comparison.
    """

    state: State
    share: str
    option: tuple[str, str] | None = None


def compared_designs(
    *,
    product_code: str,
    shares: Sequence[str],
    options: Sequence[tuple[str, str]],
    present: Configuration | None,
    language: str,
    now: datetime,
    sale: Sale,
) -> list[Compared]:
    """Return at most four columns; what cannot be opened or does not fit is left out."""
    columns = []
    for share in dict.fromkeys(shares):
        try:
            design = design_by_share(share)
        except NotFound:
            continue
        if design.product_code == product_code:
            state = configuration_state(design, language=language, now=now, sale=sale)
            columns.append(Compared(state, share))
    if present is not None:
        for group, option in dict.fromkeys(options):
            tried = _with_option(present, sale, group, option)
            if tried is not None:
                state = configuration_state(tried, language=language, now=now, sale=sale)
                columns.append(Compared(state, "", (group, option)))
    return columns[:MOST]


def _with_option(
    present: Configuration, sale: Sale, group: str, option: str
) -> Configuration | None:
    """Return the present design with another option; None where the two do not fit."""
    priced = sale.priced_for(present)
    if option not in priced.loaded.options.get(group, {}):
        return None
    choices: Choices = present.own | {group: option_value(priced, group, option)}
    if not priced.answer(choices).is_consistent:
        return None
    return Configuration(
        product_code=present.product_code,
        revision=present.revision,
        choices=choices,
        chosen_order=list(choices),
        finished_groups=[],
        quantity=present.quantity,
        created_at=present.created_at,
        changed_at=present.changed_at,
    )
