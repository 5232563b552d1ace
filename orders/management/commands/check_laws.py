"""Check the laws of the data on the live database; change nothing."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from orders.laws.findings import Verdict
from orders.laws.table import check_all

SHOWN_ROWS = 20


class Command(BaseCommand):
    help = "Check the ten laws of the data. Exit 0 when all hold, 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdicts = check_all(timezone.now())
        holds = all(verdict.holds for verdict in verdicts)
        if options["json"]:
            report = {"holds": holds, "laws": [verdict.as_json() for verdict in verdicts]}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            for verdict in verdicts:
                self._tell(verdict)
        if not holds:
            raise SystemExit(1)

    def _tell(self, verdict: Verdict) -> None:
        word = "holds" if verdict.holds else f"BROKEN, {len(verdict.breaches)} rows"
        self.stdout.write(f"{verdict.law.number:>2}. {verdict.law.name}: {word}")
        for breach in verdict.breaches[:SHOWN_ROWS]:
            self.stdout.write(f"      {breach.row}: {breach.detail}")
        if len(verdict.breaches) > SHOWN_ROWS:
            self.stdout.write(f"      and {len(verdict.breaches) - SHOWN_ROWS} more")
