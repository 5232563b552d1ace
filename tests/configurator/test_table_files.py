"""Tables as CSV and as workbooks: there and back, and what is refused."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from configurator.engine.features.errors import UnreadableModel
from configurator.table_files import LONGEST_CELL, read_table, write_csv, write_workbook

SHOWN = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
FORMULAS = st.sampled_from(["=1+1", "-2", "-x", "'=1", "'", "@a", "+", "''", "1e5"])
CELLS = st.text(SHOWN, max_size=6) | FORMULAS
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4)
TRICKY = [["=1+1", "-2", "a,b"], ["'x", "“q”\nnew", "012"], ["", "true", "é"]]


@given(table=TABLES)
def test_csv_comes_back(tmp_path_factory, table):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_text(write_csv(table), encoding="utf-8", newline="")

    assert list(read_table(path)) == table


def test_workbook_comes_back(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(write_workbook(TRICKY))

    assert list(read_table(path)) == TRICKY


def test_csv_runs_no_formula():
    assert write_csv([["=cmd()", "-5", "-x", "@a"]]) == "'=cmd(),-5,'-x,'@a\n"


def test_workbook_cells_of_any_type_are_read_as_text(tmp_path):
    path = tmp_path / "typed.xlsx"
    book = Workbook()
    book.active.append(["row", 12, 2.5, 3.0, True, None, date(2026, 12, 1)])
    book.save(path)

    assert list(read_table(path)) == [["row", "12", "2.5", "3", "TRUE", "", "2026-12-01"]]


@pytest.mark.parametrize("name", ["missing.xlsx", "missing.csv"])
def test_missing_file_is_refused(tmp_path, name):
    with pytest.raises(UnreadableModel, match=name):
        list(read_table(tmp_path / name))


@pytest.mark.parametrize("content", [b"", b"row,code\n", b"PK\x03\x04broken"])
def test_file_that_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "model.xlsx"
    path.write_bytes(content)

    with pytest.raises(UnreadableModel, match="it is no workbook"):
        list(read_table(path))


def test_archive_without_a_workbook_is_refused(tmp_path):
    path = tmp_path / "model.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.txt", "x")

    with pytest.raises(UnreadableModel, match="it is no workbook"):
        list(read_table(path))


def test_archive_that_unpacks_to_too_much_is_refused(tmp_path):
    path = tmp_path / "model.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", bytes(100_000_000))

    with pytest.raises(UnreadableModel, match="it holds more than"):
        list(read_table(path))


def test_cell_in_the_last_column_is_refused(tmp_path):
    path = tmp_path / "wide.xlsx"
    book = Workbook()
    book.active["XFD1"] = "x"
    book.save(path)

    with pytest.raises(UnreadableModel, match="more than 2,000 columns"):
        list(read_table(path))


def test_cell_that_a_workbook_would_cut_off_is_refused():
    with pytest.raises(UnreadableModel, match="write CSV instead"):
        write_workbook([["x" * (LONGEST_CELL + 1)]])


SHEET_XML = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def workbook_with(tmp_path, sheet):
    """A workbook whose only sheet is this XML."""
    path, plain = tmp_path / "model.xlsx", io.BytesIO(write_workbook([["row"]]))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            is_sheet = entry.filename.endswith("sheet1.xml")
            new.writestr(entry.filename, sheet if is_sheet else old.read(entry))
    return path


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET_XML[:-20],
        SHEET_XML.format('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        SHEET_XML.format('<row r="1"><c r="A1"><v>word</v></c></row>'),
        SHEET_XML.format('<row r="x"><c r="?1"><v>1</v></c></row>'),
        SHEET_XML.format('<row r="1"><c r="A1" t="d"><v>2026-99-99</v></c></row>'),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        + SHEET_XML.format('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>'),
    ],
)
def test_sheet_that_cannot_be_read_is_refused(tmp_path, sheet):
    with pytest.raises(UnreadableModel, match="it is no workbook"):
        list(read_table(workbook_with(tmp_path, sheet)))


def test_row_far_below_all_others_is_refused_and_not_counted_up_to(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (1, 999_999_999))

    with pytest.raises(UnreadableModel, match="the table has more than 1,048,576 rows"):
        for _ in read_table(workbook_with(tmp_path, SHEET_XML.format(rows))):
            pass
