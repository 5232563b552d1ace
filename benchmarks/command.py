"""`python -m benchmarks [NAME ...] [--quick] [--json FILE]`: measure, print, compare."""

import json
import sys
import time
import traceback
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.catalogue import BENCHMARKS
from benchmarks.figures import CannotMeasure, DifferenceFound, Figure, Grid, NotMeasured
from benchmarks.machine import in_words, machine
from benchmarks.machine import load as machine_load
from benchmarks.options import PC_PARTS, Options, pc_parts_from
from benchmarks.tables import grid_table, table

BAD_INPUT = 2


@dataclass(slots=True)
class Report:
    """What one benchmark came to: figures, or why there are none."""

    name: str
    seconds: float
    load: list[float]
    figures: list[Figure] = field(default_factory=list)
    missing: list[NotMeasured] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    problem: str = ""
    is_failed: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "seconds": round(self.seconds, 1),
            "load": self.load,
            "figures": [figure.as_json() for figure in self.figures],
            "grids": [grid.as_json() for grid in self.grids],
            "not_measured": {missing.name: missing.reason for missing in self.missing},
            "problem": self.problem or None,
            "failed": self.is_failed,
        }


def main(arguments: Sequence[str]) -> int:
    """Run the named benchmarks, all without a name; 1 after a difference or a failure."""
    asked = _parser().parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.")
        return BAD_INPUT
    facts = machine()
    print(in_words(facts), flush=True)
    options = Options(is_quick=asked.quick, pc_parts=pc_parts_from(asked.pc_parts))
    with closing(options.shop):
        reports = [_report(name, options) for name in asked.names or BENCHMARKS]
    _sum_up(reports)
    if asked.json:
        _write(asked, facts, reports)
    return 1 if any(report.is_failed for report in reports) else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m benchmarks",
        description="Measure Tailorline beside its peers, in one run, on the same inputs.",
        epilog="benchmarks: " + ", ".join(BENCHMARKS),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all without a name")
    parser.add_argument("--quick", action="store_true", help="few rounds: does it work at all?")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write one JSON object, too")
    parser.add_argument(
        "--pc-parts", metavar="DIR", help=f"the full parts catalogue; else ${PC_PARTS}, the slice"
    )
    return parser


def _report(name: str, options: Options) -> Report:
    """Run one benchmark and print its table; a failure does not stop the others."""
    started = time.monotonic()
    report = Report(name, 0.0, machine_load())
    try:
        if BENCHMARKS[name].needs_shop:
            options.shop.open()
        module = BENCHMARKS[name].load()
        print(f"\n{name}: {(module.__doc__ or '').strip()}\n", flush=True)
        for found in module.run(options):
            if isinstance(found, Figure):
                report.figures.append(found)
            elif isinstance(found, Grid):
                report.grids.append(found)
            else:
                report.missing.append(found)
    except CannotMeasure as missing:
        report.problem = f"not measured: {missing}"
    except DifferenceFound as difference:
        report.problem, report.is_failed = f"DIFFERENT ANSWERS: {difference}", True
    except Exception as error:  # noqa: BLE001 - one broken benchmark must not hide the others
        traceback.print_exc(file=sys.stdout)
        report.problem, report.is_failed = f"FAILED: {error!r}", True
    report.seconds = time.monotonic() - started
    _print(report)
    return report


def _print(report: Report) -> None:
    if report.figures:
        print(table(report.figures))
    for grid in report.grids:
        print(f"\n{grid.name}\n{grid_table(grid)}")
    for missing in report.missing:
        print(f"not measured: {missing.name}: {missing.reason}")
    if report.problem:
        print(report.problem)
    print(f"{report.seconds:.0f} s, load {report.load[0]:.1f} when it began", flush=True)


def _sum_up(reports: Sequence[Report]) -> None:
    with_bar = [figure for report in reports for figure in report.figures if figure.bar]
    met = sum(bool(figure.is_met) for figure in with_bar)
    print(f"\n{met} of {len(with_bar)} bars met.")
    for figure in with_bar:
        if not figure.is_met:
            print(f"  not met: {figure.name}: {figure.ours:.4g} {figure.unit}, bar {figure.bar}")
    for report in reports:
        for missing in report.missing:
            print(f"  not measured: {missing.name}: {missing.reason}")
        if report.problem:
            print(f"  {report.name}: {report.problem}")


def _write(asked: Namespace, facts: dict[str, Any], reports: Sequence[Report]) -> None:
    written = {
        "machine": facts,
        "quick": asked.quick,
        "benchmarks": [report.as_json() for report in reports],
    }
    asked.json.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n")
