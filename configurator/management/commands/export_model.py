"""Write the draft of a product as a model file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.document import draft_document
from catalog.selectors.products import product_by_code
from configurator.engine.errors import EngineError
from configurator.engine.features.document_features import features_from_document
from configurator.engine.features.spreadsheet import write_rows
from configurator.engine.features.uvl_writer import write_uvl
from configurator.table_files import write_csv, write_workbook
from foundation.errors import Refusal


class Command(BaseCommand):
    help = (
        "Write the draft of a product as UVL, or as a table: CSV or a workbook. What UVL cannot express is listed by name on "
        "standard error. Exit 0 when the file says all, 1 when something had to be left out, 2 "
        "for an unknown product."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("product", help="code of the product")
        parser.add_argument(
            "--format",
            choices=["uvl", "csv", "xlsx"],
            help="else by the file's name; uvl without one",
        )
        parser.add_argument("--output", type=Path, help="write this file; else standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        output = options["output"]
        kind = options["format"] or (output.suffix.lower().lstrip(".") if output else "uvl")
        try:
            content, left_out = _written(options["product"], kind)
        except (EngineError, Refusal) as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if output is not None:
            _save(output, content)
        elif kind == "xlsx":
            raise CommandError("A workbook is no text: name its file with --output.", returncode=2)
        else:
            self.stdout.write(content.decode(), ending="")
        for name in left_out:
            self.stderr.write(f"left out: {name}")
        if left_out:
            raise SystemExit(1)


def _written(product: str, kind: str) -> tuple[bytes, tuple[str, ...]]:
    document = draft_document(product_by_code(product))
    if kind == "csv":
        return write_csv(write_rows(document)).encode(), ()
    if kind == "xlsx":
        return write_workbook(write_rows(document)), ()
    if kind == "uvl":
        features = features_from_document(document)
        return write_uvl(features).encode(), features.unsupported
    raise CommandError(f"{kind} is none of uvl, csv and xlsx.", returncode=2)


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from None
