"""The design that is ready soonest, as the factory stands now, and the cheapest of those.

Exact where a date depends on groups of one answer, texts and what was chosen; where it depends
on open numbers or open groups of several, designs near the proposal are tried, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from catalog.choices import plain_choices
from catalog.language.schema import FREE
from configurator.answers import PricedRevision
from configurator.engine import (
    Combination,
    InconsistentChoices,
    ReadyTimes,
    Status,
    TimeLimitReached,
    best_completion,
)
from configurator.services.dates import ready_at
from configurator.values import Choices, Value, plain_value
from production.selectors.factory_now import FactoryNow
from production.selectors.ready_times import dating_groups, ready_times

TRIED_DATES = 32
NEVER = datetime.max.replace(tzinfo=UTC)
NONE = ""
SAID = ("text", "file")


def cheapest_design(priced: PricedRevision, own: Choices) -> Choices:
    """Return the cheapest completion of own choices."""
    found = best_completion(priced.loaded.artefact, priced.judged(own), priced.costs)
    return {code: plain_value(value) for code, value in found.choices.items()}


def soonest_design(priced: PricedRevision, own: Choices, factory: FactoryNow) -> Choices:
    """Return the completion that is ready soonest; at one date the cheapest."""
    tried = list(_on_the_shelf(priced, own, factory)) or _made(priced, own, factory)
    return min(
        tried,
        key=lambda full: (
            ready_at(priced, full, factory) or NEVER,
            priced.price(full).total_minor,
        ),
    )


def _made(priced: PricedRevision, own: Choices, factory: FactoryNow) -> list[Choices]:
    """Return the designs made to order of which one is ready soonest."""
    tried = [priced.proposal(own), cheapest_design(priced, own)]
    asked = _open_groups(priced, own, factory)
    countable = [code for code in asked if _is_countable(priced, code)]
    made = _soonest_made(priced, own, countable, factory)
    tried += [made] if made is not None else []
    if made is None or countable != asked:
        tried += islice(_neighbours(priced, own), TRIED_DATES)
    return tried


def _on_the_shelf(priced: PricedRevision, own: Choices, factory: FactoryNow) -> Iterator[Choices]:
    """Yield the standard variants in stock that have all own choices: nothing is sooner."""
    document = priced.loaded.document
    wanted = plain_choices(document, own).items()
    for variant in factory.variants(priced.loaded.product_code):
        design = plain_choices(document, variant.choices)
        if all(design.get(code) == value for code, value in wanted):
            tried = {**variant.choices, **own}
            full = priced.proposal(tried)
            if full and ready_at(priced, full, factory) == factory.now:
                yield full


def _open_groups(priced: PricedRevision, own: Choices, factory: FactoryNow) -> list[str]:
    """Return the groups that decide a date and are not answered; what is said stays as it is."""
    loaded = priced.loaded
    sources = factory.dating_sources(loaded.product_code, priced.quantity)
    return [
        code
        for code in dating_groups(loaded.document, sources)
        if code not in own and loaded.groups[code]["kind"] not in SAID
    ]


def _soonest_made(
    priced: PricedRevision, own: Choices, countable: Sequence[str], factory: FactoryNow
) -> Choices | None:
    """Return the soonest design made to order as far as some groups decide the date.

    None where there are too many combinations of their answers.
    """
    times = _times(priced, own, countable, cheapest_design(priced, own), factory)
    if times is None:
        return None
    try:
        found = best_completion(
            priced.loaded.artefact, priced.judged(own), priced.costs, ready=times
        )
    except (InconsistentChoices, TimeLimitReached):
        return None
    return {code: plain_value(value) for code, value in found.choices.items()}


def _times(
    priced: PricedRevision, own: Choices, groups: Sequence[str], fixed: Choices, factory: FactoryNow
) -> ReadyTimes | None:
    """Return when the combinations of answers to some groups are ready; None for too many."""
    values = {code: _possible(priced, own, code) for code in groups}
    dated = ready_times(priced.loaded.document, fixed, values, factory, priced.quantity)
    if dated is None:
        return None
    return ReadyTimes(
        combinations=[Combination(each.answers, each.minute) for each in dated if each.answers]
    )


@dataclass(frozen=True, slots=True)
class WayTimes:
    """When the ways to a wanted value are ready.

    `groups` decide the date; `are_all` says whether no other question that could change does.
    """

    times: ReadyTimes
    groups: tuple[str, ...]
    are_all: bool


def way_times(
    priced: PricedRevision, kept: Choices, group: str, value: Value, factory: FactoryNow
) -> WayTimes | None:
    """Return when ways to a value are ready, whatever kept choices they change.

    None where nothing decides a date, where there are too many combinations of what does, and
    where no design has the value.
    """
    wanted = {group: value}
    if not priced.answer(wanted).is_consistent:
        return None
    asked = [code for code in _open_groups(priced, wanted, factory) if code != group]
    countable = [code for code in asked if _is_countable(priced, code)]
    others = {code: chosen for code, chosen in kept.items() if code not in countable}
    fixed = cheapest_design(priced, wanted) | others | wanted
    times = _times(priced, wanted, countable, fixed, factory) if countable else None
    if times is None:
        return None
    return WayTimes(times, tuple(countable), countable == asked)


def _is_countable(priced: PricedRevision, code: str) -> bool:
    """Say whether all values of a group are options, of which one is taken."""
    kind, options = priced.loaded.groups[code]["kind"], priced.loaded.options[code]
    return kind in ("one_of", "colour") and FREE not in options


def _possible(priced: PricedRevision, own: Choices, code: str) -> Sequence[str]:
    answered = priced.answer(own)
    statuses = answered.status(code).tolist()
    options = priced.loaded.options[code]
    possible = [
        option for option, status in zip(options, statuses, strict=True) if status != Status.BLOCKED
    ]
    return [NONE, *possible] if answered.none_status(code) != Status.BLOCKED else possible


def _neighbours(priced: PricedRevision, own: Choices) -> Iterator[Choices]:
    """Yield the designs that are one answer away from the proposal."""
    answered = priced.answer(own)
    for code, options in priced.loaded.options.items():
        if code in own or priced.loaded.groups[code]["kind"] not in ("one_of", "colour"):
            continue
        for option in options:
            if option in (answered.proposal.get(code), FREE):
                continue
            changed = own | {code: option}
            if priced.answer(changed).is_consistent:
                yield priced.proposal(changed)
