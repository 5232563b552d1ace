"""The one change of a design that joins a sooner or cheaper run, everything else kept.

Only groups that the routing reads can move a design into another run, and options that the
routing cannot tell apart move it into the same one: of each such class the cheapest possible
option is dated, from facts that are there already. The best of them are asked of the engine.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from catalog.choices import plain_choices
from catalog.language.schema import FREE
from configurator.artefacts import LoadedRevision
from configurator.engine import NO_COST, Status
from configurator.services.obstacles import option_value
from configurator.services.standings import Standing, standing_of
from configurator.services.states import State
from production.selectors.factory_now import FactoryNow
from production.selectors.offers import join_offer

MOST_CLASSES = 40
MOST_ASKED = 3
HALF_A_DAY = timedelta(hours=12)
ITSELF = ""
READ = re.compile(r"(?P<group>[a-z][a-z0-9_-]*)(?:\.(?P<attribute>[a-z][a-z0-9_-]*))?")
QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class BestChange:
    """An option of a group, where the design would stand with it, and where it stands now."""

    group: str
    option: str
    after: Standing
    now: Standing

    @property
    def sooner(self) -> timedelta:
        """By how much it is ready sooner; negative where later."""
        if self.now.ready_at is None or self.after.ready_at is None:
            return timedelta(0)
        return self.now.ready_at - self.after.ready_at

    @property
    def change_minor(self) -> int:
        return self.after.total_minor - self.now.total_minor

    @property
    def is_better(self) -> bool:
        """Say whether it joins a run that is sooner, or that gives back more than its option costs."""
        joins = self.after.offer is not None and self.after.offer.kind == "join"
        return joins and (self.sooner >= HALF_A_DAY or (self.shares_more and self.change_minor < 0))

    @property
    def shares_more(self) -> bool:
        """Say whether it shares set-ups that the design does not share now."""
        shared_now = len(self.now.offer.setups) if self.now.offer else 0
        return self.after.offer is not None and len(self.after.offer.setups) > shared_now

    @property
    def rank(self) -> tuple[bool, int, int, str, str]:
        """Sooner and not dearer first, then by days, then by price."""
        is_both = self.sooner >= HALF_A_DAY and self.change_minor <= 0
        days = round(self.sooner / timedelta(days=1))
        return (not is_both, -days, self.change_minor, self.group, self.option)


def best_change(state: State, factory: FactoryNow) -> BestChange | None:
    """Return the best single change; None where nothing joins a sooner or cheaper run.

    What it names is exact: the proposal after the choice differs in that group alone.
    """
    if state.offer is None or state.is_superseded or not state.is_valid:
        return None
    now = Standing(state.charged.total_minor, state.offer)
    likely = sorted(
        (change for change in _candidates(state, now, factory) if change.is_better),
        key=lambda change: change.rank,
    )
    asked = (_exact(state, change, factory) for change in islice(likely, MOST_ASKED))
    return min((change for change in asked if change), key=lambda change: change.rank, default=None)


def _candidates(state: State, now: Standing, factory: FactoryNow) -> Iterator[BestChange]:
    """Yield a change for each class of options, priced as the engine prices the option."""
    priced, document = state.priced, state.priced.loaded.document
    sources = tuple(factory.dating_sources(priced.loaded.product_code, 1))
    for group, read in _read_groups(sources).items():
        if group not in state.groups or not state.groups[group].is_present:
            continue
        for option, change_minor in _cheapest_of_classes(state, group, read):
            plain = plain_choices(document, {**state.full, group: option})
            offer = join_offer(priced.loaded.product_code, document, plain, factory)
            if offer is None:
                continue
            given = sum(saving.given_minor for saving in priced.savings(state.price, offer))
            total = state.price.total_minor + change_minor - given
            yield BestChange(group, option, Standing(total, offer), now)


def _exact(state: State, change: BestChange, factory: FactoryNow) -> BestChange | None:
    """Return the change as a click would make it; None where it would change more, or less."""
    priced, group = state.priced, change.group
    own = state.configuration.own | {group: option_value(priced, group, change.option)}
    full = priced.proposal(own)
    if full != {**state.full, group: change.option}:
        return None
    after = standing_of(priced, full, factory, state.configuration.wanted_offer)
    exact = BestChange(group, change.option, after, change.now)
    return exact if exact.is_better else None


def _cheapest_of_classes(
    state: State, group: str, read: frozenset[str]
) -> Iterator[tuple[str, int]]:
    """Yield the cheapest possible option of each class, with its change of price."""
    loaded = state.priced.loaded
    if loaded.groups[group]["kind"] not in ("one_of", "colour"):
        return
    classes = _classes(loaded, group, read)
    if len(classes) > MOST_CLASSES:
        return
    statuses = state.answer.status(group).tolist()
    changes = state.answer.cost_change(group).tolist()
    codes = list(loaded.options[group])
    present = state.full.get(group)
    for places in classes:
        if any(codes[place] == present for place in places):
            continue
        possible = [
            place
            for place in places
            if statuses[place] == Status.POSSIBLE and changes[place] != NO_COST
        ]
        if possible:
            cheapest = min(possible, key=lambda place: changes[place])
            yield codes[cheapest], state.priced.change_minor(changes[cheapest])


@lru_cache(maxsize=256)
def _classes(
    loaded: LoadedRevision, group: str, read: frozenset[str]
) -> tuple[tuple[int, ...], ...]:
    """Return the places of the options that the routing cannot tell apart, class by class."""
    found: dict[Any, list[int]] = defaultdict(list)
    for place, (code, option) in enumerate(loaded.options[group].items()):
        if code == FREE:
            continue
        attributes = option.get("attributes") or {}
        key = code if ITSELF in read else tuple(attributes.get(name) for name in sorted(read))
        found[key].append(place)
    return tuple(tuple(places) for places in found.values())


@lru_cache(maxsize=256)
def _read_groups(sources: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Return by every word the attributes of it that are read, `ITSELF` where it is itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for read in READ.finditer(QUOTED.sub("", source)):
            found[read["group"]].add(read["attribute"] or ITSELF)
    return {group: frozenset(read) for group, read in found.items()}
