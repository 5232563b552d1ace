"""The factory at one moment: its facts, open runs and planned load, read once for many designs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max

from catalog.canonical import Document
from catalog.choices import plain_choices
from catalog.models import StandardVariant
from catalog.selectors.products import standard_variants
from production.clock import to_minute
from production.models import Run
from production.planner.values import CalendarRules, OpenRun
from production.planner.working_calendar import WorkingCalendar
from production.selectors.centres import CentreFacts
from production.selectors.demand import Rates, demand_rates, opens_ahead
from production.selectors.facts import Facts, Making, facts_and_buffer
from production.selectors.runs import OVER
from production.selectors.seats import as_open_runs
from production.selectors.stock import in_stock

RUN_COLUMNS = (
    "family",
    "flow_round",
    "opened_at",
    "closes_at",
    "work_centre_id",
    "machine_id",
    "planned_start",
    "planned_end",
    "seats_min",
    "room_min",
    "held_min",
    "held_pieces",
    "held_latest_end",
)


class FactoryNow:
    """What offers of some products are dated from; read when it is first asked for, once.

    However many designs are asked about, it takes at most six queries: the state of the facts with
    the learnt buffer, the open runs, their members, until when each machine is planned, the demand
    where runs are opened ahead, and the standard variants with their stock.
    """

    def __init__(self, product_codes: Collection[str], now: datetime) -> None:
        self.now = now
        self.minute = to_minute(now)
        self._product_codes = product_codes
        self._calendars: dict[CalendarRules, WorkingCalendar] = {}
        self._calendar_of: dict[int, WorkingCalendar] = {}
        self._designs: dict[int, list[tuple[str, dict[str, Any]]]] = {}

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
        return {
            step.work_centre_id for code in self._product_codes for step in self.making(code).steps
        }

    @cached_property
    def runs(self) -> Mapping[int, Run]:
        """The open runs by number, on any work centre that the products may need."""
        rows = Run.objects.filter(work_centre__in=self._centres, status=Run.Status.OPEN)
        return {run.pk: run for run in rows.only(*RUN_COLUMNS)}

    @cached_property
    def _open_runs(self) -> Mapping[tuple[int, str, int], list[OpenRun]]:
        found: dict[tuple[int, str, int], list[OpenRun]] = defaultdict(list)
        for item in as_open_runs(self.runs.values()):
            centre = self.runs[item.id].work_centre_id
            found[centre, item.family, item.flow_round].append(item)
        return found

    def open_runs(self, work_centre_id: int, family: str, flow_round: int) -> list[OpenRun]:
        """Return the open runs of a family on a work centre."""
        return self._open_runs.get((work_centre_id, family, flow_round), [])

    @cached_property
    def free_from(self) -> Mapping[int, list[int]]:
        """When each machine of a work centre is free of planned work, the soonest first."""
        machines = dict.fromkeys(self.facts.machines, self.minute)
        planned = Run.objects.filter(work_centre__in=self._centres, planned_end__gt=self.now)
        ends = planned.exclude(status__in=OVER).order_by().values("machine")
        for row in ends.annotate(last=Max("planned_end")):
            if row["machine"] in machines:
                machines[row["machine"]] = to_minute(row["last"])
        found: dict[int, list[int]] = defaultdict(list)
        for machine, free in sorted(machines.items(), key=lambda item: item[1]):
            found[self.facts.machines[machine]].append(free)
        return found

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

    @cached_property
    def _shelf(self) -> list[tuple[StandardVariant, int]]:
        rows = standard_variants().filter(product__code__in=self._product_codes)
        counted = rows.only("sku", "name", "choices", "product__code").annotate(pieces=in_stock())
        return [(row, row.pieces) for row in counted]

    @cached_property
    def _variants(self) -> Mapping[str, list[StandardVariant]]:
        found: dict[str, list[StandardVariant]] = defaultdict(list)
        for variant, _pieces in self._shelf:
            found[variant.product.code].append(variant)
        return found

    def variants(self, product_code: str) -> list[StandardVariant]:
        """Return the listed standard variants of a product."""
        return self._variants.get(product_code, [])

    def designs(self, document: Document) -> list[tuple[str, dict[str, Any]]]:
        """Return SKU and choices of a product's standard variants, in the one form of equal designs."""
        if id(document) not in self._designs:
            variants = self.variants(str(document["product"]))
            self._designs[id(document)] = [
                (variant.sku, plain_choices(document, variant.choices)) for variant in variants
            ]
        return self._designs[id(document)]

    @cached_property
    def available(self) -> Mapping[str, int]:
        """How many pieces of each standard variant can be reserved."""
        return {variant.sku: pieces for variant, pieces in self._shelf}

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
