"""Live measures equal the ledger: custom work orders beside stock ones."""

from datetime import timedelta

import pytest

from production.models import CostEntry, Run, WorkOrder
from production.selectors.live_measures import LiveFigures, Period, live_figures, orders_seen
from tests.factories.production import NOW, make_centre

pytestmark = pytest.mark.django_db
NOTHING = LiveFigures(0, 0, 0, 0, None, None, 0, None, None, None, None)


def work_order(kind="custom", *, quantity=2, days=1.0, status="finished", **changes):
    created = changes.pop("created_at", NOW - timedelta(days=10))
    return WorkOrder.objects.create(
        kind=kind,
        product_code=changes.pop("product", "bicycle"),
        sku=changes.pop("sku", "" if kind == "custom" else "WAY"),
        snapshot={"digest": changes.pop("digest", "d1")},
        quantity=quantity,
        due_at=created + timedelta(days=3),
        created_at=created,
        status=status,
        finished_at=created + timedelta(days=days) if status == "finished" else None,
    )


def book(order, **minor):
    centre = make_centre(f"centre-{order.pk}")
    run = Run.objects.create(
        work_centre=centre,
        policy=centre.policies.get(),
        family="blue",
        opened_at=NOW,
        closes_at=NOW,
    )
    for kind, amount in minor.items():
        CostEntry.objects.create(
            run=run, work_order=order, kind=kind, actual_minor=amount, happened_at=NOW
        )


def test_figures_are_the_ledgers_sums_by_kind():
    first, second = work_order(days=1), work_order(days=5, digest="d2")
    stock = work_order("stock", quantity=10)
    book(first, setup=300, work=900, material=1_000)
    book(second, setup=100, work=700, material=900, scrap=50)
    book(stock, work=5_000)

    figures = live_figures(Period(NOW))

    assert figures["custom"] == LiveFigures(
        work_orders=2,
        pieces=4,
        designs=2,
        cost_minor=3_950,
        unit_cost_minor=987.5,
        setup_share=0.2,
        scrap_minor=50,
        minutes_a_piece=0.0,
        lead_p50_days=5.0,
        lead_p95_days=5.0,
        on_time_share=0.5,
    )
    assert (figures["stock"].unit_cost_minor, figures["stock"].setup_share) == (500.0, 0.0)


def test_only_finished_work_orders_of_the_period_and_product_count():
    work_order(status="open")
    work_order(created_at=NOW - timedelta(days=31))
    work_order(product="towel")

    figures = live_figures(Period(NOW, 30, "bicycle"))

    assert figures == {"custom": NOTHING, "stock": NOTHING}
    assert orders_seen(Period(NOW, 30, "bicycle")) == 1
    assert orders_seen(Period(NOW, 90)) == 3
