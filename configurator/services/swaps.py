"""When the design would be ready with one answer in place of another, and nothing else changed."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from time import monotonic

from catalog.choices import plain_choices
from configurator.answers import PricedRevision
from configurator.engine import Status
from configurator.services.dates import offers_of
from configurator.services.obstacles import with_option
from configurator.services.states import OptionState
from configurator.values import Choices
from production.selectors.factory_now import FactoryNow
from production.selectors.ready_times import dating_groups

TIME_LIMIT_S = 0.03


def swap_dates(
    priced: PricedRevision,
    own: Choices,
    group: str,
    asked: Iterable[OptionState],
    factory: FactoryNow,
    *,
    time_limit_s: float = TIME_LIMIT_S,
) -> dict[str, datetime]:
    """Return when a piece made with each possible option is ready, as many as the limit lets.

    An option whose proposal changes more than this one answer has no date here. Designs that the
    factory's rules do not tell apart are asked about once: a thousand video cards cost as much
    as one.
    """
    document = priced.loaded.document
    sources = factory.dating_sources(priced.loaded.product_code, priced.quantity)
    dating = dating_groups(document, sources)
    known: dict[tuple[str, ...], datetime | None] = {}
    found: dict[str, datetime] = {}
    deadline = monotonic() + time_limit_s
    full = priced.proposal(own)
    is_held_back = _is_held_back(priced, own, full, group)
    for option in _only_changes(priced, full, group, asked):
        if monotonic() > deadline:
            break
        design = with_option(priced, full, group, option)
        if is_held_back and priced.proposal(with_option(priced, own, group, option)) != design:
            continue
        key: tuple[str, ...] = ()
        if group in dating:
            plain = plain_choices(document, design)
            key = tuple(repr(plain.get(code)) for code in dating)
        if key not in known:
            known[key] = _made_at(priced, design, factory)
        ready = known[key]
        if ready is not None:
            found[option] = ready
    return found


def _is_held_back(priced: PricedRevision, own: Choices, full: Choices, group: str) -> bool:
    """Say whether a rule keeps some other group from its default, to which it might go back."""
    return any(
        "defaults" in other or other.get("default") not in (None, full.get(code))
        for code, other in priced.loaded.groups.items()
        if code != group and code not in own
    )


def _only_changes(
    priced: PricedRevision, full: Choices, group: str, asked: Iterable[OptionState]
) -> Iterator[str]:
    """Yield the options that fit everything else in the design, at the price they are shown at."""
    answered = priced.answer(full)
    alone = zip(answered.status(group).tolist(), answered.cost_change(group).tolist(), strict=True)
    by_option = dict(zip(priced.loaded.options[group], alone, strict=True))
    for option in asked:
        status, change = by_option[option.code]
        if (status, priced.change_minor(change)) == (Status.POSSIBLE, option.change_minor):
            yield option.code


def _made_at(priced: PricedRevision, design: Choices, factory: FactoryNow) -> datetime | None:
    offers = offers_of(priced, design, factory)
    return min((offer.ready_at for offer in offers if offer.kind != "stock"), default=None)
