"""Write the draft of a product as a model file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.document import draft_document
from catalog.selectors.products import product_by_code
from configurator.engine.errors import EngineError
from configurator.engine.features.document_features import features_from_document
from configurator.engine.features.spreadsheet import write_table
from configurator.engine.features.uvl_writer import write_uvl
from foundation.errors import Refusal


class Command(BaseCommand):
    help = (
        "Write the draft of a product as UVL or CSV. What UVL cannot express is listed by name on "
        "standard error. Exit 0 when the file says all, 1 when something had to be left out, 2 "
        "for an unknown product."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("product", help="code of the product")
        parser.add_argument(
            "--format", choices=["uvl", "csv"], help="else by the file's name; uvl without one"
        )
        parser.add_argument("--output", type=Path, help="write this file; else standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        output = options["output"]
        kind = options["format"] or (output.suffix.lower().lstrip(".") if output else "uvl")
        try:
            text, left_out = _written(options["product"], kind)
        except (EngineError, Refusal) as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if output is None:
            self.stdout.write(text, ending="")
        else:
            _save(output, text)
        for name in left_out:
            self.stderr.write(f"left out: {name}")
        if left_out:
            raise SystemExit(1)


def _written(product: str, kind: str) -> tuple[str, tuple[str, ...]]:
    document = draft_document(product_by_code(product))
    if kind == "csv":
        return write_table(document), ()
    if kind == "uvl":
        features = features_from_document(document)
        return write_uvl(features), features.unsupported
    raise CommandError(f"{kind} is neither uvl nor csv.", returncode=2)


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from None
