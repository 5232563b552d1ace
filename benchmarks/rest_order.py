"""An order over REST of three configured lines: bicycle, computer and towel, one of each.

Unit: orders a second and CPU milliseconds an order (this process and PostgreSQL); peer: a bare
insert by Django REST framework (`peers/bare_orders.py`) in the same run, on the same database,
behind the same middleware. How: rounds of both in turn, inside this process without a web
server in between; a figure is the median of the rounds. Every order has to be there at the end.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from time import perf_counter, process_time
from typing import Any

from django.test import Client
from django.test.utils import override_settings

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, middle
from benchmarks.options import Options
from benchmarks.peers import bare_orders
from benchmarks.private_shop import PrivateShop
from benchmarks.web_server import HOST, postgres_cpu_s
from configurator.sales import sale_of
from foundation.services.accounts import create_account, issue_api_key
from orders.models import Order

PRODUCTS = ("bicycle", "computer", "towel")


@dataclass(frozen=True, slots=True)
class Round:
    """What one order came to on average, in one round."""

    seconds: float
    cpu_ms: float


def run(options: Options) -> Measured:
    lines = [_line(product) for product in PRODUCTS]
    orders, rounds = options.pick(20, 4), options.pick(7, 1)
    bare_orders.create_tables([line["product"] for line in lines], on_hand=10**6)
    account = create_account(name="Benchmark", email="benchmark@example.org")
    key = issue_api_key(account=account, name="benchmark", scopes=["orders"])
    client = Client(SERVER_NAME=HOST, headers={"Authorization": f"Bearer {key}"})
    numbers = count()
    bodies = {
        "/api/v1/orders/": {"lines": lines},
        "/bare/orders/": {"lines": [_bare(line) for line in lines]},
    }

    def place(url: str) -> None:
        body = json.dumps(bodies[url])
        headers = {"Idempotency-Key": f"benchmark-{next(numbers)}"}
        answered = client.post(url, body, content_type="application/json", headers=headers)
        if answered.status_code != 201:
            raise RuntimeError(f"{url} answered {answered.status_code}: {answered.content!r}")

    before = Order.objects.count()
    found: dict[str, list[Round]] = {url: [] for url in bodies}
    with override_settings(ROOT_URLCONF=bare_orders.__name__):
        for url in bodies:
            place(url)
        for _ in range(rounds):
            for url, measured in found.items():
                measured.append(_round(lambda url=url: place(url), orders, options.shop))
    _require_all(Order.objects.count() - before, bare_orders.Order.objects.count(), rounds, orders)
    yield from _figures(*found.values())


def _figures(ours: list[Round], bare: list[Round]) -> Measured:
    yield Figure(
        "orders of 3 configured lines", "a second",
        middle([1 / each.seconds for each in ours]), middle([1 / each.seconds for each in bare]),
        "bare DRF insert", Bar("times", 0.4), is_more_better=True,
    )  # fmt: skip
    yield Figure(
        "CPU of an order", "ms",
        middle([each.cpu_ms for each in ours]), middle([each.cpu_ms for each in bare]),
        "bare DRF insert", Bar("at most", 30),
    )  # fmt: skip


def _line(product: str) -> dict[str, Any]:
    """Return a line with the proposal that a customer finds when nothing is chosen yet."""
    sale = sale_of(product, datetime.now(UTC))
    full = sale.priced(sale.revision).proposal({})
    choices = {code: value for code, value in full.items() if value is not None}
    return {"product": product, "choices": choices, "quantity": 1}


def _bare(line: dict[str, Any]) -> dict[str, Any]:
    return {"sku": line["product"], "choices": line["choices"], "quantity": line["quantity"]}


def _round(place: Callable[[], None], orders: int, shop: PrivateShop) -> Round:
    cpu, started = process_time() + postgres_cpu_s(shop), perf_counter()
    for _ in range(orders):
        place()
    seconds = perf_counter() - started
    spent = process_time() + postgres_cpu_s(shop) - cpu
    return Round(seconds / orders, spent * 1000 / orders)


def _require_all(ours: int, bare: int, rounds: int, orders: int) -> None:
    wanted = rounds * orders + 1
    if (ours, bare) != (wanted, wanted):
        raise DifferenceFound(f"{wanted} orders were placed; {ours} and {bare} are there")
