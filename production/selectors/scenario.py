"""The scenario of a simulation, read from the shop's own products, bills, routings and rates."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.choices import EMPTY
from catalog.language.flattening import flat_document
from catalog.models import PriceListVersion, Revision
from catalog.pricing import price_lines, variant_price
from catalog.selectors.prices import current_price_list
from catalog.selectors.products import current_revisions, standard_variants
from foundation.errors import Conflict, NotFound
from production.demo.demand import DEMAND, Demand
from production.formulas import named_words
from production.models import Part
from production.planner.simulation import values
from production.planner.values import ChangeoverRule
from production.selectors.facts import Facts, current_facts
from production.selectors.live_measures import FEWEST_ORDERS
from production.selectors.needs import NeededStep, needs_of, sources_of_steps, steps_of
from production.selectors.past_orders import AskedDesign, asked_designs, orders_asked
from production.selectors.tastes import Choices, default_choices, liked_designs, wishes_of

THOUSAND = 1000
# More designs of a product than this, the least asked for, are left out.
MOST_DESIGNS = 500
PERCENT = 100


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What of the shop is changed for one simulation.

    `variety` is how many designs customers ask for, over all configurable products;
    `changeover_percent` scales every changeover; `extra_machines` are added to each centre.
    """

    variety: int = 210
    changeover_percent: int = 100
    extra_machines: int = 0


@dataclass(frozen=True, slots=True)
class NamedScenario:
    """A scenario, and the codes of its products in order.

    `orders_left_out` counts past order lines of what is no longer sold, or not made any more.
    """

    scenario: values.Scenario
    product_codes: tuple[str, ...]
    currency: str
    orders_left_out: int = 0
    choices_by_design: tuple[Choices, ...] = ()


def shop_scenario(
    seed: int, what_if: WhatIf, now: datetime, tastes_until: datetime | None = None
) -> NamedScenario:
    """Read everything that the three shops have in common.

    The designs are drawn with the seed from the published documents, or with `tastes_until` are
    those that customers asked for up to that moment, as often as they did. The same shop, seed
    and moment give the same scenario.

    Raises
    ------
    Conflict
        When nothing is on sale that the factory knows how to make (load the demo shop first), or
        customers asked for too little yet.
    """
    revisions = current_revisions(now)
    facts = current_facts()
    makeable = {
        code: revision for code, revision in sorted(revisions.items()) if facts.making(code).steps
    }
    if not makeable:
        raise Conflict(
            "Nothing is on sale that the factory can make. Run `manage.py load_demo` first.",
            code="nothing_to_simulate",
        )
    try:
        prices = current_price_list(now)
    except NotFound as error:
        raise Conflict(str(error), code="nothing_to_simulate") from error
    builder = _Builder(facts, prices, what_if, _centre_numbers(facts))
    if tastes_until is not None:
        _add_past_orders(builder, makeable, tastes_until)
        return builder.finish()
    share = _variety_each(makeable.values(), what_if.variety)
    for code, revision in makeable.items():
        builder.add_product(code, revision, share, Random(f"{seed}/designs/{code}"))  # noqa: S311
    return builder.finish()


def _add_past_orders(builder: "_Builder", sold: Mapping[str, Revision], until: datetime) -> None:
    asked = asked_designs(until)
    for code, revision in sold.items():
        builder.add_asked(code, revision, [one for one in asked if one.product_code == code])
    simulated = sum(len(product.sizes) for product in builder.products)
    builder.left_out = orders_asked(asked) - simulated
    if simulated < FEWEST_ORDERS:
        raise Conflict(
            _("Too few orders yet: %(seen)s of %(needed)s")
            % {"seen": simulated, "needed": FEWEST_ORDERS},
            code="too_few_orders",
        )


def _variety_each(revisions: Iterable[Revision], variety: int) -> int:
    configurable = sum(revision.product.kind == "configurable" for revision in revisions)
    return max(1, round(variety / configurable)) if configurable else 1


def _centre_numbers(facts: Facts) -> dict[int, int]:
    return {pk: number for number, pk in enumerate(sorted(facts.centres))}


@dataclass
class _Builder:
    facts: Facts
    prices: PriceListVersion
    what_if: WhatIf
    centre_numbers: dict[int, int]
    designs: list[values.Design] = field(default_factory=list)
    products: list[values.Product] = field(default_factory=list)
    parts: dict[int, int] = field(default_factory=dict)
    left_out: int = 0
    choices: list[Choices] = field(default_factory=list)

    def add_product(self, code: str, revision: Revision, share: int, rng: Random) -> None:
        """Add a product with the designs that its customers will ask for."""
        document = revision.document
        variants = list(standard_variants(revision.product))
        standard = [dict(variant.choices) for variant in variants]
        is_configurable = revision.product.kind == "configurable"
        if is_configurable:
            starts = [*standard, default_choices(document)]
            wanted = list(liked_designs(document, starts, max(share, len(standard)), rng))
        else:
            wanted = standard
        if not wanted:
            return
        number = len(self.products)
        first = len(self.designs)
        for choices in wanted:
            is_standard = choices in standard
            self.designs.append(self._design(code, document, number, choices, is_standard))
            self.choices.append(choices)
        demand = DEMAND.get(code, Demand())
        price = (
            variant_price(variants[0].sku, self.prices.document)
            if variants
            else price_lines(document, self.prices.document, wanted[0])
        )
        pieces = (1 + demand.most_pieces) / 2
        self.products.append(
            values.Product(
                code=code,
                designs=tuple(range(first, len(self.designs))),
                # The same turnover for every product.
                order_weight=1 / max(1, price.unit_minor) / pieces,
                most_pieces=demand.most_pieces,
                grams=demand.grams,
                season_height=demand.season_height,
                is_configurable=is_configurable,
            )
        )

    def add_asked(self, code: str, revision: Revision, asked: Sequence[AskedDesign]) -> None:
        """Add a product with the designs that customers asked for, the most asked for first."""
        number, first = len(self.products), len(self.designs)
        standard = [dict(variant.choices) for variant in standard_variants(revision.product)]
        favour: list[float] = []
        sizes: list[int] = []
        for design in asked[:MOST_DESIGNS]:
            document = design.document or revision.document
            choices = dict(design.choices)
            try:
                made = self._design(code, document, number, choices, choices in standard)
            except Conflict:
                continue
            self.designs.append(made)
            self.choices.append(choices)
            favour.append(len(design.pieces))
            sizes += design.pieces
        if not sizes:
            return
        demand = DEMAND.get(code, Demand())
        self.products.append(
            values.Product(
                code=code,
                designs=tuple(range(first, len(self.designs))),
                order_weight=len(sizes),
                most_pieces=max(sizes),
                grams=demand.grams,
                season_height=demand.season_height,
                is_configurable=revision.product.kind == "configurable",
                favour=tuple(favour),
                sizes=tuple(sizes),
            )
        )

    def finish(self) -> NamedScenario:
        """Read costs and centres of what the designs need."""
        costs = Part.objects.in_bulk(list(self.parts))
        scenario = values.Scenario(
            centres=tuple(self._centre(pk) for pk in self.centre_numbers),
            parts=tuple(values.Part(costs[pk].code, costs[pk].cost_minor) for pk in self.parts),
            products=tuple(self.products),
            designs=tuple(self.designs),
        )
        codes = tuple(product.code for product in self.products)
        return NamedScenario(
            scenario, codes, self.prices.price_list.currency, self.left_out, tuple(self.choices)
        )

    def _design(
        self, code: str, document: Document, product: int, choices: Choices, is_standard: bool
    ) -> values.Design:
        needs = needs_of(code, document, choices, self.facts, 1)
        own = _own_groups(document, choices)
        limits = sorted({step.alternative.up_to for step in needs.steps if step.alternative})
        return values.Design(
            product=product,
            wishes=wishes_of(document, choices),
            steps=self._steps(needs.steps, own),
            parts=tuple(
                (self.parts.setdefault(part, len(self.parts)), ceil(quantity * THOUSAND))
                for part, quantity in sorted(needs.parts.items())
            ),
            is_standard=is_standard,
            is_personal=bool(own),
            larger=tuple(
                (
                    above,
                    self._steps(steps_of(code, document, choices, self.facts, above + 1), own),
                )
                for above in limits
            ),
        )

    def _steps(self, steps: Iterable[NeededStep], own: frozenset[str]) -> tuple[values.Step, ...]:
        return tuple(
            values.Step(
                centre=self.centre_numbers[step.centre.row.pk],
                family=step.family,
                minutes_fixed=float(step.minutes_fixed),
                minutes_per_piece=float(step.minutes_per_piece),
                flow_round=step.flow_round,
                setting=", ".join(f"{name} {value}" for name, value in sorted(step.setup.items())),
                is_personal=not own.isdisjoint(named_words(sources_of_steps([step.step]))),
            )
            for step in steps
        )

    def _centre(self, pk: int) -> values.CentreFacts:
        facts = self.facts.centres[pk]
        machines = Counter(self.facts.machines.values())[pk]
        centre = replace(
            facts.centre,
            changeovers=tuple(
                ChangeoverRule(rule.from_pattern, rule.to_pattern, self._scaled(rule.minutes))
                for rule in facts.centre.changeovers
            ),
            default_changeover_min=self._scaled(facts.centre.default_changeover_min or 0),
        )
        return values.CentreFacts(
            centre=centre,
            policy=facts.policy,
            machines=machines + self.what_if.extra_machines,
            rate_minor_per_hour=facts.row.rate_minor_per_hour,
            power_w=facts.row.power_w,
        )

    def _scaled(self, minutes: int) -> int:
        return (minutes * self.what_if.changeover_percent + PERCENT // 2) // PERCENT


def _own_groups(document: Document, choices: Choices) -> frozenset[str]:
    """Return the groups in which a design bears a customer's own text or picture."""
    groups = flat_document(document)["groups"]
    return frozenset(
        group["code"].partition("/")[0]
        for group in groups
        if _is_own(group, choices.get(group["code"]))
    )


def _is_own(group: Document, value: Any) -> bool:
    return (
        group["kind"] in ("text", "file") and value not in EMPTY and value != group.get("default")
    )
