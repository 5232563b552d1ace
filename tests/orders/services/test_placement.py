"""Placing an order: what it writes, what it refuses, and that it happens once."""

import pytest
from django.db import DatabaseError, connection, transaction

from catalog.models import CustomerText
from catalog.services.drafts import write_prices
from catalog.services.publishing import publish, withdraw
from foundation import wakeups
from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.models import Event, IdempotencyKey, OutboxMessage
from foundation.money import Money
from orders.models import LineMovement, Order, OrderEvent, OrderLine
from orders.services.requested_lines import ConfigurationLine, StockLine
from production.models import StockItem, WorkOrder
from production.selectors.stock import available
from tests.factories.catalog import (
    BICYCLE_PRICES,
    NOW,
    bicycle_document,
    europe,
    published_prices,
)
from tests.factories.orders import (
    READY_MINOR,
    STEEL,
    STEEL_MINOR,
    bicycle_line,
    make_account,
    make_configuration,
    make_order,
    place,
    ready_line,
)


def counters(line):
    return line.owed, line.reserved, line.shipped, line.cancelled


def nothing_was_ordered():
    return (
        not Order.objects.exists()
        and not WorkOrder.objects.exists()
        and not IdempotencyKey.objects.exists()
        and not CustomerText.objects.exists()
        and available(["BIKE-1"]) == {"BIKE-1": 5}
    )


def test_place_order_custom_line_freezes_price_and_design_and_orders_its_work(shop):
    order = make_order(bicycle_line(2, engraving="Ada L"))

    line = order.lines.get()
    assert line.unit_minor == STEEL_MINOR + 5 * 150
    assert (order.total_minor, order.currency) == (line.unit_minor * 2, "EUR")
    assert sum(step["minor"] for step in line.price_lines) == line.unit_minor
    assert line.snapshot["choices"] == STEEL
    assert line.snapshot["texts"]["engraving"]["length"] == 5
    assert CustomerText.objects.get().text == "Ada L"
    assert "Ada" not in str(line.snapshot)
    assert counters(line) == (2, 0, 0, 0)
    work = WorkOrder.objects.get()
    assert (work.reference, work.quantity, work.kind) == (order.number, 2, "custom")
    assert line.work_order_id == work.number


def test_place_order_stock_line_reserves_its_pieces(shop):
    order = make_order(ready_line(3))

    line = order.lines.get()
    assert (line.sku, line.unit_minor, line.total_minor) == ("BIKE-1", READY_MINOR, 3 * READY_MINOR)
    assert counters(line) == (0, 3, 0, 0)
    item = StockItem.objects.get(sku="BIKE-1")
    assert (item.on_hand, item.reserved) == (5, 3)


def test_place_order_promises_the_soonest_made_offer(shop):
    order = make_order()

    line = order.lines.get()
    assert order.promised_at == line.promised_at
    assert order.promised_at > NOW
    assert line.work_order.due_at == order.promised_at


def test_place_order_writes_ledger_timeline_and_event(shop):
    order = make_order(bicycle_line(), ready_line())

    assert list(order.timeline.values_list("sequence", "kind")) == [(1, "placed"), (2, "reserved")]
    moved = LineMovement.objects.values_list("source", "target", "quantity")
    assert sorted(moved) == [("", "owed", 1), ("", "reserved", 1)]
    event = Event.objects.get(name="orders.order_placed")
    assert event.reference == order.number
    assert OutboxMessage.objects.filter(event=event).count() == 2


def test_place_order_number_is_of_the_year_and_link_is_stored_as_digest(shop):
    order = make_order()

    year, _dash, rest = order.number.partition("-")
    assert (year, len(rest), rest.isdigit()) == (str(NOW.year), 6, True)
    assert len(order.link_digest) == 64


def test_place_order_configuration_line_takes_the_design_over(shop):
    account = make_account()
    configuration = make_configuration(frame="carbon")

    order = make_order(ConfigurationLine(configuration.id, 1), account=account)

    configuration.refresh_from_db()
    assert order.lines.get().snapshot["choices"]["fork"] == "carbon"
    assert configuration.account == account


def test_place_order_same_key_and_body_gives_same_answer_and_one_order(shop):
    first = place()

    second = place()

    assert second.is_replay
    assert second.answer == first.answer
    assert Order.objects.get() == second.order


def test_place_order_replay_answers_even_when_stock_ran_out(shop):
    first = place(ready_line(5))

    second = place(ready_line(5))

    assert second.answer == first.answer
    assert available(["BIKE-1"]) == {"BIKE-1": 0}


def test_place_order_same_key_with_another_body_is_refused(shop):
    place()

    with pytest.raises(InvalidInput) as refused:
        place(bicycle_line(2))

    assert refused.value.code == "idempotency_key_reused"
    assert Order.objects.count() == 1


def test_place_order_same_key_of_another_buyer_is_another_order(shop):
    place()

    place(account=make_account())

    assert Order.objects.count() == 2


@pytest.mark.parametrize("key", ["", "   ", "k" * 256, "line\nbreak"])
def test_place_order_without_usable_key_is_refused(shop, key):
    with pytest.raises(InvalidInput) as refused:
        place(key=key)

    assert refused.value.code == "idempotency_key_required"
    assert nothing_was_ordered()


def test_place_order_other_total_names_both_and_orders_nothing(shop):
    with pytest.raises(Conflict) as refused:
        place(if_total=Money(STEEL_MINOR - 1, "EUR"))

    assert refused.value.details == {
        "if_total": {"currency": "EUR", "minor": STEEL_MINOR - 1},
        "total": {"currency": "EUR", "minor": STEEL_MINOR},
    }
    assert nothing_was_ordered()


def test_place_order_same_amount_in_another_currency_is_refused(shop):
    with pytest.raises(Conflict) as refused:
        place(if_total=Money(STEEL_MINOR, "USD"))

    assert refused.value.code == "total_changed"


def test_place_order_equal_total_is_placed(shop):
    assert place(if_total=Money(STEEL_MINOR, "EUR")).order.total_minor == STEEL_MINOR


def test_place_order_refused_once_leaves_the_key_free(shop):
    with pytest.raises(Conflict):
        place(if_total=Money(1, "EUR"))

    assert not place(if_total=Money(STEEL_MINOR, "EUR")).is_replay


def test_place_order_more_than_the_shelf_holds_says_how_many_are_left(shop):
    with pytest.raises(InvalidInput) as refused:
        place(bicycle_line(), ready_line(6))

    assert (refused.value.code, refused.value.details["available"]) == ("out_of_stock", 5)
    assert refused.value.errors[0]["pointer"] == "/lines/1"
    assert nothing_was_ordered()


@pytest.mark.parametrize("quantity", [0, -1, 1001, 10**12, True, 1.0, "1", None])
def test_place_order_quantity_out_of_range_is_refused(shop, quantity):
    with pytest.raises(InvalidInput) as refused:
        place(ready_line(), ready_line(quantity))

    assert refused.value.errors[0]["pointer"] == "/lines/1/quantity"
    assert nothing_was_ordered()


@pytest.mark.parametrize("count", [0, 501])
def test_place_order_line_count_out_of_range_is_refused(shop, count):
    with pytest.raises(InvalidInput) as refused:
        place(lines=[ready_line()] * count)

    assert refused.value.code == "line_count"
    assert nothing_was_ordered()


def test_place_order_unknown_sku_is_refused_with_its_place(shop):
    with pytest.raises(InvalidInput) as refused:
        place(StockLine("NOTHING", 1))

    assert refused.value.errors[0]["pointer"] == "/lines/0/sku"


def test_place_order_unknown_product_is_refused_with_its_place(shop):
    with pytest.raises(InvalidInput) as refused:
        place(lines=[type(bicycle_line())("spaceship", {}, 1)])

    assert refused.value.errors[0]["pointer"] == "/lines/0/product"


def test_place_order_withdrawn_product_is_refused(shop):
    withdraw(shop.revision.product, actor=None, now=NOW)

    with pytest.raises(InvalidInput) as refused:
        place()

    assert refused.value.code == "unknown_product"


def test_place_order_incomplete_choices_list_what_is_missing(shop):
    with pytest.raises(InvalidInput) as refused:
        place(lines=[type(bicycle_line())("bicycle", {"frame": "steel"}, 1)])

    pointers = {error["pointer"] for error in refused.value.errors}
    assert pointers == {f"/lines/0/choices/{code}" for code in ("fork", "tyres", "rider")}
    assert nothing_was_ordered()


def test_place_order_choices_against_a_rule_are_refused(shop):
    with pytest.raises(InvalidInput):
        place(bicycle_line(frame="carbon", fork="steel"))

    assert nothing_was_ordered()


@pytest.mark.parametrize("text", ["❤️" * 3, "A\0B", "far too long for it", "rust"])
def test_place_order_text_that_cannot_be_made_is_refused_with_its_place(shop, text):
    with pytest.raises(InvalidInput) as refused:
        place(bicycle_line(engraving=text))

    assert refused.value.errors[0]["pointer"] == "/lines/0/choices/engraving"
    assert nothing_was_ordered()


def test_place_order_right_to_left_text_is_kept_as_written(shop):
    make_order(bicycle_line(engraving="نور"))

    assert CustomerText.objects.get().text == "نور"


def test_place_order_configuration_of_another_account_does_not_exist(shop):
    owned = make_configuration(account=make_account("Mara", "mara@example.org"))

    with pytest.raises(NotFound):
        place(ConfigurationLine(owned.id, 1), account=make_account())

    assert nothing_was_ordered()


def test_place_order_renewed_revision_is_refused(shop):
    configuration = make_configuration()
    product = shop.revision.product
    product.tagline = {"en": "Renewed"}
    product.save()
    publish(product, actor=None, now=NOW)

    with pytest.raises(Conflict) as refused:
        place(ConfigurationLine(configuration.id, 1))

    assert refused.value.code == "revision_expired"
    assert refused.value.details == {"revision": 1, "current": 2}
    assert nothing_was_ordered()


def test_place_order_keeps_its_price_when_prices_rise_later(shop):
    order = make_order()
    prices = {**BICYCLE_PRICES, "base": 200_000}
    write_prices(europe(), shop.revision.product, prices, variants={"BIKE-1": READY_MINOR})
    published_prices(NOW)

    later = make_order(key="key-2")

    order.refresh_from_db()
    assert (order.total_minor, later.total_minor) == (STEEL_MINOR, STEEL_MINOR + 51_000)
    assert order.price_list_version.version == 1
    assert later.price_list_version.version == 2


def test_place_order_does_not_need_the_broker(
    shop, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []

    def refuse(task_name, **options):
        asked.append(task_name)
        raise ConnectionRefusedError("the broker is gone")

    monkeypatch.setattr(wakeups.current_app, "send_task", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        order = make_order()

    assert "foundation.tasks.deliver_outbox" in asked
    assert Order.objects.get() == order


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("orders_order", "total_minor = 1"),
        ("orders_order", "number = '2026-000001'"),
        ("orders_order", "promised_at = NULL"),
        ("orders_orderline", "snapshot = '{}'"),
        ("orders_orderline", "price_lines = '[]'"),
        ("orders_orderline", "quantity = 9, owed = 9"),
        ("orders_orderevent", "kind = 'ready'"),
        ("orders_linemovement", "quantity = 9"),
    ],
)
def test_placed_row_never_changes(shop, table, change):
    make_order()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")

    assert Order.objects.get().total_minor == STEEL_MINOR


@pytest.mark.parametrize("model", [Order, OrderLine, OrderEvent, LineMovement])
def test_placed_row_cannot_be_deleted(shop, model):
    make_order()

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")

    assert model.objects.exists()


def test_order_line_counters_that_do_not_add_up_are_refused_by_the_database(shop):
    make_order()

    with pytest.raises(DatabaseError), transaction.atomic():
        OrderLine.objects.update(owed=0)

    assert OrderLine.objects.get().owed == 1


def test_bicycle_of_the_tests_is_the_one_on_sale(shop):
    assert shop.revision.document["groups"] == bicycle_document()["groups"]
