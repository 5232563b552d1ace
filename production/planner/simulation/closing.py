"""The end of a simulation: what nobody will buy is written off, and keeping stock is paid for."""

from collections import Counter

from production.planner.simulation.ledger import (
    INVENTORIES,
    Account,
    Element,
    Movement,
    share_out,
)
from production.planner.simulation.shop import Shop
from production.planner.simulation.values import DAY_MIN

YEAR_MIN = 365 * DAY_MIN
LAST_DAYS = 14


def close_books(shop: Shop) -> None:
    """Write off the pieces beyond the days of cover, then book what holding stock has cost."""
    _write_off(shop)
    _book_holding(shop)


def _write_off(shop: Shop) -> None:
    since = shop.settings.end_min - LAST_DAYS * DAY_MIN
    sold: Counter[int] = Counter()
    for row in shop.ledger.pieces:
        if row.movement in (Movement.SOLD, Movement.USED) and row.minute >= since:
            sold[row.design] += row.pieces
    for design, shelf in shop.shelves.items():
        days = min(LAST_DAYS, shop.settings.days)
        covered = round(sold[design] / days * shop.settings.assumptions.cover_days)
        pieces = max(0, shelf.on_hand - covered)
        cost = shelf.take(pieces)
        product = shop.scenario.designs[design].product
        shop.ledger.move_cost(shop.now, Account.FINISHED, Account.WRITTEN_OFF, product, cost)
        shop.ledger.count(shop.now, Movement.WRITTEN_OFF, design, pieces)


def _book_holding(shop: Shop) -> None:
    """Book the yearly share of the value that lay there; parts are shared by what was used."""
    ledger, products = shop.ledger, range(len(shop.scenario.products))
    share = shop.settings.assumptions.holding_share_per_year
    used = [0] * len(products)
    for row in ledger.money:
        if row.source is Account.MATERIALS:
            used[row.product] += row.minor
    parts = round(ledger.area(Account.MATERIALS, -1, shop.now) * share / YEAR_MIN)
    parts_share = share_out(parts, used)
    for product in products:
        own = sum(
            ledger.area(account, product, shop.now)
            for account in INVENTORIES
            if account is not Account.MATERIALS
        )
        minor = round(own * share / YEAR_MIN) + parts_share[product]
        ledger.move(shop.now, Account.PAID, Account.HOLDING, Element.HOLDING, product, minor)
