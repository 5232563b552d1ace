"""The scenario of a simulation, read from the shop's own products, bills, routings and rates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from random import Random
from typing import Any

from catalog.canonical import Document
from catalog.choices import EMPTY
from catalog.language.flattening import flat_document
from catalog.models import PriceListVersion, Revision
from catalog.pricing import price_lines, variant_price
from catalog.selectors.prices import current_price_list
from catalog.selectors.products import current_revisions, standard_variants
from foundation.errors import Conflict, NotFound
from production.demo.demand import DEMAND, Demand
from production.models import Part
from production.planner.simulation import values
from production.planner.values import ChangeoverRule
from production.selectors.facts import Facts, current_facts
from production.selectors.needs import Needs, needs_of
from production.selectors.tastes import Choices, default_choices, liked_designs, wishes_of

THOUSAND = 1000
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
    """A scenario, and the codes of its products in order."""

    scenario: values.Scenario
    product_codes: tuple[str, ...]
    currency: str


def shop_scenario(seed: int, what_if: WhatIf, now: datetime) -> NamedScenario:
    """Read everything that the three shops have in common.

    The designs are drawn with the seed from the published documents, so the same shop and seed
    give the same scenario.

    Raises
    ------
    Conflict
        When nothing is on sale that the factory knows how to make: load the demo shop first.
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
    share = _variety_each(makeable.values(), what_if.variety)
    for code, revision in makeable.items():
        builder.add_product(code, revision, share, Random(f"{seed}/designs/{code}"))  # noqa: S311
    return builder.finish()


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
        return NamedScenario(scenario, codes, self.prices.price_list.currency)

    def _design(
        self, code: str, document: Document, product: int, choices: Choices, is_standard: bool
    ) -> values.Design:
        needs = needs_of(code, document, choices, self.facts)
        return values.Design(
            product=product,
            wishes=wishes_of(document, choices),
            steps=self._steps(needs),
            parts=tuple(
                (self.parts.setdefault(part, len(self.parts)), ceil(quantity * THOUSAND))
                for part, quantity in sorted(needs.parts.items())
            ),
            is_standard=is_standard,
            is_personal=_has_own_text(document, choices),
        )

    def _steps(self, needs: Needs) -> tuple[values.Step, ...]:
        return tuple(
            values.Step(
                centre=self.centre_numbers[step.centre.row.pk],
                family=step.family,
                minutes_fixed=float(step.minutes_fixed),
                minutes_per_piece=float(step.minutes_per_piece),
                flow_round=step.flow_round,
            )
            for step in needs.steps
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


def _has_own_text(document: Document, choices: Choices) -> bool:
    groups = flat_document(document)["groups"]
    return any(_is_own(group, choices.get(group["code"])) for group in groups)


def _is_own(group: Document, value: Any) -> bool:
    return (
        group["kind"] in ("text", "file") and value not in EMPTY and value != group.get("default")
    )
