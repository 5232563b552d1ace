"""Draft what the adviser proposes: rows that staff look over and put live themselves."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Product, StandardVariant
from catalog.selectors.products import product_by_code, standard_variants
from catalog.texts import MAIN_LANGUAGE, in_language
from foundation.errors import Conflict, NotFound
from foundation.locks import lock_rows
from production.models import (
    AdviceDraft,
    BillLine,
    Part,
    RoutingStep,
    Simulation,
    StockLine,
    WorkCentre,
)
from production.permissions import Person
from production.selectors.needs import NO_FAMILY

Advice = Mapping[str, Any]
POSITION_STEP = 10


@transaction.atomic
def draft_advice(
    *, simulation: Simulation, product_code: str, by: Person, now: datetime
) -> AdviceDraft:
    """Draft one product's advice; drafted already, the same draft is returned.

    Designs become unlisted standard variants, blanks made parts with bill and routing, each with a
    stock line that is not active. Lines to close are only named. Nothing is made, sold or
    stopped by it.

    Raises
    ------
    NotFound
        When the simulation advises nothing for the product.
    Conflict
        When it was stored before advice could be drafted.
    """
    lock_rows(Simulation.objects.filter(pk=simulation.pk))
    drafted = AdviceDraft.objects.filter(simulation=simulation, product_code=product_code).first()
    if drafted is not None:
        return drafted
    advice = _advice(simulation, product_code)
    product = product_by_code(product_code)
    changes = [
        *_opened(product, simulation, advice),
        *_blanks(product, simulation, advice),
        *_closed(product, advice),
    ]
    return AdviceDraft.objects.create(
        simulation=simulation,
        product_code=product_code,
        changes=changes,
        now_minor=advice["now_minor"],
        best_minor=advice["best_minor"],
        drafted_by_id=by.pk,
        drafted_at=now,
    )


def _advice(simulation: Simulation, product_code: str) -> Advice:
    for advice in simulation.report.get("advice", []):
        if advice["product"] == product_code:
            if "opened" not in advice:
                raise Conflict(_("This run is older. Run it again first."), code="older_report")
            return dict(advice)
    raise NotFound(_("There is no such advice."), code="no_advice")


def _opened(product: Product, simulation: Simulation, advice: Advice) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(advice["opened"], start=1):
        sku = f"{product.code[:24].upper()}-S{simulation.pk}-{number}"
        name = in_language(product.name, MAIN_LANGUAGE)
        StandardVariant.objects.create(
            sku=sku,
            product=product,
            name={MAIN_LANGUAGE: f"{name}, draft {number}"},
            choices=line["choices"],
            is_listed=False,
        )
        yield {"kind": "open", **_draft_line(sku, line)}


def _blanks(product: Product, simulation: Simulation, advice: Advice) -> Iterator[dict[str, Any]]:
    centres = {row.code: row for row in WorkCentre.objects.all()}
    for number, blank in enumerate(advice["blanks"], start=1):
        code = f"{product.code[:40]}-blank-{simulation.pk}-{number}"
        name = in_language(product.name, MAIN_LANGUAGE)
        Part.objects.create(
            code=code,
            name=f"{name}, blank {number}"[:120],
            source=Part.Source.MADE,
            cost_minor=blank["unit_minor"],
        )
        for position, step in enumerate(blank["steps"], start=1):
            RoutingStep.objects.create(
                product_code=code,
                position=position * POSITION_STEP,
                name={MAIN_LANGUAGE: step["setting"] or step["family"]},
                work_centre=centres[step["centre"]],
                family_key=[] if step["family"] == NO_FAMILY else [json.dumps(step["family"])],
                minutes_fixed=f"{step['minutes_fixed']:g}",
                minutes_per_piece=f"{step['minutes_per_piece']:g}",
            )
        _bill(code, blank["parts"])
        yield {"kind": "blank", **_draft_line(code, blank)}


def _bill(code: str, parts: Mapping[str, float]) -> None:
    rows = {part.code: part for part in Part.objects.filter(code__in=list(parts))}
    BillLine.objects.bulk_create(
        BillLine(product_code=code, part=rows[part], quantity_formula=f"{each:g}")
        for part, each in parts.items()
    )


def _draft_line(sku: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    StockLine.objects.create(
        sku=sku,
        policy=StockLine.Policy.S_Q,
        reorder_point=kept["reorder_point"],
        order_quantity=kept["lot"],
        lot_size=kept["lot"],
        is_active=False,
    )
    return {"sku": sku, "pieces_per_year": kept["pieces_per_year"]}


def _closed(product: Product, advice: Advice) -> Iterator[dict[str, Any]]:
    designs = [line["choices"] for line in advice["closed"]]
    for variant in standard_variants(product):
        if variant.choices in designs:
            yield {"kind": "close", "sku": variant.sku}
