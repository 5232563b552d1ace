"""When every way to answer the questions that decide a date would be ready, as planned now."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np

from catalog.canonical import Document
from production.clock import to_minute
from production.formulas import named_words
from production.selectors.factory_now import FactoryNow
from production.selectors.needs import NeededStep, steps_of
from production.selectors.offers import offers_for

MOST_DESIGNS = 1_500
NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class DatedAnswers:
    """Answers that together are ready by a minute: per group the values of which one holds."""

    answers: Mapping[str, tuple[Any, ...]]
    minute: int


def dating_groups(document: Document, sources: Iterable[str]) -> list[str]:
    """Return the groups that any of the sources names: conditions, families, durations, bills."""
    words = named_words(sources)
    return [group["code"] for group in document["groups"] if group["code"] in words]


def ready_times(
    document: Document,
    fixed: Mapping[str, Any],
    values: Mapping[str, Sequence[Any]],
    factory: FactoryNow,
    quantity: int = 1,
) -> list[DatedAnswers] | None:
    """Return when so many pieces are ready for every combination of the values of some groups.

    Parameters
    ----------
    document
        The published document.
    fixed
        Choices for all other groups.
    values
        Per group, its possible values; together they are every design there may be.
    factory
        The open runs, planned load and calendars that dates are read from.

    Returns
    -------
    list of DatedAnswers or None
        Every combination in exactly one of them, `NEVER` where there is no date; values that
        no date tells apart stand together. None where there are more than `MOST_DESIGNS`.
    """
    if prod(map(len, values.values())) > MOST_DESIGNS:
        return None
    groups = list(values)
    dated = _Dated(document, factory, quantity)
    minutes = np.array(
        [
            dated.minute({**fixed, **dict(zip(groups, chosen, strict=True))})
            for chosen in product(*values.values())
        ],
        dtype=np.int64,
    ).reshape([len(values[group]) for group in groups])
    return list(_told_apart(groups, values, minutes))


class _Dated:
    """When designs are ready that are made for them; what is on the shelf does not count."""

    def __init__(self, document: Document, factory: FactoryNow, quantity: int) -> None:
        self._document = document
        self._factory = factory
        self._quantity = quantity
        self._minute_by_making: dict[tuple[Hashable, ...], int] = {}

    def minute(self, choices: Mapping[str, Any]) -> int:
        """Return when a design is ready; those that are made alike are worked out once."""
        code, document, factory = self._document["product"], self._document, self._factory
        steps = steps_of(code, document, choices, factory.facts, self._quantity)
        wait = factory.part_wait(code, document, choices, self._quantity)
        making = (wait, *map(self._told_by_date, steps))
        if making not in self._minute_by_making:
            offers = offers_for(code, document, choices, self._quantity, factory)
            self._minute_by_making[making] = min(
                (to_minute(offer.ready_at) for offer in offers if offer.kind != "stock"),
                default=NEVER,
            )
        return self._minute_by_making[making]

    def _told_by_date(self, step: NeededStep) -> Hashable:
        """Return all of a step that its date depends on: families without a run differ by demand."""
        centre, family = step.centre, step.family
        is_open = bool(self._factory.open_runs(centre.row.pk, family, step.flow_round))
        told = family if is_open else self._factory.demand(centre, family)
        return centre.row.pk, step.flow_round, step.minutes(self._quantity), told


def _told_apart(
    groups: Sequence[str], values: Mapping[str, Sequence[Any]], minutes: np.ndarray[Any, Any]
) -> Iterator[DatedAnswers]:
    """Put values together that are ready alike, whatever the other answers are."""
    classes = []
    for axis, group in enumerate(groups):
        slices = np.moveaxis(minutes, axis, 0).reshape(len(values[group]), -1)
        members: dict[bytes, list[int]] = {}
        for place, row in enumerate(slices):
            members.setdefault(row.tobytes(), []).append(place)
        classes.append(list(members.values()))
    for together in product(*classes):
        yield DatedAnswers(
            {
                group: tuple(values[group][place] for place in places)
                for group, places in zip(groups, together, strict=True)
            },
            int(minutes[tuple(places[0] for places in together)]),
        )
