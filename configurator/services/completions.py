"""Finish a configuration by an aim: cheapest, soonest or with the fewest parts."""

import numpy as np

from configurator.answers import PricedRevision
from configurator.engine import Costs, best_completion
from configurator.services.soonest import cheapest_design, soonest_design
from configurator.values import Choices, plain_value
from foundation.errors import InvalidInput
from production.selectors.factory_now import FactoryNow

CHEAPEST, SOONEST, FEWEST_PARTS = "cheapest", "soonest", "fewest-parts"
AIMS = (CHEAPEST, SOONEST, FEWEST_PARTS)


def completed_choices(
    priced: PricedRevision, own: Choices, aim: str, factory: FactoryNow
) -> Choices:
    """Return own choices with every open group answered; what is forced stays out.

    Raises
    ------
    InvalidInput
        For an aim that is none of `AIMS`.
    """
    if aim not in AIMS:
        raise InvalidInput(
            f"Choose an aim: {', '.join(AIMS)}.",
            code="unknown_aim",
            errors=[{"pointer": "/aim", "detail": f"Choose one of: {', '.join(AIMS)}."}],
        )
    if aim == CHEAPEST:
        full = cheapest_design(priced, own)
    elif aim == FEWEST_PARTS:
        full = _fewest_parts(priced, own)
    else:
        full = soonest_design(priced, own, factory)
    forced = priced.answer(own).forced
    completed = own | {
        code: value
        for code, value in full.items()
        if code not in own and code not in forced and value is not None
    }
    return _without_unsaid(priced, own, completed)


def _without_unsaid(priced: PricedRevision, own: Choices, completed: Choices) -> Choices:
    """Leave out the texts, files and colours that are needed but only the customer can give."""
    groups = priced.loaded.groups
    empty = {code for code in completed if code not in own and completed[code] == ""}
    needed = {
        code
        for code in empty
        if not (groups[code].get("is_optional") or groups[code].get("present_if"))
    }
    kept = {code: value for code, value in completed.items() if code not in needed}
    if priced.answer(kept).is_consistent:
        return kept
    unsaid = {code for code in empty if groups[code]["kind"] in ("text", "file", "colour")}
    return {code: value for code, value in kept.items() if code not in unsaid}


def _fewest_parts(priced: PricedRevision, own: Choices) -> Choices:
    found = best_completion(
        priced.loaded.artefact, priced.judged(own), priced.costs, measure=_part_counts(priced)
    )
    return {code: plain_value(value) for code, value in found.choices.items()}


def _part_counts(priced: PricedRevision) -> Costs:
    """Count the modules that each option brings in."""
    return Costs(
        {
            code: np.array(
                [sum(option["modules"].values()) for option in group["options"]], dtype=np.int64
            )
            for code, group in priced.loaded.groups.items()
            if group["options"]
        },
        {},
    )
