import csv
import json

import pytest
from django.core.management import CommandError, call_command

from production.planner.books.values import PlannedLine
from tests.production.planner.books.books import random_book

SHOP = {
    "machines": 2,
    "minutes_per_day": 960,
    "setup_minutes": {
        "tool_change": 20,
        "material_change": 30,
        "colour_light_to_dark": 10,
        "colour_dark_to_light": 18,
        "same_family": 0,
    },
}
KEYS = [
    "lines", "changeovers", "setup_share", "on_time_share", "minutes_per_order", "seconds",
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    rows = ["line,material,colour,tool,minutes,release_min,due_min,kind"]
    for item in random_book(1):
        family = ",".join(str(part) for part in item.family)
        rows.append(f"{item.number},{family},{item.minutes},{item.release},{item.due},{item.kind}")
    (tmp_path / "book.csv").write_text("\n".join(rows))
    (tmp_path / "shop.json").write_text(json.dumps(SHOP))
    return tmp_path


def test_plan_book_prints_one_object_and_writes_the_plan(files, capsys):
    call_command(
        "plan_book",
        files / "book.csv",
        shop=files / "shop.json",
        plan=files / "plan.csv",
        json=True,
    )

    report = json.loads(capsys.readouterr().out)
    assert list(report) == [*KEYS, "fifo", "best_single"]
    assert list(report["fifo"]) == list(report["best_single"]) == KEYS
    assert report["lines"] == 60
    assert report["changeovers"] < report["fifo"]["changeovers"]
    with (files / "plan.csv").open() as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(PlannedLine.__dataclass_fields__)
    assert sorted(int(row[0]) for row in rows[1:]) == list(range(60))


def test_plan_book_prints_a_table_for_people(files, capsys):
    call_command("plan_book", files / "book.csv", shop=files / "shop.json")

    assert [row.split()[0] for row in capsys.readouterr().out.splitlines()[1:3]] == [
        "runs",
        "first",
    ]


def test_plan_book_refuses_a_bad_row_with_exit_2(files):
    (files / "book.csv").write_text(
        "line,material,colour,tool,minutes,release_min,due_min,kind\n1,x"
    )

    with pytest.raises(CommandError, match="row 2: column material: “x”") as refused:
        call_command("plan_book", files / "book.csv", shop=files / "shop.json")

    assert refused.value.returncode == 2


def test_plan_book_refuses_a_missing_file_with_exit_2(files):
    with pytest.raises(CommandError, match="No such file") as refused:
        call_command("plan_book", files / "none.csv", shop=files / "shop.json")

    assert refused.value.returncode == 2


def test_plan_book_refuses_bytes_that_are_no_text_with_exit_2(files):
    (files / "book.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match="not a text file") as refused:
        call_command("plan_book", files / "book.csv", shop=files / "shop.json")

    assert refused.value.returncode == 2
