"""The cars of a mixed line in their order, in paint batches, with what the options come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.texts import in_language
from production.models import PlanVersion, Run, WorkCentre, WorkOrder
from production.planner.mixed_lines.checker import overlong_places
from production.planner.mixed_lines.values import Car, LineRules
from production.presenters.line_costs import CostRow, cost_rows
from production.presenters.option_load import (
    OptionMeter,
    RuleNames,
    option_meters,
    overload_words,
)
from production.presenters.option_names import Names, names_by_run
from production.selectors.centres import CentreFacts
from production.selectors.mixed_lines import passed_cars
from production.selectors.runs import STARTED
from production.selectors.sentences import family_words

# A car whose colour the catalog does not show is drawn in the page's own grey.
NO_SWATCH = "var(--ink-faint)"


@dataclass(frozen=True)
class ShownCar:
    """A car in its place; `batch_place` counts from 1 in its paint batch of `batch_size`."""

    run: int
    url: str
    place: int
    family: str
    colour: str
    swatch: str
    trim: str
    options: tuple[str, ...]
    order: str
    is_stock: bool
    when: str
    state: str
    batch_place: int
    batch_size: int
    is_overlong: bool
    overloads: tuple[str, ...]

    @property
    def batch(self) -> str:
        """Say which car of its paint batch it is."""
        words = {"place": self.batch_place, "size": self.batch_size}
        return _("paint batch %(place)s of %(size)s") % words

    @property
    def title(self) -> str:
        """Say everything about the car, for who cannot see it."""
        parts = [self.trim, self.colour, *self.options, self.batch, self.order, *self.overloads]
        return _("Car %(place)s, run %(run)s: %(parts)s") % {
            "place": self.place,
            "run": self.run,
            "parts": ", ".join(part for part in parts if part),
        }


@dataclass(frozen=True)
class ShownBatch:
    """Cars of one colour in a row; `size` counts those that have passed too."""

    colour: str
    swatch: str
    cars: tuple[ShownCar, ...]
    size: int
    is_overlong: bool


@dataclass(frozen=True)
class ShownLine:
    """A mixed line with its cars in order; `costs` compare with the order of arrival."""

    code: str
    name: str
    lead: str
    batches: tuple[ShownBatch, ...]
    meters: tuple[OptionMeter, ...]
    costs: tuple[CostRow, ...]

    @property
    def cars(self) -> tuple[ShownCar, ...]:
        """The cars in their order."""
        return tuple(car for batch in self.batches for car in batch.cars)


def shown_lines(
    runs: Iterable[Run],
    centres: Mapping[int, CentreFacts],
    plan: PlanVersion | None,
    language: str,
) -> list[ShownLine]:
    """Return every mixed line that has cars in the plan; load runs with `runs_with_members`."""
    planned = [run for run in runs if run.planned_start and run.seats]
    lines = []
    for facts in centres.values():
        mine = [run for run in planned if run.work_centre_id == facts.row.pk]
        if facts.centre.line and mine:
            mine.sort(key=lambda run: (run.status not in STARTED, run.planned_start, run.number))
            lines.append(_shown_line(facts, facts.centre.line, mine, plan, language))
    return lines


def _shown_line(
    facts: CentreFacts,
    rules: LineRules,
    runs: Sequence[Run],
    plan: PlanVersion | None,
    language: str,
) -> ShownLine:
    machine = next((run.machine for run in runs if run.machine), None)
    passed = passed_cars([machine], {facts.row.pk: facts})[machine.pk] if machine else ()
    cars = [_car(run) for run in runs]
    rule_names = {
        rule.option: in_language(rule.name, language) or rule.option
        for rule in facts.row.option_rules.all()
    }
    names = names_by_run(runs, language)
    overloads = overload_words(rules, passed, cars, rule_names)
    overlong = overlong_places(rules, passed, cars)
    shown = [
        _shown_car(
            run,
            place,
            batch,
            names.get(run.pk, {}),
            rule_names,
            overloads=overloads.get(place, ()),
            is_overlong=place in overlong,
        )
        for place, (run, batch) in enumerate(zip(runs, _batch_places(passed, cars), strict=True))
    ]
    record = _record(plan, machine.pk) if machine else {}
    return ShownLine(
        code=facts.row.code,
        name=in_language(facts.row.name, language) or facts.row.code,
        lead=_lead(len(runs), facts.row),
        batches=tuple(_batch(list(batch)) for _, batch in groupby(shown, lambda car: car.family)),
        meters=option_meters(rules, passed, cars, rule_names),
        costs=cost_rows(record, facts.row.rate_minor_per_hour, language),
    )


def _car(run: Run) -> Car:
    options = {option for seat in run.seats for option in seat.operation.line_options}
    return Car(run.family, tuple(sorted(options)))


def _batch_places(passed: Sequence[Car], cars: Sequence[Car]) -> list[tuple[int, int]]:
    """Return by planned car its place in its paint batch, from 1, and the batch's size."""
    places: list[tuple[int, int]] = []
    for _colour, batch in groupby([*passed, *cars], lambda car: car.colour):
        size = len(list(batch))
        places += [(place, size) for place in range(1, size + 1)]
    return places[len(passed) :]


def _record(plan: PlanVersion | None, machine: int) -> Mapping[str, Any]:
    return next((line for line in plan.lines if line["machine"] == machine), {}) if plan else {}


def _lead(cars: int, row: WorkCentre) -> str:
    parts = [ngettext("%(count)s car", "%(count)s cars", cars) % {"count": cars}]
    if row.takt_min:
        parts.append(_("one every %(minutes)s minutes") % {"minutes": row.takt_min})
    if row.batch_limit:
        parts.append(_("at most %(limit)s of one colour in a row") % {"limit": row.batch_limit})
    return ", ".join(parts)


def _shown_car(
    run: Run,
    place: int,
    batch: tuple[int, int],
    names: Names,
    rule_names: RuleNames,
    *,
    overloads: tuple[str, ...],
    is_overlong: bool,
) -> ShownCar:
    operation = run.seats[0].operation
    order = operation.lot.work_order
    is_stock = order.kind == WorkOrder.Kind.STOCK
    trim = str(next(iter(operation.setup.values()), ""))
    colour = names.get(run.family)
    return ShownCar(
        run=run.number,
        url=reverse("production:run", args=[run.number]),
        place=place + 1,
        family=run.family,
        colour=colour.name if colour else family_words(run.family),
        swatch=(colour and colour.swatch) or NO_SWATCH,
        trim=names[trim].name if trim in names else trim,
        options=tuple(rule_names.get(option, option) for option in _car(run).options),
        order=order.sku if is_stock else order.reference,
        is_stock=is_stock,
        when=_clock(run),
        state=_state(run),
        batch_place=batch[0],
        batch_size=batch[1],
        is_overlong=is_overlong,
        overloads=overloads,
    )


def _clock(run: Run) -> str:
    start = run.started_at or run.planned_start
    return timezone.localtime(start).strftime("%H:%M") if start else ""


def _state(run: Run) -> str:
    if run.status in STARTED:
        return "running"
    return "frozen" if run.status == Run.Status.RELEASED else ""


def _batch(cars: Sequence[ShownCar]) -> ShownBatch:
    first = cars[0]
    return ShownBatch(
        colour=first.colour,
        swatch=first.swatch,
        cars=tuple(cars),
        size=first.batch_size,
        is_overlong=any(car.is_overlong for car in cars),
    )
