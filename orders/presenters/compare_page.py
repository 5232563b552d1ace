"""Mass production against mass customization: the page as ready values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.texts import in_language
from orders.presenters.compare_advice import AdviceRow, advice_rows
from orders.presenters.compare_charts import Chart, variety_chart, volume_chart
from orders.presenters.compare_measures import BASIS_KINDS, BOOKS, MAIN, MORE, Measure
from orders.presenters.compare_numbers import count_text, figure_text
from production.models import Simulation
from production.planner.simulation.break_even import CostCurves
from production.simulation_requests import Request

WAYS = ("stock", "single", "runs")
FULL_BAR = 100
BASIS_NAMES = re.compile(r"%\((\w+)\)s")
# The address's short names for what a simulation is asked for with.
ADDRESS = {
    "days": "days",
    "seed": "seed",
    "orders_per_day": "orders",
    "variety": "variety",
    "changeover_percent": "changeovers",
    "extra_machines": "machines",
    "tastes_until": "tastes",
}


@dataclass(frozen=True)
class Cell:
    """One shop's figure, its bar on the row's own scale, and what it follows from."""

    way: str
    shop: str
    figure: str
    bar: float
    is_best: bool
    basis: str = ""


@dataclass(frozen=True)
class Row:
    """One measure over the three shops, and how it is worked out."""

    code: str
    title: str
    detail: str
    formula: str
    cells: list[Cell]


@dataclass(frozen=True)
class Column:
    """A shop's heading."""

    way: str
    title: str
    detail: str


@dataclass(frozen=True)
class ComparePage:
    """A stored simulation, ready for the template."""

    lead: str
    claim: str
    holds: bool
    number: int
    seed: str
    address: str
    csv_address: str
    columns: list[Column]
    main: list[Row]
    more: list[Row]
    books: list[Row]
    products: list[Row]
    advice: list[AdviceRow]
    charts: list[Chart]
    product_choices: list[dict[str, Any]]
    numbers: list[tuple[str, int]]

    @property
    def has_drafts(self) -> bool:
        return any(row.draft_address for row in self.advice)


def compare_page(simulation: Simulation, product: str, language: str) -> ComparePage:
    """Show a simulation that is done; `product` names the one whose routing is charted."""
    report = simulation.report
    names = _product_names(report.get("cost_curves", {}), language)
    charted = product if product in names else next(iter(_preferred(names)), "")
    query = address_query(request_from(simulation))
    base = reverse("orders:compare")
    return ComparePage(
        lead=_lead(simulation),
        claim=_claim(report),
        holds=all(report["laws"].values()),
        number=simulation.pk,
        seed=str(simulation.seed),
        address=f"{base}?{query}",
        csv_address=f"{reverse('orders:compare_figures')}?{query}",
        columns=_columns(report),
        main=[_row(measure, report, language) for measure in MAIN],
        more=[_row(measure, report, language) for measure in MORE],
        books=[_book(code, title, report, language) for code, title in BOOKS],
        products=list(_product_rows(report, names, language)),
        advice=advice_rows(simulation, names, language),
        charts=_charts(report, charted, names, language),
        product_choices=[
            {"value": code, "label": name, "is_chosen": code == charted}
            for code, name in names.items()
        ],
        numbers=[(short, getattr(simulation, name)) for name, short in ADDRESS.items()],
    )


def columns() -> list[Column]:
    """Return the headings of the three shops without figures."""
    return [
        Column("stock", _("Stock only"), _("standard variants, made ahead")),
        Column("single", _("One by one"), _("every order alone, first come first served")),
        Column("runs", _("Runs and stock lines"), _("how Tailorline works")),
    ]


def request_from(simulation: Simulation) -> Request:
    return Request(**{name: getattr(simulation, name) for name in ADDRESS})


def address_query(request: Request) -> str:
    """Return the part of the address that makes exactly this simulation again."""
    return urlencode({short: getattr(request, name) for name, short in ADDRESS.items()})


def figures_table(simulation: Simulation) -> Iterator[list[str]]:
    """Yield the rows of the CSV: every figure as it was stored."""
    shops = simulation.report["shops"]
    yield ["measure", *WAYS]
    for name in shops[WAYS[0]]:
        yield [name, *(str(shops[way].get(name, "")) for way in WAYS)]


def _lead(simulation: Simulation) -> str:
    orders = count_text(simulation.days * simulation.orders_per_day)
    return _(
        "Three shops, the same %(orders)s orders, the same machines, %(days)s working days."
    ) % {
        "orders": orders,
        "days": simulation.days,
    }


def _claim(report: Mapping[str, Any]) -> str:
    if not all(report["laws"].values()):
        return _("The books do not add up: do not trust these figures.")
    gap = max(laws["littles_gap"] for laws in report["laws_by_shop"].values())
    text = figure_text("share", gap, report["currency"], None)
    return _("All three add up to the cent, Little’s law within %(gap)s") % {"gap": text}


def _columns(report: Mapping[str, Any]) -> list[Column]:
    stock, single, runs = columns()
    offered = report["shops"]["stock"]["variety_offered"]
    detail = _("%(count)s standard variants, made ahead") % {"count": count_text(offered)}
    return [Column(stock.way, stock.title, detail), single, runs]


def _row(measure: Measure, report: Mapping[str, Any], language: str) -> Row:
    shops = report["shops"]
    values = {way: shops[way][measure.code] for way in WAYS if measure.code in shops[way]}
    cells = _cells(values, measure.kind, measure.best, report["currency"], language)
    return Row(
        measure.code,
        str(measure.title),
        str(measure.detail),
        str(measure.formula),
        [
            replace(cell, basis=_basis(measure, shops[cell.way], report["currency"], language))
            for cell in cells
        ],
    )


def _basis(measure: Measure, figures: Mapping[str, float], currency: str, language: str) -> str:
    """Say from which stored figures one follows; nothing where an older simulation lacks them."""
    named = BASIS_NAMES.findall(str(measure.basis))
    if not figures.keys() >= set(named):
        return ""
    return str(measure.basis) % {
        name: figure_text(BASIS_KINDS.get(name, "count"), figures[name], currency, language)
        for name in named
    }


def _book(code: str, title: object, report: Mapping[str, Any], language: str) -> Row:
    values = {way: report["shops"][way][code] for way in WAYS}
    return Row(code, str(title), "", "", _cells(values, "money", "", report["currency"], language))


def _product_rows(
    report: Mapping[str, Any], names: Mapping[str, str], language: str
) -> Iterator[Row]:
    for code, costs in report["product_cost_minor"].items():
        if costs:
            yield Row(
                code,
                names.get(code, code),
                "",
                "",
                _cells(costs, "money", "low", report["currency"], language),
            )


def _cells(
    values: Mapping[str, float], kind: str, best: str, currency: str, language: str
) -> list[Cell]:
    shown = {way: figure_text(kind, value, currency, language) for way, value in values.items()}
    most = max(values.values(), default=0) or 1
    winner = _winner(values, best)
    titles = {column.way: column.title for column in columns()} | {"runs": "Tailorline"}
    return [
        Cell(
            way=way,
            shop=titles[way],
            figure=shown.get(way, "–"),
            bar=round(FULL_BAR * max(0, values.get(way, 0)) / most, 1),
            # Equal figures share the first place; where all are equal, nobody is best.
            is_best=winner is not None
            and shown.get(way) == shown[winner]
            and len(set(shown.values())) > 1,
        )
        for way in WAYS
    ]


def _winner(values: Mapping[str, float], best: str) -> str | None:
    if not best or not values:
        return None
    choose = min if best == "low" else max
    return choose(values, key=lambda way: values[way])


def _product_names(codes: Mapping[str, Any], language: str) -> dict[str, str]:
    rows = Product.objects.filter(code__in=list(codes)).order_by("position", "code")
    return {row.code: in_language(row.name, language) or row.code for row in rows}


def _preferred(names: Mapping[str, str]) -> list[str]:
    return sorted(names, key=lambda code: (code != "towel", list(names).index(code)))


def _charts(
    report: Mapping[str, Any], code: str, names: Mapping[str, str], language: str
) -> list[Chart]:
    if code not in report.get("cost_curves", {}):
        return []
    curves = CostCurves.from_json(report["cost_curves"][code])
    currency = report["currency"]
    return [
        volume_chart(curves, names[code], currency),
        variety_chart(curves, names[code], currency),
    ]
