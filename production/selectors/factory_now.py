"""The factory at one moment: its facts, open runs and planned load, read once for many designs."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from catalog.canonical import Document
from catalog.models import StandardVariant
from production.clock import to_minute
from production.models import Machine, Run
from production.planner.run_load import RunLoad
from production.planner.values import CalendarRules
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts
from production.selectors.demand import Rates, demand_rates, opens_ahead
from production.selectors.facts import FactoryState, Facts, Making, dating_sources, factory_state
from production.selectors.needs import parts_of, sources_of_lines
from production.selectors.open_runs import LoadedRun, open_runs_at
from production.selectors.part_supply import SupplyNow
from production.selectors.part_waits import PartWait
from production.selectors.runs import OVER
from production.selectors.stock import available


class FactoryNow:
    """What offers of some products are dated from; read when it is first asked for, once.

    However many designs are asked about, it takes at most seven queries while no run changes: the
    state of the facts with the learnt buffer, the tokens of the open runs, until when each machine
    is planned, the demand where runs are opened ahead, the stock of the standard variants, and,
    where parts run low, what was ordered since the plan and what comes.
    """

    def __init__(self, product_codes: Collection[str], now: datetime) -> None:
        self.now = now
        self.minute = to_minute(now)
        self._product_codes = product_codes
        self._calendars: dict[CalendarRules, WorkingCalendar] = {}
        self._calendar_of: dict[int, WorkingCalendar] = {}
        self._part_waits: dict[Hashable, PartWait | None] = {}
        self._taken_parts: dict[int, Fraction] = defaultdict(Fraction)
        # What `selectors.offers` worked out for a step at this moment.
        self.kept_legs: dict[Hashable, Any] = {}

    @cached_property
    def _state(self) -> FactoryState:
        return factory_state()

    @cached_property
    def facts(self) -> Facts:
        return self._state.facts

    def making(self, product_code: str) -> Making:
        """Return how a product is made."""
        return self.facts.making(product_code)

    @cached_property
    def _centres(self) -> set[int]:
        steps = [step for code in self._product_codes for step in self.making(code).steps]
        others = {step.alternative_id for step in steps if step.alternative_id is not None}
        return {step.work_centre_id for step in steps} | others

    @cached_property
    def _open_runs(self) -> dict[tuple[int, str, int], list[LoadedRun]]:
        found: dict[tuple[int, str, int], list[LoadedRun]] = defaultdict(list)
        for run in open_runs_at(self._centres):
            found[run.row.work_centre_id, run.row.family, run.row.flow_round].append(run)
        return found

    def open_runs(self, work_centre_id: int, family: str, flow_round: int) -> list[LoadedRun]:
        """Return the open runs of a family on a work centre."""
        return self._open_runs.get((work_centre_id, family, flow_round), [])

    def take_seat(self, run: Run, minutes: int, pieces: int) -> None:
        """Count a seat in an open run from now on."""
        alike = self.open_runs(run.work_centre_id, run.family, run.flow_round)
        for place, loaded in enumerate(alike):
            if loaded.row is run:
                alike[place] = loaded.with_seat(minutes, pieces)

    def open_run(self, run: Run, minutes: int, pieces: int, end: int) -> None:
        """Count a new run with its first seat from now on; its machine is free at `end`."""
        centre = run.work_centre_id
        if run.work_centre.is_family_run:
            loaded = LoadedRun(run, RunLoad()).with_seat(minutes, pieces)
            self._open_runs[centre, run.family, run.flow_round].append(loaded)
        self.free_from[centre] = sorted([*self.free_from[centre][1:], end])

    def take_parts(
        self, product_code: str, document: Document, choices: Mapping[str, Any], pieces: int
    ) -> None:
        """Count the parts of a design as needed from now on."""
        for part, share in self._counted_parts(product_code, document, choices).items():
            self._taken_parts[part] += share * pieces
        self._part_waits.clear()

    @cached_property
    def free_from(self) -> dict[int, list[int]]:
        """When each machine of a work centre is free of planned work, the soonest first."""
        planned = Run.objects.filter(machine=OuterRef("pk"), planned_end__gt=self.now)
        last = planned.exclude(status__in=OVER).order_by("-planned_end").values("planned_end")[:1]
        machines = Machine.objects.filter(work_centre__in=self._centres, is_active=True)
        found: dict[int, list[int]] = defaultdict(list)
        ends = machines.order_by().values_list("work_centre", Subquery(last))
        for centre, end in ends:
            found[centre].append(to_minute(end) if end else self.minute)
        return {centre: sorted(free) for centre, free in found.items()}

    @cached_property
    def buffer_min(self) -> int:
        """What a promise adds to the planned end, as far as outcomes have taught."""
        return self._state.buffer_min

    @cached_property
    def _demand(self) -> Rates:
        return demand_rates(self._centres, self.now)

    def demand(self, centre: CentreFacts, family: str) -> float:
        """Return the minutes of a family asked for a minute; 0 where no run is opened ahead."""
        return self._demand.get((centre.row.pk, family), 0.0) if opens_ahead(centre) else 0.0

    def part_wait(
        self, product_code: str, document: Document, choices: Mapping[str, Any], pieces: int
    ) -> PartWait | None:
        """Return what a new order of a design waits for; None where all its parts lie there."""
        parts = self._counted_parts(product_code, document, choices)
        if not parts:
            return None
        key = pieces, *sorted(parts.items())
        if key not in self._part_waits:
            taken = self._taken_parts
            needed = {part: share * pieces + taken[part] for part, share in parts.items()}
            self._part_waits[key] = self._supply.wait(needed)
        return self._part_waits[key]

    def dating_sources(self, product_code: str, pieces: int) -> Iterator[str]:
        """Yield what decides when a design is ready, the bill's lines of scarce parts included."""
        making = self.making(product_code)
        yield from dating_sources(making.steps)
        if making.lines:
            supply = self._supply.counted
            yield from sources_of_lines(
                line
                for line in making.lines
                if line.part_id in supply.free and supply.may_run_short(line.part_id, pieces)
            )

    def _counted_parts(
        self, product_code: str, document: Document, choices: Mapping[str, Any]
    ) -> Mapping[int, Fraction]:
        if not self.making(product_code).lines:
            return {}
        return parts_of(product_code, document, choices, self.facts, self._supply.counted.free)

    @cached_property
    def _supply(self) -> SupplyNow:
        return SupplyNow(self.minute, self._state.plan, self._state.movement)

    def variants(self, product_code: str) -> Sequence[StandardVariant]:
        """Return the listed standard variants of a product."""
        return self.facts.shelf(product_code).variants

    def designs(self, document: Document) -> list[tuple[str, dict[str, Any]]]:
        """Return SKU and choices of a product's standard variants, in the one form of equal designs."""
        return self.facts.shelf(str(document["product"])).designs(document)

    @cached_property
    def available(self) -> Mapping[str, int]:
        """How many pieces of each standard variant can be reserved."""
        return available(row.sku for code in self._product_codes for row in self.variants(code))

    def calendar(self, centre: CentreFacts) -> WorkingCalendar:
        """Return a work centre's calendar from now on.

        Raises
        ------
        PlanningError
            When it has no working time.
        """
        kept = self._calendar_of.get(centre.row.pk)
        if kept is None:
            rules = centre.calendar
            if rules not in self._calendars:
                self._calendars[rules] = WorkingCalendar(rules, self.minute)
            kept = self._calendar_of[centre.row.pk] = self._calendars[rules]
        return kept
