import json

import pytest
from django.core.management import CommandError, call_command

CARS = "4 1 2\n1\n2\n7 2 1\n4 2 0\n"
PAINT = "4 1 2 2\n1 2 1\n5 1\n6 0\n5 0\n6 0\n"


@pytest.fixture
def ask(tmp_path, capsys):
    def ask(text):
        (tmp_path / "line.txt").write_text(text)
        call_command("sequence", tmp_path / "line.txt", seconds=0.3, json=True)
        return json.loads(capsys.readouterr().out)

    return ask


def test_sequence_reports_car_sequencing(ask):
    report = ask(CARS)

    assert list(report) == ["violations", "seconds", "order"]
    assert (report["violations"], sorted(report["order"])) == (0, [4, 4, 7, 7])


def test_sequence_reports_a_paint_line(ask):
    report = ask(PAINT)

    assert list(report) == ["high", "colour", "low", "overlong", "seconds", "order"]
    assert [report[key] for key in ("high", "colour", "low", "overlong")] == [0, 1, 0, 0]
    assert sorted(report["order"]) == [0, 1, 2, 3]


def test_sequence_says_no_with_exit_1_where_a_batch_stays_too_long(ask):
    """Three cars of one colour and a limit of two."""
    with pytest.raises(SystemExit) as refused:
        ask("3 0 1 2\n5\n5\n5\n")

    assert refused.value.code == 1


def test_sequence_refuses_a_bad_file_with_exit_2(ask):
    with pytest.raises(CommandError, match="line 4: “x” is not a whole number") as refused:
        ask(CARS.replace("7 2 1", "7 2 x"))

    assert refused.value.returncode == 2


def test_sequence_refuses_a_missing_file_with_exit_2(tmp_path):
    with pytest.raises(CommandError, match="No such file") as refused:
        call_command("sequence", tmp_path / "none.txt")

    assert refused.value.returncode == 2
