"""Import real computer parts from CSV files into a product's draft."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.pc_parts.importing import NotAComputer, import_parts
from catalog.pc_parts.reader import PartsError
from foundation.errors import Refusal

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Import the nine CSV files of computer parts in DIR into the draft of a product. "
        "All or nothing: with a bad cell nothing is written and every one is named by file and "
        "line. Run again with the same files it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="folder with the CSV files")
        parser.add_argument("--product", default="computer", help="code of the product")
        parser.add_argument("--publish", action="store_true", help="publish draft and prices")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_parts(
                options["folder"],
                product_code=options["product"],
                is_published=options["publish"],
                actor=None,
                now=timezone.now(),
            )
        except (PartsError, NotAComputer) as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from None
        except Refusal as refusal:
            raise CommandError(_told(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json()))
        else:
            for line in report.lines():
                self.stdout.write(line)


def _told(refusal: Refusal) -> str:
    findings = refusal.details.get("findings", [])
    return "\n".join([refusal.message, *(json.dumps(finding) for finding in findings)])
