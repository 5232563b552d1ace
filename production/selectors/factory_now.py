"""The factory at one moment: its facts, open runs and planned load, read once for many designs."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from catalog.canonical import Document
from catalog.models import StandardVariant
from production.clock import to_minute
from production.models import Machine, Run
from production.planner.values import CalendarRules
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts
from production.selectors.demand import Rates, demand_rates, opens_ahead
from production.selectors.facts import Facts, Making, facts_and_buffer
from production.selectors.open_runs import LoadedRun, open_runs_at
from production.selectors.runs import OVER
from production.selectors.stock import available


class FactoryNow:
    """What offers of some products are dated from; read when it is first asked for, once.

    However many designs are asked about, it takes at most five queries while no run changes: the
    state of the facts with the learnt buffer, the tokens of the open runs, until when each machine
    is planned, the demand where runs are opened ahead, and the stock of the standard variants.
    """

    def __init__(self, product_codes: Collection[str], now: datetime) -> None:
        self.now = now
        self.minute = to_minute(now)
        self._product_codes = product_codes
        self._calendars: dict[CalendarRules, WorkingCalendar] = {}
        self._calendar_of: dict[int, WorkingCalendar] = {}
        # What `selectors.offers` worked out for a step at this moment.
        self.kept_legs: dict[Hashable, Any] = {}

    @cached_property
    def _state(self) -> tuple[Facts, int]:
        return facts_and_buffer()

    @cached_property
    def facts(self) -> Facts:
        return self._state[0]

    def making(self, product_code: str) -> Making:
        """Return how a product is made."""
        return self.facts.making(product_code)

    @cached_property
    def _centres(self) -> set[int]:
        steps = [step for code in self._product_codes for step in self.making(code).steps]
        others = {step.alternative_id for step in steps if step.alternative_id is not None}
        return {step.work_centre_id for step in steps} | others

    @cached_property
    def _open_runs(self) -> Mapping[tuple[int, str, int], list[LoadedRun]]:
        found: dict[tuple[int, str, int], list[LoadedRun]] = defaultdict(list)
        for run in open_runs_at(self._centres):
            found[run.row.work_centre_id, run.row.family, run.row.flow_round].append(run)
        return found

    def open_runs(self, work_centre_id: int, family: str, flow_round: int) -> list[LoadedRun]:
        """Return the open runs of a family on a work centre."""
        return self._open_runs.get((work_centre_id, family, flow_round), [])

    @cached_property
    def free_from(self) -> Mapping[int, list[int]]:
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
        return self._state[1]

    @cached_property
    def _demand(self) -> Rates:
        return demand_rates(self._centres, self.now)

    def demand(self, centre: CentreFacts, family: str) -> float:
        """Return the minutes of a family asked for a minute; 0 where no run is opened ahead."""
        return self._demand.get((centre.row.pk, family), 0.0) if opens_ahead(centre) else 0.0

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
