"""The slice goes into a draft, is published, and goes in again without a change."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.demo.stock_goods import TEA
from catalog.demo.writing import load_products
from catalog.models import Option, Product, Revision
from catalog.pc_parts.importing import import_parts
from catalog.pc_parts.reader import PartsError
from catalog.selectors.prices import current_price_list
from catalog.selectors.products import current_revision

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SLICE_SIZE = 379


def run(folder, now=NOW, *, is_published=True):
    return import_parts(
        folder, product_code="computer", is_published=is_published, actor=None, now=now
    )


def test_slice_is_imported_and_published(folder):
    report = run(folder)

    revision = current_revision(Product.objects.get(code="computer"), NOW)
    assert (report.created, report.changed, report.removed) == (SLICE_SIZE, 0, 0)
    assert report.revision == revision.number == 1
    assert report.unsellable == []
    assert [group["code"] for group in revision.document["groups"]] == [
        "cpu", "board", "memory", "video", "drives", "case", "supply", "cooler", "system",
    ]  # fmt: skip
    assert len(revision.document["rules"]) == 17


def test_prices_go_to_the_price_list(folder):
    run(folder)

    prices = current_price_list(NOW).document["products"]["computer"]
    assert prices["base"] == 8_900
    assert prices["options"]["cpu"]["amd-ryzen-5-7600"] == 19_697


def test_second_import_changes_nothing(folder):
    run(folder)
    rows_before = list(Option.objects.order_by("pk").values())

    report = run(folder, LATER)

    assert (report.created, report.changed, report.removed) == (0, 0, 0)
    assert report.revision == 1
    assert Revision.objects.count() == 1
    assert list(Option.objects.order_by("pk").values()) == rows_before


def test_changed_and_dropped_rows_make_a_new_revision(folder):
    run(folder)
    path = folder / "os.csv"
    header, first, _, *rest = path.read_text().splitlines()
    name, _, mode, memory = first.split(",")
    path.write_text("\n".join([header, f"{name},1.23,{mode},{memory}", *rest]) + "\n")

    report = run(folder, LATER)

    assert (report.created, report.changed, report.removed) == (0, 1, 1)
    assert report.revision == 2


def test_bad_cell_leaves_everything_as_it_was(folder):
    run(folder)
    path = folder / "os.csv"
    path.write_text(path.read_text() + "Bad system,ten,64,128\n")

    with pytest.raises(PartsError):
        run(folder, LATER)

    assert Option.objects.count() == SLICE_SIZE
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("product_code", "message"),
    [
        ("tea", "Product tea is no computer: it asks for blend."),
        (
            "My computer",
            "A code begins with a small letter; small letters, figures, hyphens and underscores "
            "follow.",
        ),
    ],
)
def test_product_of_another_kind_is_refused(folder, product_code, message):
    load_products({"tea": TEA}, actor=None, now=NOW)

    with pytest.raises(CommandError) as refusal:
        call_command("import_pc_parts", str(folder), "--product", product_code)

    assert refusal.value.returncode == 2
    assert str(refusal.value) == message
    assert list(Product.objects.values_list("code", flat=True)) == ["tea"]


def test_without_publish_only_the_draft_is_written(folder):
    report = run(folder, is_published=False)

    assert report.revision is None
    assert Option.objects.count() == SLICE_SIZE
    assert Revision.objects.count() == 0


def test_command_prints_one_json_object(folder):
    output = StringIO()

    call_command("import_pc_parts", str(folder), "--publish", "--json", stdout=output)

    report = json.loads(output.getvalue())
    assert report["total"] == report["created"] == SLICE_SIZE
    assert report["revision"] == 1


def test_command_names_the_bad_line_and_exits_with_two(folder):
    path = folder / "os.csv"
    path.write_text(path.read_text() + "Bad system,ten,64,128\n")

    with pytest.raises(CommandError) as refusal:
        call_command("import_pc_parts", str(folder))

    assert refusal.value.returncode == 2
    assert str(refusal.value) == "os.csv:12: price: 'ten' is not a number."
