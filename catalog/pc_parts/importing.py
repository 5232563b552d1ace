"""Import a folder of parts into a product's draft, and publish it where asked."""

import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from catalog.codes import is_name_code
from catalog.demo.writing import europe, write_product
from catalog.models import Product
from catalog.pc_parts.computer import DEFAULTS, FILE_BY_GROUP, computer
from catalog.pc_parts.reader import read_parts
from catalog.pc_parts.report import ImportReport, fill_counts, options_of
from catalog.services.price_lists import price_document, publish_price_list
from catalog.services.publishing import draft_document, publish
from foundation.errors import InvalidInput


class NotAComputer(InvalidInput):
    """Importing would replace something else than a computer."""


def import_parts(
    folder: Path, *, product_code: str, is_published: bool, actor: Any, now: datetime
) -> ImportReport:
    """Make the draft of a product hold the parts of a folder, all or nothing.

    Raises
    ------
    PartsError
        With every bad cell; nothing is written.
    NotAComputer
        When the code cannot be one, or belongs to a product of another kind; nothing is written.
    InvalidInput
        When publishing was asked for and a check stops it; the draft is written by then.
    """
    started = time.monotonic()
    _require_computer(product_code)
    parts = read_parts(folder)
    definition = computer(parts, product_code)
    report = ImportReport(product_code)
    fill_counts(report, definition, parts)
    report.defaults_missing = [
        group.code for group in definition.groups if group.code in DEFAULTS and not group.default
    ]
    price_list = europe()
    before = _options_with_prices(product_code, price_list)
    write_product(definition, price_list=price_list)
    _count_changes(report, before, _options_with_prices(product_code, price_list))
    if is_published:
        product = Product.objects.get(code=product_code)
        publish_price_list(price_list, actor=actor, now=now)
        report.revision = publish(product, actor=actor, now=now, note="Parts imported").number
    report.seconds = time.monotonic() - started
    return report


def _require_computer(product_code: str) -> None:
    try:
        is_name_code(product_code)
    except ValidationError as error:
        raise NotAComputer(str(error.message), code="invalid_code") from None
    groups = Product.objects.filter(code=product_code).values_list("groups__code", flat=True)
    others = {code for code in groups if code is not None} - set(FILE_BY_GROUP)
    if others:
        raise NotAComputer(
            f"Product {product_code} is no computer: it asks for {min(others)}.",
            code="not_a_computer",
        )


def _options_with_prices(product_code: str, price_list: Any) -> dict[tuple[str, str], Any]:
    product = Product.objects.filter(code=product_code).first()
    if product is None:
        return {}
    prices = price_document(price_list, version=1)["products"].get(product_code, {"options": {}})
    return {
        key: (option, prices["options"].get(key[0], {}).get(key[1]))
        for key, option in options_of(draft_document(product)).items()
    }


def _count_changes(
    report: ImportReport, before: Mapping[Any, Any], after: Mapping[Any, Any]
) -> None:
    report.created = len(after.keys() - before.keys())
    report.removed = len(before.keys() - after.keys())
    report.changed = sum(1 for key in after.keys() & before.keys() if after[key] != before[key])
