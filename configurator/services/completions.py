"""Finish a configuration by an aim: cheapest and fewest parts are exact, soonest is a search."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import numpy as np

from catalog.language.schema import FREE
from configurator.answers import PricedRevision
from configurator.engine import Costs, best_completion
from configurator.services.dates import ready_at
from configurator.values import Choices, plain_value
from foundation.errors import InvalidInput
from production.selectors.factory_now import FactoryNow

CHEAPEST, SOONEST, FEWEST_PARTS = "cheapest", "soonest", "fewest-parts"
AIMS = (CHEAPEST, SOONEST, FEWEST_PARTS)
TRIED_DATES = 32
NEVER = datetime.max.replace(tzinfo=UTC)


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
        full = _completed(priced, own)
    elif aim == FEWEST_PARTS:
        full = _completed(priced, own, _part_counts(priced))
    else:
        full = _soonest(priced, own, factory)
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


def _completed(priced: PricedRevision, own: Choices, measure: Costs | None = None) -> Choices:
    """Return the completion with the least of a measure, the cheapest of those."""
    found = best_completion(priced.loaded.artefact, own, priced.costs, measure=measure)
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


def _soonest(priced: PricedRevision, own: Choices, factory: FactoryNow) -> Choices:
    """Return the soonest of the completions tried; at one date the cheapest.

    A search: the factory dates whole designs, so the cheapest design, the proposal and the
    designs one answer away from the proposal are tried, at most `TRIED_DATES` of them.
    """
    tried = list(islice(_candidates(priced, own), TRIED_DATES))
    return min(
        tried,
        key=lambda full: (
            ready_at(priced, full, factory) or NEVER,
            priced.price(full).total_minor,
        ),
    )


def _candidates(priced: PricedRevision, own: Choices) -> Iterator[Choices]:
    answered = priced.answer(own)
    yield priced.proposal(own)
    yield _completed(priced, own)
    for code, options in priced.loaded.options.items():
        if code in own or priced.loaded.groups[code]["kind"] not in (
            "one_of",
            "colour",
        ):
            continue
        for option in options:
            if answered.proposal.get(code) == option:
                continue
            if option == FREE:
                continue
            changed = own | {code: option}
            if priced.answer(changed).is_consistent:
                yield priced.proposal(changed)
