"""Factory facts, kept by each process for as long as they stay the same.

Centres, machines, routings, bills and standard variants change rarely and are needed for every
date. One query asks which state they are in; they are read again only when that is another one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import Subquery

from catalog.canonical import Document
from catalog.choices import plain_choices, quantities
from catalog.models import StandardVariant
from catalog.selectors.products import standard_variants
from production.formulas import asked_option, named_words
from production.models import (
    BillLine,
    FactsVersion,
    Machine,
    PartEntry,
    PlanVersion,
    PromiseBuffer,
    RoutingStep,
    SeatPolicy,
)
from production.selectors.centres import CentreFacts, centres_with_facts

KEPT_STATES = 2


@dataclass(frozen=True)
class Making:
    """How a product is made: its routing and its bill, as they are written."""

    steps: tuple[RoutingStep, ...]
    lines: tuple[BillLine, ...]

    def lines_for(self, choices: Mapping[str, Any]) -> list[BillLine]:
        """Return the lines whose condition may hold.

        A bill has a line for each of hundreds of options: those of options that were not
        chosen are left out.
        """
        found = list(self._lines_by_option.get(("", ""), ()))
        for group, value in choices.items():
            if isinstance(value, int | float | Decimal):
                found += self._lines_by_group.get(group, ())
                continue
            for option in quantities(value):
                found += self._lines_by_option.get((group, option), ())
        return found

    def read_by_steps(self, choices: Mapping[str, Any]) -> dict[str, Any]:
        """Return the choices that the routing may read, each copy of a group among them."""
        words = self._words_of_steps
        return {code: value for code, value in choices.items() if code.partition("/")[0] in words}

    @cached_property
    def _words_of_steps(self) -> frozenset[str]:
        return named_words(sources_of_steps(self.steps))

    @cached_property
    def _lines_by_option(self) -> Mapping[tuple[str, str], list[BillLine]]:
        """Lines by the one option that they ask for; by ("", "") those that ask otherwise."""
        found: dict[tuple[str, str], list[BillLine]] = defaultdict(list)
        for line in self.lines:
            found[asked_option(line.condition) or ("", "")].append(line)
        return dict(found)

    @cached_property
    def _lines_by_group(self) -> Mapping[str, list[BillLine]]:
        found: dict[str, list[BillLine]] = defaultdict(list)
        for (group, _), lines in self._lines_by_option.items():
            found[group] += lines
        return dict(found)


@dataclass(frozen=True)
class Shelf:
    """The listed standard variants of a product, and their designs by document."""

    variants: tuple[StandardVariant, ...]
    _designs: dict[int, tuple[Document, list[tuple[str, dict[str, Any]]]]] = field(
        default_factory=dict
    )

    def designs(self, document: Document) -> list[tuple[str, dict[str, Any]]]:
        """Return SKU and choices of the variants, in the one form of equal designs."""
        kept = self._designs.get(id(document))
        if kept is None:
            found = [(row.sku, plain_choices(document, row.choices)) for row in self.variants]
            if len(self._designs) >= KEPT_STATES:
                self._designs.clear()
            # The document is kept too, so that no other one ever has its identity.
            kept = self._designs[id(document)] = (document, found)
        return kept[1]


@dataclass(frozen=True)
class Facts:
    """The factory facts of one state; shared by all requests, never changed.

    `machines` maps each machine at work to its work centre. Without a `token` nothing is kept.
    """

    token: str
    centres: Mapping[int, CentreFacts]
    machines: Mapping[int, int]
    seat_policy: SeatPolicy
    kept_steps: dict[Hashable, Any] = field(default_factory=dict)
    kept_parts: dict[Hashable, Any] = field(default_factory=dict)
    _makings: dict[str, Making] = field(default_factory=dict)
    _shelves: dict[str, Shelf] = field(default_factory=dict)

    def making(self, product_code: str) -> Making:
        """Return how a product is made, read when it is first asked for."""
        if product_code not in self._makings:
            self._makings[product_code] = _making(product_code)
        return self._makings[product_code]

    def shelf(self, product_code: str) -> Shelf:
        """Return the standard variants of a product, read when they are first asked for."""
        if product_code not in self._shelves:
            rows = standard_variants().filter(product__code=product_code)
            columns = rows.only("sku", "name", "choices", "product__code")
            self._shelves[product_code] = Shelf(tuple(columns))
        return self._shelves[product_code]


def sources_of_steps(rows: Iterable[RoutingStep]) -> Iterator[str]:
    """Yield every condition, expression and formula of routing steps."""
    for row in rows:
        yield from dating_sources([row])
        yield from row.setup.values()
        yield from row.line_options.values()


def dating_sources(rows: Iterable[RoutingStep]) -> Iterator[str]:
    """Yield what decides when a design is ready: which steps, in which run, for how long."""
    for row in rows:
        yield from (row.condition, row.minutes_fixed, row.minutes_per_piece, *row.family_key)
        if row.alternative_id is not None:
            yield from (row.alternative_minutes_fixed, row.alternative_minutes_per_piece)


def current_facts() -> Facts:
    """Return the factory facts as they are now: one query while nothing changed."""
    return factory_state().facts


class FactoryState(NamedTuple):
    """The factory facts, and what else is asked for with them.

    `buffer_min` is what promises have learnt to add; the active plan and the last movement of a
    part say which state the supply of parts is in.
    """

    facts: Facts
    buffer_min: int
    plan: int | None
    movement: int | None


def factory_state() -> FactoryState:
    """Return the state of the factory, in one query."""
    buffer = PromiseBuffer.objects.filter(pk=1).values("minutes")
    plan = PlanVersion.objects.filter(status=PlanVersion.Status.ACTIVE).values("pk")[:1]
    movement = PartEntry.objects.order_by("-pk").values("pk")[:1]
    columns = ("token", Subquery(buffer), Subquery(plan), Subquery(movement))
    found = FactsVersion.objects.filter(pk=1).values_list(*columns).first()
    if found is None:
        learnt = buffer.values_list("minutes", flat=True).first()
        return FactoryState(_facts.__wrapped__(""), learnt or 0, None, None)
    token, learnt, active, last = found
    return FactoryState(_facts(token), learnt or 0, active, last)


@lru_cache(maxsize=KEPT_STATES)
def _facts(token: str) -> Facts:
    machines = Machine.objects.filter(is_active=True).values_list("pk", "work_centre_id")
    policy = SeatPolicy.objects.first() or SeatPolicy(version=0)
    return Facts(token, centres_with_facts(), dict(machines), policy)


def _making(product_code: str) -> Making:
    return Making(
        tuple(RoutingStep.objects.filter(product_code=product_code).order_by("position")),
        tuple(BillLine.objects.filter(product_code=product_code)),
    )
