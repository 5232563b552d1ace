"""Mass production, one by one, and runs: three shops on the same customers."""

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from foundation.errors import Refusal
from production.services.simulations import run_simulation
from production.simulation_requests import Request

DEFAULTS = Request()
SHOWN = (
    ("variety_made", "Designs made", "{:,.0f}"),
    ("unit_cost_minor", "Cost of a piece, cents", "{:,.0f}"),
    ("setup_share", "Set-up share", "{:.1%}"),
    ("changeovers_per_100", "Changeovers per 100 pieces", "{:.1f}"),
    ("lead_p50_days", "Days to the customer, median", "{:.1f}"),
    ("lead_p95_days", "Days to the customer, 95 of 100", "{:.1f}"),
    ("service_share", "On time and in full", "{:.1%}"),
    ("reach_share", "Customers who get their wish", "{:.1%}"),
    ("option_fit", "Option fit", "{:.1%}"),
    ("stock_value_minor", "Finished stock, cents", "{:,.0f}"),
    ("overproduction_units", "Made and not sold, pieces", "{:,.0f}"),
    ("waste_units", "Scrapped and written off, pieces", "{:,.0f}"),
    ("waste_minor", "Scrapped and written off, cents", "{:,.0f}"),
    ("waste_kg", "Scrapped and written off, kg", "{:,.1f}"),
    ("utilisation", "Utilisation", "{:.1%}"),
)


def moment(text: str) -> int:
    """Read a moment as seconds since 1970; one without a time zone is in the shop's."""
    if text.isdecimal():
        return int(text)
    found = timezone.now() if text == "now" else datetime.fromisoformat(text)
    return int((found if timezone.is_aware(found) else timezone.make_aware(found)).timestamp())


class Command(BaseCommand):
    help = (
        "Serve the same customers in three shops with the demo's machines: standard variants for "
        "stock, every order alone, runs and stock lines. Same shop and seed: same bytes. Exit 0 "
        "when all books reconcile, 1 when a law is broken, 2 for bad input or an empty shop."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DEFAULTS.days, help="working days (60)")
        parser.add_argument(
            "--seed", type=int, default=DEFAULTS.seed, help="same seed, same run (7)"
        )
        parser.add_argument(
            "--orders-per-day", type=int, default=DEFAULTS.orders_per_day, help="customers (83)"
        )
        parser.add_argument(
            "--variety", type=int, default=DEFAULTS.variety, help="designs asked for (210)"
        )
        parser.add_argument(
            "--changeover-percent",
            type=int,
            default=DEFAULTS.changeover_percent,
            help="changeover minutes of today's (100)",
        )
        parser.add_argument(
            "--extra-machines",
            type=int,
            default=DEFAULTS.extra_machines,
            help="more machines in each work centre (0)",
        )
        parser.add_argument(
            "--tastes-until",
            type=moment,
            default=DEFAULTS.tastes_until,
            metavar="MOMENT",
            help="customers want what the shop's own asked for up to then: now, a date and time "
            "as in ISO 8601, or seconds since 1970 (tastes drawn with the seed)",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        request = Request(**{name: options[name] for name in Request.__dataclass_fields__})
        try:
            report = run_simulation(request, timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        except DatabaseError as error:
            raise CommandError(
                f"The database has no shop yet ({error}). "
                "Run `make demo`, or `manage.py migrate` and `manage.py load_demo`.",
                returncode=2,
            ) from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self._tell(report)
        if not all(report["laws"].values()):
            raise SystemExit(1)

    def _tell(self, report: dict[str, Any]) -> None:
        orders = report["days"] * report["orders_per_day"]
        self.stdout.write(f"{report['days']} days, {orders:,} orders, seed {report['seed']}\n\n")
        self.stdout.write(f"{'':34}" + "".join(f"{way:>14}" for way in report["shops"]))
        for name, words, form in SHOWN:
            row = "".join(f"{form.format(shop[name]):>14}" for shop in report["shops"].values())
            self.stdout.write(f"{words:34}{row}")
        broken = [law for law, holds in report["laws"].items() if not holds]
        gap = max(laws["littles_gap"] for laws in report["laws_by_shop"].values())
        told = f"BROKEN: {', '.join(broken)}" if broken else "All three add up to the cent"
        self.stdout.write(f"\n{told}; Little's law within {gap:.2%}.")
