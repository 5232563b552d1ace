from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.errors import NotFound
from production.models import CostEntry, Run
from production.selectors.traces import trace_of, traced_costs
from tests.factories.production import NOW, make_custom_order
from tests.factories.traces import make_traced_factory

pytestmark = pytest.mark.django_db


def uses(trace):
    return {
        order.reference: [
            (str(use.purchase), use.quantity, use.run) for use in trace.parts.get(order.pk, [])
        ]
        for order in trace.work_orders
    }


@pytest.fixture
def factory():
    return make_traced_factory()


def test_order_leads_to_its_run_and_the_part_lots_in_it(factory):
    """A takes its 3 m of the first 4; B the last one and 2 m of the second purchase."""
    first, second = factory.purchases
    run_a, run_b = factory.runs

    assert uses(trace_of("A")) == {"A": [(str(first), Decimal(3), run_a)]}
    assert uses(trace_of("B")) == {
        "B": [(str(first), Decimal(1), run_b), (str(second), Decimal(2), run_b)]
    }
    (order,) = trace_of("A").work_orders
    assert [member.run_id for member in trace_of("A").members[order.pk]] == [run_a]


def test_part_lot_leads_to_all_orders_that_took_of_it(factory):
    first, second = factory.purchases

    by_first, by_second = trace_of(str(first)), trace_of(f"p{second.pk}")

    assert [order.reference for order in by_first.work_orders] == ["A", "B"]
    assert [order.reference for order in by_second.work_orders] == ["B"]
    assert (by_first.purchase, by_first.run) == (first, None)


def test_run_and_work_order_are_found_by_their_names(factory):
    run_a, _run_b = factory.runs
    (order,) = trace_of("A").work_orders

    for text in (f"run {run_a}", f" Run {run_a} ", str(run_a)):
        assert trace_of(text).run == Run.objects.get(pk=run_a)
        assert trace_of(text).work_orders == [order]
    for text in (str(order), f"w{order.pk}-1"):
        assert trace_of(text).work_orders == [order]


@pytest.mark.parametrize("text", ["", "nobody", "W999", "run 999", "P999", "p", "9" * 40])
def test_what_is_called_nothing_is_refused(factory, text):
    with pytest.raises(NotFound, match="Nothing is called"):
        trace_of(text)


def test_costs_are_the_ledger_to_the_cent(factory):
    trace = trace_of("A")
    (order,) = trace.work_orders

    assert trace.costs[order.pk] == list(CostEntry.objects.filter(work_order=order))
    assert {row.kind: (row.planned_minor, row.actual_minor) for row in trace.costs[order.pk]} == {
        "setup": (2_000, 2_000),
        "work": (6_000, 9_000),
        "material": (600, 600),
    }
    assert list(traced_costs("")) == list(CostEntry.objects.order_by("work_order", "run", "pk"))
    assert list(traced_costs("A")) == trace.costs[order.pk]


def test_order_that_did_not_begin_has_no_parts_and_no_costs(factory):
    make_custom_order(reference="C", now=NOW + timedelta(days=1))

    trace = trace_of("C")

    assert (trace.found, dict(trace.members), dict(trace.parts), dict(trace.costs)) == (
        1,
        {},
        {},
        {},
    )


def test_two_work_orders_take_as_many_queries_as_one(factory):
    seen = []
    for purchase in factory.purchases:
        with CaptureQueriesContext(connection) as queries:
            trace_of(str(purchase))
        seen.append(len(queries))

    assert seen[0] == seen[1]
