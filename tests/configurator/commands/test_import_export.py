"""`manage.py import_model` and `export_model`: there and back."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.document import draft_document
from catalog.models import Product
from configurator.engine import Model, compile_model
from configurator.engine.features.counting import count_configurations
from configurator.engine.features.lowering import lower
from configurator.engine.features.path_counting import count_paths
from configurator.engine.features.uvl_reader import read_uvl
from configurator.engine.limits import Limits
from tests.configurator.engine.features.public_models import COUNTS, FOLDER

pytestmark = pytest.mark.django_db


def count(code: str) -> int | None:
    document = draft_document(Product.objects.get(code=code))
    return count_paths(compile_model(Model.from_document(document), Limits(search=0)))


def test_uvl_file_becomes_a_draft_and_comes_back(tmp_path):
    out = StringIO()

    call_command("import_model", str(FOLDER / "bank.uvl"), "--json", stdout=out)
    call_command("export_model", "bank", "--output", str(tmp_path / "bank.uvl"))

    found = json.loads(out.getvalue())
    assert (found["product"], found["left_out"]) == ("bank", [])
    assert count("bank") == COUNTS["bank.uvl"]
    again = read_uvl((tmp_path / "bank.uvl").read_text())
    assert count_configurations(lower(again).model) == COUNTS["bank.uvl"]


def test_draft_exported_as_uvl_has_the_same_configurations(tmp_path):
    source = tmp_path / "shop.uvl"
    source.write_text(
        "features\n\tShop\n\t\tmandatory\n\t\t\tPay\n\t\t\t\tor\n\t\t\t\t\tCard\n\t\t\t\t\tCash\n"
        "\t\toptional\n\t\t\tGift {price 3}\nconstraints\n\tGift => Card\n"
    )

    call_command("import_model", str(source))
    out = StringIO()
    call_command("export_model", "shop", stdout=out)

    assert count("shop") == 5
    assert count_configurations(lower(read_uvl(out.getvalue())).model) == 5


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_table_round_trip_gives_the_same_draft(tmp_path, ending):
    call_command("import_model", str(FOLDER / "synth-bike-16g.json"), "--product", "bike")
    before = draft_document(Product.objects.get(code="bike"))
    table = tmp_path / f"bike.{ending}"

    call_command("export_model", "bike", "--output", str(table))
    call_command("import_model", str(table), "--product", "again")

    assert draft_document(Product.objects.get(code="again")) == before | {"product": "again"}


def test_workbook_is_not_written_to_the_terminal():
    call_command("import_model", str(FOLDER / "bank.uvl"))

    with pytest.raises(CommandError, match="name its file with --output") as caught:
        call_command("export_model", "bank", "--format", "xlsx")

    assert caught.value.returncode == 2


def test_what_is_left_out_is_listed_with_exit_1(tmp_path):
    source = tmp_path / "typed.uvl"
    source.write_text("features\n\tA\n\t\toptional\n\t\t\tInteger B\nconstraints\n\tB > 3\n")
    out = StringIO()

    with pytest.raises(SystemExit) as caught:
        call_command("import_model", str(source), stdout=out)

    assert caught.value.code == 1
    assert out.getvalue().splitlines()[1:] == [
        "  left out: B: the value of a Integer",
        "  left out: constraint 1: it compares numbers or texts",
    ]


def test_export_lists_what_uvl_cannot_say_with_exit_1(bicycle_on_sale):
    out, errors = StringIO(), StringIO()

    with pytest.raises(SystemExit) as caught:
        call_command("export_model", "bicycle", stdout=out, stderr=errors)

    assert caught.value.code == 1
    assert errors.getvalue().startswith("left out: ")
    assert read_uvl(out.getvalue()).features[0].name == "bicycle"


def test_draft_that_exists_is_overwritten_only_on_demand():
    path = str(FOLDER / "xtext.uvl")
    call_command("import_model", path)

    with pytest.raises(CommandError, match="--replace overwrites its draft") as caught:
        call_command("import_model", path)
    call_command("import_model", path, "--replace")

    assert caught.value.returncode == 2
    assert Product.objects.filter(code="xtext").count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.uvl", "nothing"), ("a.json", "{}"), ("a.csv", "x,y\n"), ("a.txt", ""), ("B.uvl", None)],
)
def test_file_that_cannot_be_read_changes_nothing(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError) as caught:
        call_command("import_model", str(path))

    assert caught.value.returncode == 2
    assert not Product.objects.exists()


def test_rule_that_cannot_be_read_changes_nothing(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("row,code,name,kind,source\nrule,r,,formula,no such group\n")

    with pytest.raises(CommandError) as caught:
        call_command("import_model", str(path))

    assert caught.value.returncode == 2
    assert not Product.objects.exists()


@pytest.mark.parametrize("arguments", [["nothing"], ["bicycle", "--output", "/nowhere/x.uvl"]])
def test_export_that_cannot_be_done_is_bad_input(bicycle_on_sale, arguments):
    with pytest.raises(CommandError) as caught:
        call_command("export_model", *arguments)

    assert caught.value.returncode == 2


def test_product_code_that_is_none_is_bad_input():
    with pytest.raises(CommandError, match="is no code of a product"):
        call_command("import_model", str(FOLDER / "xtext.uvl"), "--product", "No Code")
