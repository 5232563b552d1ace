"""Every law holds on data that the services made, and each one broken by hand is named."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from foundation.models import Event, OutboxMessage
from orders.laws.table import LAWS, check_all
from orders.models import Order
from orders.services.cancellation import cancel_order
from orders.services.mail import send_due_mails
from production.models import Run
from production.services.floor import finish_run, start_run
from tests.factories.catalog import NOW
from tests.factories.orders import bicycle_line, deliver_all, make_order, ready_line
from tests.factories.production import make_planned_factory, make_user

DAY = timedelta(days=1)


@pytest.fixture
def lived(shop):
    """A shop in which orders were placed, made, cancelled and delivered from stock."""
    mara = make_user()
    make_order(bicycle_line(2, engraving="Ada"), ready_line(2), key="made")
    make_planned_factory(NOW)
    make_planned_factory(NOW + DAY)
    run = Run.objects.get()
    start_run(run_number=run.number, actor=mara, now=NOW + DAY)
    cancelled = make_order(bicycle_line(), ready_line(), key="cancelled")
    cancel_order(order=cancelled, now=NOW)
    finish_run(run_number=run.number, actor=mara, now=NOW + DAY)
    make_order(bicycle_line(frame="carbon", fork="carbon"), key="open", now=NOW + DAY)
    deliver_all(NOW + DAY)
    send_due_mails(now=NOW + DAY)
    return shop


@pytest.fixture
def break_by_hand():
    """Run SQL past every trigger and constraint, as only an operator could."""

    def run(*statements):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET session_replication_role = replica")
            for statement in statements:
                cursor.execute(statement)
            cursor.execute("SET session_replication_role = origin")

    return run


def broken(now=NOW + DAY):
    """Return the numbers of the laws that do not hold, with the rows named."""
    return {
        verdict.law.number: [breach.row for breach in verdict.breaches]
        for verdict in check_all(now)
        if not verdict.holds
    }


def first(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_laws_are_the_ten_of_the_design():
    assert [law.number for law in LAWS] == list(range(1, 11))


def test_all_laws_hold_on_an_empty_database(db):
    assert broken() == {}


def test_all_laws_hold_on_what_services_made(lived):
    assert set(Order.objects.values_list("status", flat=True)) == {"ready", "cancelled", "placed"}
    assert broken() == {}


MADE = "(SELECT id FROM orders_order WHERE status = 'ready')"
LINE = f"(SELECT min(id) FROM orders_orderline WHERE order_id = {MADE})"
STOCK_LINE = f"(SELECT max(id) FROM orders_orderline WHERE order_id = {MADE})"
ADDS_UP = "ALTER TABLE orders_orderline DROP CONSTRAINT order_line_adds_up"
ONE_KEY = "ALTER TABLE foundation_idempotencykey DROP CONSTRAINT one_answer_per_key"
COPY_KEY = (
    "INSERT INTO foundation_idempotencykey (scope, key, fingerprint, answer, created_at) "
    "SELECT scope, {key}, fingerprint, answer, created_at FROM foundation_idempotencykey LIMIT 1"
)


@pytest.mark.parametrize(
    ("law", "row", "statements"),
    [
        (1, "revision Bicycle 1", ["UPDATE catalog_revision SET document = '{}'"]),
        (1, "price list Europe 1", ["UPDATE catalog_pricelistversion SET digest = 'x'"]),
        (
            1,
            "line 1",
            [
                "UPDATE orders_orderline SET snapshot = jsonb_set(snapshot, '{choices,frame}', "
                f"'\"gold\"') WHERE id = {LINE}"
            ],
        ),
        (
            1,
            "table orders_orderevent",
            ["DROP TRIGGER orders_orderevent_no_delete ON orders_orderevent"],
        ),
        (
            1,
            "table foundation_event",
            ["ALTER TABLE foundation_event DISABLE TRIGGER foundation_event_no_update"],
        ),
        (2, "factory", ["UPDATE production_run SET family = 'another'"]),
        (3, "line 1", [ADDS_UP, f"UPDATE orders_orderline SET shipped = 1 WHERE id = {LINE}"]),
        (
            3,
            "line 1",
            [f"UPDATE orders_orderline SET reserved = 1, shipped = 1 WHERE id = {LINE}"],
        ),
        (3, "line 2", [f"DELETE FROM orders_linemovement WHERE line_id = {STOCK_LINE}"]),
        (3, "BIKE-1", ["DELETE FROM production_ledgerentry WHERE kind = 'release'"]),
        (3, "factory", ["UPDATE production_stockitem SET on_hand = on_hand + 1"]),
        (
            3,
            "line 1",
            ["UPDATE production_workorder SET status = 'cancelled' WHERE status = 'open'"],
        ),
        (
            3,
            "line 1",
            ["UPDATE orders_orderline SET status = 'cancelled' WHERE owed > 0"],
        ),
        (
            4,
            "factory",
            ["UPDATE production_runmember SET joined_at = joined_at + interval '9 days'"],
        ),
        (6, "order", [f"UPDATE orders_order SET currency = 'USD' WHERE id = {MADE}"]),
        (
            6,
            "line 2",
            [
                "UPDATE orders_orderline SET unit_minor = 1, total_minor = 2, "
                "price_lines = jsonb_set(price_lines, '{0,minor}', '1') "
                f"WHERE id = {STOCK_LINE}"
            ],
        ),
        (7, "key", [ONE_KEY, COPY_KEY.format(key="key")]),
        (7, "order", [COPY_KEY.format(key="'another'")]),
        (7, "order", ["DELETE FROM foundation_idempotencykey WHERE key = 'made'"]),
        (
            7,
            "order",
            ['UPDATE foundation_idempotencykey SET answer = \'{"number": "2026-000000"}\''],
        ),
        (8, "line 1", [f"UPDATE orders_orderline SET unit_minor = 7 WHERE id = {LINE}"]),
        (8, "line 1", [f"UPDATE orders_orderline SET total_minor = 7 WHERE id = {LINE}"]),
        (8, "order", [f"UPDATE orders_order SET total_minor = 7 WHERE id = {MADE}"]),
        (
            9,
            "order",
            ["DELETE FROM foundation_event WHERE name = 'orders.order_placed'"],
        ),
        (
            9,
            "message",
            [
                "UPDATE foundation_outboxmessage SET status = 'due', "
                "due_at = due_at - interval '1 day'"
            ],
        ),
        (
            9,
            "mail",
            ["UPDATE orders_ordermail SET status = 'due', due_at = due_at - interval '1 day'"],
        ),
        (10, "message", ["UPDATE foundation_outboxmessage SET status = 'parked'"]),
    ],
    ids=str,
)
def test_law_broken_by_hand_is_named_with_its_row(lived, break_by_hand, law, row, statements):
    break_by_hand(*statements)

    found = broken()

    assert law in found
    assert any(row in named for named in found[law])


def test_law_10_names_a_step_made_twice(lived, break_by_hand):
    step = "(SELECT min(id) FROM orders_orderevent WHERE kind = 'completed')"
    break_by_hand(
        "DROP INDEX one_line_step_per_cause",
        "INSERT INTO orders_orderevent (order_id, sequence, kind, line_id, details, happened_at, "
        "cause_id) SELECT order_id, 99, kind, line_id, details, happened_at, cause_id "
        f"FROM orders_orderevent WHERE id = {step}",
    )

    assert list(broken()) == [10]


def test_law_5_names_runs_that_overlap(shop, break_by_hand):
    for number, frame in enumerate(["steel", "carbon"]):
        make_order(bicycle_line(frame=frame, fork="carbon"), key=f"key-{number}")
    make_planned_factory(NOW)
    make_planned_factory(NOW + DAY)
    deliver_all(NOW + DAY)
    send_due_mails(now=NOW + DAY)
    assert broken() == {}
    start = first("SELECT min(start) FROM production_assignment").isoformat()
    break_by_hand(
        f"UPDATE production_assignment SET start = '{start}', changeover_start = '{start}', "
        f'"end" = \'{start}\'::timestamptz + ("end" - start)',
        f"UPDATE production_run SET planned_end = '{start}'::timestamptz + "
        f"(planned_end - planned_start), planned_start = '{start}'",
    )

    assert list(broken()) == [5]


def test_fresh_message_may_wait(lived):
    OutboxMessage.objects.update(status="due", due_at=NOW + DAY)

    assert broken() == {}


def test_command_says_that_all_hold(lived, capsys):
    with time_machine.travel(NOW + DAY, tick=False):
        call_command("check_laws")

    said = capsys.readouterr().out
    assert said.count(": holds") == 10


def test_command_names_the_broken_law_and_exits_with_1(lived, break_by_hand, capsys):
    break_by_hand(f"UPDATE orders_order SET total_minor = 7 WHERE id = {MADE}")

    with time_machine.travel(NOW + DAY, tick=False), pytest.raises(SystemExit) as ended:
        call_command("check_laws")

    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert "8. Price lines add up to the price, lines to the order: BROKEN, 1 rows" in said
    assert "total 7, its lines give" in said


def test_command_prints_one_json_object(lived, break_by_hand):
    break_by_hand("UPDATE foundation_outboxmessage SET status = 'parked'")
    out = StringIO()

    with time_machine.travel(NOW + DAY, tick=False), pytest.raises(SystemExit):
        call_command("check_laws", "--json", stdout=out)

    report = json.loads(out.getvalue())
    assert report["holds"] is False
    assert [law["number"] for law in report["laws"] if not law["holds"]] == [10]
    assert len(report["laws"][9]["rows"]) == OutboxMessage.objects.count()


def test_checking_changes_nothing(lived):
    before = Event.objects.count(), OutboxMessage.objects.count()

    check_all(NOW + DAY)

    assert (Event.objects.count(), OutboxMessage.objects.count()) == before
