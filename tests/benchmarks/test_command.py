"""The command on benchmarks made up for the test: nothing is measured here."""

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import command
from benchmarks.catalogue import BENCHMARKS
from benchmarks.figures import Bar, CannotMeasure, DifferenceFound, Figure, Grid, NotMeasured
from benchmarks.options import PC_PARTS, Options, pc_parts_from
from tests.architecture.sources import ROOT


@dataclass
class MadeUp:
    """A benchmark that yields, or raises, what the test says."""

    found: list
    needs_shop: bool = False

    def load(self):
        return SimpleNamespace(__doc__="Made up.", run=self.run)

    def run(self, options):
        for item in self.found:
            if isinstance(item, Exception):
                raise item
            yield item


@pytest.fixture
def made_up(monkeypatch):
    """Replace all benchmarks: `made_up(fast=[Figure(...)])`."""

    def replace(**found):
        benchmarks = {name: MadeUp(items) for name, items in found.items()}
        monkeypatch.setattr(command, "BENCHMARKS", benchmarks)

    return replace


FAST = Figure("click", "ms", 2.0, 100.0, "naive", Bar("times", 10))
SLOW = Figure("click", "ms", 20.0, 100.0, "naive", Bar("times", 10))


def test_met_bars_are_counted(made_up, capsys):
    made_up(fast=[FAST], slow=[SLOW])

    assert command.main([]) == 0
    assert "1 of 2 bars met." in capsys.readouterr().out


def test_missed_bar_is_named_and_is_no_failure(made_up, capsys):
    made_up(slow=[SLOW])

    assert command.main(["slow"]) == 0
    assert "not met: click: 20 ms, bar >= 10x" in capsys.readouterr().out


def test_different_answers_fail_the_run_after_the_others(made_up, capsys):
    made_up(wrong=[FAST, DifferenceFound("option 3")], fast=[FAST])

    assert command.main([]) == 1
    out = capsys.readouterr().out
    assert "DIFFERENT ANSWERS: option 3" in out
    assert "2 of 2 bars met." in out


def test_broken_benchmark_fails_the_run_after_the_others(made_up, capsys):
    made_up(broken=[ValueError("oh")], fast=[FAST])

    assert command.main([]) == 1
    assert "FAILED: ValueError('oh')" in capsys.readouterr().out


def test_what_cannot_be_measured_here_is_said_and_is_no_failure(made_up, capsys):
    made_up(partly=[FAST, NotMeasured("import", "no folder")], never=[CannotMeasure("no server")])

    assert command.main([]) == 0
    out = capsys.readouterr().out
    assert "not measured: import: no folder" in out
    assert "never: not measured: no server" in out


def test_unknown_name_is_refused_with_the_known_ones(made_up, capsys):
    made_up(fast=[FAST])

    assert command.main(["fastest"]) == 2
    assert capsys.readouterr().out == "There is no benchmark fastest. There are: fast.\n"


def test_json_file_holds_figures_and_machine(made_up, tmp_path):
    made_up(fast=[FAST, NotMeasured("import", "no folder")])
    path = tmp_path / "figures.json"

    command.main(["--quick", "--json", str(path)])

    written = json.loads(path.read_text())
    (report,) = written["benchmarks"]
    assert written["quick"] is True
    assert written["machine"]["cores"] >= 1
    assert report["figures"] == [FAST.as_json()]
    assert report["not_measured"] == {"import": "no folder"}
    assert (report["problem"], report["failed"]) == (None, False)


def test_grid_is_printed_and_written(made_up, tmp_path, capsys):
    made_up(fast=[Grid("frontier", ("policy", "days"), (("ours", 0.5),))])
    path = tmp_path / "figures.json"

    command.main(["--json", str(path)])

    (report,) = json.loads(path.read_text())["benchmarks"]
    assert report["grids"] == [{"name": "frontier", "rows": [{"policy": "ours", "days": 0.5}]}]
    assert "frontier\npolicy  days\nours     0.5\n" in capsys.readouterr().out


def test_options_pick_few_rounds_when_it_has_to_be_quick():
    assert [Options().pick(10, 2), Options(is_quick=True).pick(10, 2)] == [10, 2]


def test_folder_of_parts_comes_from_the_option_then_from_the_environment(monkeypatch):
    monkeypatch.delenv(PC_PARTS, raising=False)
    assert pc_parts_from(None) is None
    monkeypatch.setenv(PC_PARTS, "/parts")
    assert pc_parts_from(None) == Path("/parts")
    assert pc_parts_from("/others") == Path("/others")


@pytest.mark.parametrize("name", BENCHMARKS)
def test_benchmark_says_what_its_unit_is_and_how_it_measures(name):
    path = ROOT / f"{BENCHMARKS[name].module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text())

    doc = ast.get_docstring(tree)

    assert "Unit:" in doc
    assert "How:" in doc.replace("\n", " ")
    assert "peer" in doc
    assert "run" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
