"""Make the draft of a product out of a model file."""

import json
import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.codes import NAME_CODE
from catalog.models import Product
from catalog.services.foreign_drafts import write_foreign_draft
from configurator.engine.errors import EngineError
from configurator.engine.features.choice_tables import read_choice_model
from configurator.engine.features.codes import Codes
from configurator.engine.features.draft_document import Draft, draft_from_features
from configurator.engine.features.spreadsheet import read_rows
from configurator.engine.features.uvl_reader import read_uvl
from configurator.engine.model import Model
from configurator.model_files import FolderOfModels, read_text
from configurator.table_files import read_table
from foundation.errors import Refusal


class Command(BaseCommand):
    help = (
        "Make the draft of a product from FILE.uvl, FILE.json, or FILE.csv or FILE.xlsx as "
        "export_model writes them. What a draft cannot express is listed by name. Exit 0 when the draft says all, 1 "
        "when something had to be left out, 2 for a file that cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="FILE.uvl, .json, .csv or .xlsx")
        parser.add_argument("--product", help="code of the product; else from the file's name")
        parser.add_argument(
            "--replace", action="store_true", help="overwrite the draft of a product that exists"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        code = options["product"] or Codes().code(path.stem)
        if not re.fullmatch(NAME_CODE, code) or len(code) > 60:
            raise CommandError(f"{code} is no code of a product.", returncode=2)
        if not options["replace"] and Product.objects.filter(code=code).exists():
            raise CommandError(f"{code} exists; --replace overwrites its draft.", returncode=2)
        try:
            draft = _read(path, code)
            rules = Model.from_document(draft.document).rules
            write_foreign_draft(draft.document)
        except (EngineError, Refusal) as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        groups = draft.document["groups"]
        report = {
            "product": code,
            "groups": len(groups),
            "options": sum(len(group["options"]) for group in groups),
            "rules": len(rules),
            "left_out": list(draft.left_out),
        }
        self._tell(report, is_json=options["json"])
        if draft.left_out:
            raise SystemExit(1)

    def _tell(self, report: dict[str, Any], *, is_json: bool) -> None:
        if is_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        self.stdout.write(
            f"Draft of {report['product']}: {report['groups']:,} groups, "
            f"{report['options']:,} options, {report['rules']:,} rules"
        )
        for name in report["left_out"]:
            self.stdout.write(f"  left out: {name}")


def _read(path: Path, code: str) -> Draft:
    suffix = path.suffix.lower()
    if suffix == ".uvl":
        features = read_uvl(read_text(path), FolderOfModels(path.parent), path.name)
        return draft_from_features(features, code)
    if suffix == ".json":
        return Draft(read_choice_model(read_text(path)) | {"product": code}, ())
    if suffix in (".csv", ".xlsx"):
        return Draft(read_rows(read_table(path)) | {"product": code}, ())
    raise CommandError(f"{path.name} is none of .uvl, .json, .csv and .xlsx.", returncode=2)
