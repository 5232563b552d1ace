"""Strict reading: a row is typed, or it is refused by file, line and column."""

from decimal import Decimal

import pytest

from catalog.pc_parts.reader import PartsError, read_parts


def replace_line(path, number, text):
    lines = path.read_text().splitlines()
    lines[number - 1] = text
    path.write_text("\n".join(lines) + "\n")


def refused(folder) -> list[str]:
    with pytest.raises(PartsError) as refusal:
        read_parts(folder)
    return [str(problem) for problem in refusal.value.problems]


def test_row_holds_typed_cells_in_the_datas_units(parts):
    kit = next(row for row in parts.rows["memory"] if row.line == 2)

    assert (kit.name, kit.price_minor) == ("Corsair Vengeance RGB 32 GB", 9_499)
    assert kit.pair("speed") == (5, 6000)
    assert kit.pair("modules") == (2, 16)
    assert kit.cells["cas_latency"] == Decimal(36)


def test_row_without_a_price_is_counted_and_not_read(folder):
    replace_line(folder / "os.csv", 2, "Some system,,nonsense,nonsense")

    parts = read_parts(folder)

    assert parts.unpriced["os"] == 1
    assert "Some system" not in [row.name for row in parts.rows["os"]]


def test_invisible_marks_in_a_name_are_dropped(folder):
    replace_line(folder / "os.csv", 2, "\u200eSome  system,10,64,128")

    assert read_parts(folder).rows["os"][0].name == "Some system"


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("os.csv", "Some system,-1,64,128", "os.csv:2: price: '-1' is not a number from 0 to 10000000."),
        ("os.csv", "Some system,ten,64,128", "os.csv:2: price: 'ten' is not a number."),
        ("os.csv", "Some system,NaN,64,128", "os.csv:2: price: 'NaN' is not a number from 0 to 10000000."),
        ("os.csv", "Some system,1.005,64,128", "os.csv:2: price: '1.005' has more than two decimals."),
        ("os.csv", "Some system,10,64,many", "os.csv:2: max_memory: 'many' is not a number."),
        ("os.csv", "Some system,10,64,1.5", "os.csv:2: max_memory: '1.5' is not a whole number."),
        ("os.csv", "\u200e,10,64,128", "os.csv:2: name: A part needs a name."),
        ("os.csv", "Some system,10,64", "os.csv:2: 3 cells stand where 4 are expected."),
        (
            "memory.csv",
            'Kit,10,"5,6000,1","2,16",1,,10,36',
            "memory.csv:2: speed: '5,6000,1' is not a pair of numbers such as 2,16.",
        ),
        ("cpu.csv", "Chip,10,4,3.5,,,65,", "cpu.csv:2: microarchitecture: The cell is empty."),
    ],
)  # fmt: skip
def test_bad_cell_is_refused_with_its_place(folder, file, line, message):
    replace_line(folder / file, 2, line)

    assert refused(folder) == [message]


def test_every_problem_is_listed(folder):
    replace_line(folder / "os.csv", 2, "Some system,ten,64,many")
    (folder / "cpu.csv").unlink()

    problems = refused(folder)

    assert [problem.split(": ")[0] for problem in problems] == ["cpu.csv:1", "os.csv:2", "os.csv:2"]


def test_another_header_is_refused(folder):
    replace_line(folder / "os.csv", 1, "name,price,mode")

    assert refused(folder) == ["os.csv:1: The first line must be name,price,mode,max_memory."]


def test_file_that_is_not_utf8_is_refused(folder):
    (folder / "os.csv").write_bytes(b"name,price,mode,max_memory\nB\xff,1,64,128\n")

    assert [problem.split(":")[0] for problem in refused(folder)] == ["os.csv"]
