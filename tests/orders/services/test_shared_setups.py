"""Who joins a run that somebody ordered in gets part of the saved set-up back as price."""

from datetime import timedelta

import pytest

from foundation.errors import Conflict
from foundation.money import Money
from orders.laws.order_lines import (
    uneven_price_lines,
    uneven_savings,
    uneven_totals,
    unlike_price_list,
)
from orders.models import OrderLine
from orders.presenters.cart_page import cart_page
from orders.selectors.carts import cart_of
from orders.services import carts
from orders.services.buyers import Buyer
from orders.services.cancellation import cancel_order
from orders.services.checkout import order_cart
from production.laws import check_promises
from production.models import Hold, Run, SeatPolicy, WorkCentre
from production.services.closing import close_run_now
from production.services.holds import release_expired
from production.services.planning import plan_factory
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, STEEL_MINOR, make_configuration, make_visitor
from tests.factories.production import make_user

# 20 minutes of changeover at 72.00 an hour, of which half goes back.
SAVED, GIVEN = 2_400, 1_200
ADAS, BENS = make_visitor("browser-1"), make_visitor("browser-2")


@pytest.fixture(autouse=True)
def _shared(shop):
    WorkCentre.objects.update(rate_minor_per_hour=7_200)
    SeatPolicy.objects.create(version=1, saved_setup_percent=50, most_of_price_percent=10)


def add(visitor, quantity=1, now=NOW, shown=None, **choices):
    return carts.add_configuration(
        visitor=visitor,
        configuration=make_configuration(**choices),
        quantity=quantity,
        if_unit=None,
        now=now,
        shown_saving_minor=shown,
    )


def order(visitor, total, now=NOW):
    return order_cart(
        cart=cart_of(visitor),
        contact=ADA,
        buyer=Buyer(session_digest=visitor.session_digest),
        idempotency_key=f"order of {visitor.session_digest}",
        if_total=Money(total, "EUR"),
        now=now,
    ).order


def shown(visitor, now=NOW):
    return cart_page(cart_of(visitor), visitor=visitor, now=now)


@pytest.fixture
def _adas_run():
    """Ada has ordered in an open run."""
    add(ADAS)
    plan_factory(now=NOW)
    order(ADAS, STEEL_MINOR)


def broken_laws():
    checks = (uneven_price_lines, uneven_savings, uneven_totals, unlike_price_list)
    return [breach for check in checks for breach in check(NOW)] + check_promises(NOW)


def test_first_in_a_run_pays_the_whole_price():
    add(ADAS)

    assert (shown(ADAS).total_minor, shown(ADAS).lines[0].savings) == (STEEL_MINOR, [])


def test_run_in_which_things_are_only_held_gives_nothing():
    add(ADAS)
    plan_factory(now=NOW)
    add(BENS)

    assert Run.objects.get().held_pieces == 2
    assert shown(BENS).total_minor == STEEL_MINOR


@pytest.mark.usefixtures("_adas_run")
def test_who_joins_a_run_pays_less_and_the_split_is_stored():
    add(BENS)
    page = shown(BENS)

    placed = order(BENS, page.total_minor)

    line = placed.lines.get()
    [stored] = line.savings
    assert page.total_minor == placed.total_minor == STEEL_MINOR - GIVEN
    assert (line.unit_minor, line.saving_minor) == (STEEL_MINOR, GIVEN)
    assert (stored["saved_minor"], stored["given_minor"], stored["kept_minor"]) == (
        SAVED,
        GIVEN,
        SAVED - GIVEN,
    )
    assert stored["run"] == Run.objects.get().number
    assert page.lines[0].savings == [
        (
            f"Shares a set-up: Paint, run {stored['run']}",
            "\N{MINUS SIGN}\N{NO-BREAK SPACE}12.00\N{NO-BREAK SPACE}€",
        )
    ]
    assert broken_laws() == []


@pytest.mark.usefixtures("_adas_run")
def test_tax_is_that_of_the_lower_price():
    add(BENS)
    gross = STEEL_MINOR - GIVEN

    placed = order(BENS, gross)

    assert placed.tax_minor == round(gross - gross / 1.19)


@pytest.mark.usefixtures("_adas_run")
def test_setup_is_saved_once_for_all_pieces():
    line = add(BENS)

    carts.change_quantity(visitor=BENS, line_id=line.pk, quantity=2, now=NOW)

    assert shown(BENS).total_minor == 2 * STEEL_MINOR - GIVEN
    assert not shown(BENS).lines[0].question


@pytest.mark.usefixtures("_adas_run")
def test_hold_keeps_the_price_while_the_policy_changes():
    add(BENS)
    SeatPolicy.objects.create(version=2, saved_setup_percent=1)

    placed = order(BENS, STEEL_MINOR - GIVEN)

    assert [saving["policy"] for saving in placed.lines.get().savings] == [1]


@pytest.mark.usefixtures("_adas_run")
def test_expired_hold_asks_with_the_new_price_and_loses_nothing():
    line = add(BENS)
    later = NOW + timedelta(minutes=31)
    release_expired(now=later)

    page = shown(BENS, later)

    assert page.lines[0].question.startswith("Your seat is no longer held")
    assert (page.can_order, page.total_minor) == (False, STEEL_MINOR)
    with pytest.raises(Conflict) as refused:
        order(BENS, STEEL_MINOR, now=later)
    assert refused.value.code == "saving_gone"
    assert cart_of(BENS).lines.get() == line


@pytest.mark.usefixtures("_adas_run")
def test_answering_holds_a_seat_again_where_there_is_one():
    line = add(BENS)
    later = NOW + timedelta(minutes=31)
    release_expired(now=later)

    carts.accept_price(visitor=BENS, line_id=line.pk, if_unit=Money(STEEL_MINOR, "EUR"), now=later)

    page = shown(BENS, later)
    assert (page.can_order, page.total_minor) == (True, STEEL_MINOR - GIVEN)


@pytest.mark.usefixtures("_adas_run")
def test_run_closed_before_the_seat_was_held_asks_in_the_cart():
    close_run_now(run_number=Run.objects.get().number, actor=make_user(), now=NOW)

    line = add(BENS, shown=GIVEN)
    page = shown(BENS)

    assert page.lines[0].question.startswith("The run that shared its set-up")
    carts.accept_price(visitor=BENS, line_id=line.pk, if_unit=Money(STEEL_MINOR, "EUR"), now=NOW)
    assert order(BENS, STEEL_MINOR).total_minor == STEEL_MINOR


@pytest.mark.usefixtures("_adas_run")
def test_new_run_is_held_where_it_was_chosen():
    design = make_configuration()
    design.wanted_offer = "new"

    carts.add_configuration(visitor=BENS, configuration=design, quantity=1, if_unit=None, now=NOW)

    assert (Run.objects.count(), Hold.objects.latest("pk").setups) == (2, [])
    assert shown(BENS).total_minor == STEEL_MINOR


@pytest.mark.usefixtures("_adas_run")
def test_removed_and_restored_line_keeps_its_saving():
    line = add(BENS)
    carts.remove_line(visitor=BENS, line_id=line.pk, now=NOW)

    carts.restore_line(visitor=BENS, line_id=line.pk, now=NOW)

    assert (shown(BENS).total_minor, shown(BENS).can_order) == (STEEL_MINOR - GIVEN, True)


@pytest.mark.usefixtures("_adas_run")
def test_cancelled_order_leaves_laws_whole():
    add(BENS)
    placed = order(BENS, STEEL_MINOR - GIVEN)

    cancel_order(order=placed, now=NOW)

    assert broken_laws() == []


@pytest.mark.usefixtures("_adas_run")
def test_law_finds_a_split_that_does_not_follow():
    add(BENS)
    line = order(BENS, STEEL_MINOR - GIVEN).lines.get()
    [stored] = line.savings
    line.savings = [stored | {"given_minor": GIVEN + 1, "kept_minor": GIVEN - 1}]
    line.pk, line.position = None, 2

    line.save(force_insert=True)

    found = [breach.detail for breach in uneven_savings(NOW)]
    assert found == [
        "its saved set-ups do not split as they are stored",
        f"{GIVEN} off, its set-ups give {GIVEN + 1}",
    ]
    assert OrderLine.objects.count() == 3
