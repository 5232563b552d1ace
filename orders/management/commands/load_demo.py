"""Load the demo shop: what is sold, how it is made, what lies in stock."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.demo.shop import demo_products
from catalog.demo.trade import load_trade_prices
from catalog.demo.writing import load_products
from foundation.services.demo_logins import write_credentials
from orders.demo.fleet import order_fleet
from production.demo.loading import COMPUTER, load_factory
from production.services.simulation_jobs import store_first_simulation


class Command(BaseCommand):
    help = (
        "Load the demo shop. Run again it keeps everything: orders, stock, logins, and whatever "
        "staff have changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--credentials",
            type=Path,
            metavar="FILE",
            help="make the logins staff, customer and trade and write them to FILE (mode 0600)",
        )
        parser.add_argument(
            "--without-simulation",
            action="store_true",
            help="leave out the stored simulation that /compare/ shows (some seconds)",
        )
        parser.add_argument(
            "--with-orders",
            action="store_true",
            help="also place the order of a fleet of cars, for the assembly line",
        )
        parser.add_argument("--url", default="http://127.0.0.1:8000/", help="address in FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        products = demo_products()
        computer = products[COMPUTER]
        load_factory(computer.document(), computer.prices()["options"], now=now)
        published = load_products(products, actor=None, now=now)
        load_trade_prices(actor=None, now=now)
        if options["with_orders"]:
            order_fleet(now=timezone.now())
        if not options["without_simulation"]:
            store_first_simulation(now=timezone.now())
        if options["credentials"]:
            write_credentials(options["credentials"], options["url"])
        if options["verbosity"] > 0:
            named = ", ".join(published) or "nothing new"
            self.stdout.write(f"The demo shop is loaded. Published: {named}.")
