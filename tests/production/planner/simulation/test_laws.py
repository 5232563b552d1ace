"""A law that is broken on purpose is found."""

from production.planner.simulation.closing import close_books
from production.planner.simulation.laws import (
    check_laws,
    costs_reconcile,
    littles_gap,
    units_reconcile,
)
from production.planner.simulation.ledger import Account, Element, Movement, PieceRow, Residence
from production.planner.simulation.shops import open_shop
from production.planner.simulation.stream import customers_of
from production.planner.simulation.values import Way
from tests.production.planner.simulation.scenarios import scenario, settings


def served(way=Way.RUNS):
    shop = open_shop(scenario(), settings(), way)
    shop.serve(customers_of(scenario(), settings()))
    close_books(shop)
    return shop


def test_laws_hold_when_nobody_touched_the_books():
    laws = check_laws(served())

    assert (laws.costs_reconcile, laws.units_reconcile, laws.littles_law) == (True, True, True)


def test_cent_that_leaves_the_shelf_without_a_piece_is_found():
    shop = served()

    shop.ledger.move(0, Account.FINISHED, Account.SOLD, Element.MATERIAL, 0, 1)

    assert not costs_reconcile(shop)


def test_piece_that_was_sold_but_never_made_is_found():
    shop = served()

    shop.ledger.pieces.append(PieceRow(0, Movement.SOLD, 0, 1))

    assert not units_reconcile(shop)


def test_piece_that_vanished_from_the_shelf_is_found():
    shop = served(Way.STOCK)

    next(iter(shop.shelves.values())).on_hand -= 1

    assert not units_reconcile(shop)


def test_lot_without_a_row_opens_a_gap_in_littles_law():
    shop = served(Way.SINGLE)
    rows = shop.ledger.residences
    first, last = shop.settings.end_min - 9_000, shop.settings.end_min

    rows.append(Residence(first, last, 40))

    assert littles_gap(shop) > 0.02
    assert not check_laws(shop).littles_law
