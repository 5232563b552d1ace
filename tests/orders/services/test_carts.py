"""The cart: what joins, what stays apart, what waits for an answer."""

from datetime import timedelta

import pytest

from catalog.services.drafts import write_draft, write_prices
from catalog.services.publishing import publish
from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.money import Money
from orders.models import Cart, CartLine
from orders.selectors.carts import cart_of, just_removed, lines_in, pieces_in_cart
from orders.services import carts
from orders.services.preparation import Orderer, prepare_lines
from orders.services.requested_lines import MAX_LINES, DesignLine
from orders.visitors import Visitor, digest_of
from tests.factories.catalog import (
    BICYCLE_PRICES,
    NOW,
    bicycle_document,
    europe,
    published_prices,
)
from tests.factories.orders import (
    READY_MINOR,
    STEEL_MINOR,
    make_account,
    make_configuration,
    make_visitor,
)

VISITOR = make_visitor()
LATER = NOW + timedelta(seconds=5)


def add(configuration=None, visitor=VISITOR, quantity=1, if_unit=None, **choices):
    return carts.add_configuration(
        visitor=visitor,
        configuration=configuration or make_configuration(**choices),
        quantity=quantity,
        if_unit=if_unit,
        now=NOW,
    )


def add_ready(quantity=1, visitor=VISITOR, sku="BIKE-1", if_unit=None):
    return carts.add_variant(visitor=visitor, sku=sku, quantity=quantity, if_unit=if_unit, now=NOW)


def contents(visitor=VISITOR):
    return [(line.sku or "bicycle", line.quantity) for line in lines_in(cart_of(visitor))]


def raise_price(shop):
    prices = {**BICYCLE_PRICES, "base": 150_000}
    write_prices(europe(), shop.revision.product, prices, variants={"BIKE-1": 153_000})
    published_prices(NOW)


def test_add_configuration_freezes_the_proposal(shop):
    configuration = make_configuration(frame="carbon")

    line = add(configuration)

    answered = {code: value for code, value in line.choices.items() if value}
    assert answered == {"frame": "carbon", "fork": "carbon", "tyres": "slick", "rider": 178}
    assert line.seen_unit_minor == STEEL_MINOR + 89_000
    assert line.configuration == configuration


def test_equal_designs_share_a_line(shop):
    add(quantity=1)
    add(quantity=2, frame="steel", rider=178)

    assert contents() == [("bicycle", 3)]


def test_designs_with_other_texts_stay_apart(shop):
    add(engraving="Ada")
    add(engraving="Ben")
    add(engraving="Ada")

    assert contents() == [("bicycle", 2), ("bicycle", 1)]


def test_equal_skus_share_a_line(shop):
    add_ready(2)
    add_ready(1)

    assert contents() == [("BIKE-1", 3)]
    assert pieces_in_cart(VISITOR) == 3


@pytest.mark.parametrize("quantity", [0, -1, 1001, True])
def test_add_quantity_out_of_range_is_refused(shop, quantity):
    with pytest.raises(InvalidInput) as refused:
        add_ready(quantity)

    assert refused.value.code == "invalid_quantity"
    assert contents() == []


def test_add_beyond_the_most_of_a_line_is_refused(shop):
    add_ready(999)

    with pytest.raises(InvalidInput) as refused:
        add_ready(2)

    assert refused.value.errors == [{"pointer": "/quantity", "detail": "At most 1 more."}]
    assert contents() == [("BIKE-1", 999)]


def test_add_unknown_sku_is_refused(shop):
    with pytest.raises(InvalidInput) as refused:
        add_ready(sku="NOTHING")

    assert refused.value.code == "unknown_sku"


def test_add_at_another_price_than_shown_is_refused_with_both(shop):
    with pytest.raises(Conflict) as refused:
        add_ready(if_unit=Money(1, "EUR"))

    assert refused.value.details["unit"] == {"currency": "EUR", "minor": READY_MINOR}
    assert contents() == []


def test_add_renewed_revision_is_refused(shop):
    configuration = make_configuration()
    product = shop.revision.product
    product.tagline = {"en": "Renewed"}
    product.save()
    publish(product, actor=None, now=NOW)

    with pytest.raises(Conflict) as refused:
        add(configuration)

    assert refused.value.code == "revision_expired"


def test_add_to_a_full_cart_is_refused(shop):
    line = add_ready()
    CartLine.objects.bulk_create(
        CartLine(
            cart=line.cart,
            sku=f"S{number}",
            quantity=1,
            seen_unit_minor=1,
            seen_currency="EUR",
            added_at=NOW,
        )
        for number in range(MAX_LINES - 1)
    )

    with pytest.raises(InvalidInput) as refused:
        add()

    assert refused.value.code == "cart_full"


def test_change_quantity_sets_it(shop):
    line = add_ready()

    carts.change_quantity(visitor=VISITOR, line_id=line.pk, quantity=7, now=LATER)

    assert contents() == [("BIKE-1", 7)]
    assert Cart.objects.get().changed_at == LATER


def test_change_quantity_out_of_range_is_refused(shop):
    line = add_ready()

    with pytest.raises(InvalidInput):
        carts.change_quantity(visitor=VISITOR, line_id=line.pk, quantity=0, now=LATER)

    assert contents() == [("BIKE-1", 1)]


def test_removed_line_can_be_restored(shop):
    line = add_ready(2)
    carts.remove_line(visitor=VISITOR, line_id=line.pk, now=NOW)
    assert contents() == []
    assert list(just_removed(cart_of(VISITOR), LATER)) == [line]

    carts.restore_line(visitor=VISITOR, line_id=line.pk, now=LATER)

    assert contents() == [("BIKE-1", 2)]


def test_restored_line_joins_an_equal_one_put_in_meanwhile(shop):
    line = add_ready(2)
    carts.remove_line(visitor=VISITOR, line_id=line.pk, now=NOW)
    add_ready(3)

    carts.restore_line(visitor=VISITOR, line_id=line.pk, now=LATER)

    assert contents() == [("BIKE-1", 5)]


def test_undo_is_offered_for_ten_seconds(shop):
    line = add_ready()
    carts.remove_line(visitor=VISITOR, line_id=line.pk, now=NOW)

    offered = [
        just_removed(cart_of(VISITOR), NOW + timedelta(seconds=after)).exists()
        for after in (10, 11)
    ]

    assert offered == [True, False]


def test_lines_removed_an_hour_ago_are_forgotten(shop):
    first, second = add_ready(), add()
    carts.remove_line(visitor=VISITOR, line_id=first.pk, now=NOW)

    carts.remove_line(visitor=VISITOR, line_id=second.pk, now=NOW + timedelta(hours=2))

    assert list(CartLine.objects.all()) == [second]


@pytest.mark.parametrize(
    "act",
    [
        lambda line: carts.change_quantity(
            visitor=make_visitor("other"), line_id=line, quantity=2, now=NOW
        ),
        lambda line: carts.remove_line(visitor=make_visitor("other"), line_id=line, now=NOW),
        lambda line: carts.restore_line(visitor=make_visitor("other"), line_id=line, now=NOW),
        lambda line: carts.accept_price(
            visitor=make_visitor("other"),
            line_id=line,
            if_unit=Money(READY_MINOR, "EUR"),
            now=NOW,
        ),
    ],
    ids=["change", "remove", "restore", "accept"],
)
def test_line_of_another_cart_does_not_exist(shop, act):
    line = add_ready(1)
    add_ready(1, visitor=make_visitor("other"))

    with pytest.raises(NotFound):
        act(line.pk)

    assert contents() == [("BIKE-1", 1)]


def test_accept_price_keeps_the_line_at_todays_price(shop):
    line = add_ready()
    raise_price(shop)

    carts.accept_price(visitor=VISITOR, line_id=line.pk, if_unit=Money(153_000, "EUR"), now=NOW)

    line.refresh_from_db()
    assert line.seen_unit_minor == 153_000


def test_accept_price_that_changed_again_is_refused(shop):
    line = add_ready()
    raise_price(shop)

    with pytest.raises(Conflict):
        carts.accept_price(
            visitor=VISITOR, line_id=line.pk, if_unit=Money(READY_MINOR, "EUR"), now=NOW
        )

    line.refresh_from_db()
    assert line.seen_unit_minor == READY_MINOR


def test_adding_more_does_not_accept_a_price_nobody_saw(shop):
    line = add_ready()
    raise_price(shop)

    add_ready()

    line.refresh_from_db()
    assert (line.quantity, line.seen_unit_minor) == (2, READY_MINOR)


def test_change_in_the_configurator_replaces_the_line(shop):
    old, new = add(), add(frame="carbon")

    carts.replace_line(visitor=VISITOR, line_id=old.pk, by=new, now=NOW)

    assert lines_in(cart_of(VISITOR)) == [new]
    assert list(just_removed(cart_of(VISITOR), LATER)) == [old]


def test_another_product_replaces_nothing(shop):
    old, new = add(), add_ready()

    carts.replace_line(visitor=VISITOR, line_id=old.pk, by=new, now=NOW)

    assert contents() == [("bicycle", 1), ("BIKE-1", 1)]


def test_signing_in_takes_the_cart_along(shop):
    account = make_account()
    signed_in = Visitor(account=account, session_digest=digest_of("browser-1"))
    add_ready(1, visitor=Visitor(account=account))
    add_ready(2)
    add()

    carts.gather_session_cart(visitor=signed_in, now=LATER)
    carts.gather_session_cart(visitor=signed_in, now=LATER)

    assert sorted(contents(signed_in)) == [("BIKE-1", 3), ("bicycle", 1)]
    assert Cart.objects.get().account == account


def test_cart_with_a_design_that_a_day_has_parted_is_refused_with_the_rule(shop):
    first = (NOW + timedelta(days=5)).date()
    rule = {
        "code": "no-bell",
        "kind": "formula",
        "source": "not (frame = carbon and extras has bell)",
        "message": {},
        "valid_from": first.isoformat(),
    }
    product = shop.revision.product
    write_draft(bicycle_document(rules=[*bicycle_document()["rules"], rule]))
    publish(product, actor=None, now=NOW)
    line = add(frame="carbon", extras={"bell": 1})
    wanted = [line_as_wanted(line)]

    before = prepare_lines(wanted, orderer=Orderer(), now=NOW)
    with pytest.raises(Conflict) as refused:
        prepare_lines(wanted, orderer=Orderer(), now=NOW + timedelta(days=6))

    assert before.lines[0].context == {"@day": "day-0", "@channel": "shop"}
    assert refused.value.code == "no_longer_fits"
    assert refused.value.details == {"rules": ["no-bell"]}
    assert contents() == [("bicycle", 1)]


def line_as_wanted(line):
    return DesignLine(line.revision, line.choices, line.quantity)
