"""The whole state of a configuration: groups, options, price and offers, at one moment."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from catalog.choices import quantities
from catalog.computed import ComputedValues
from catalog.pricing import PriceBreakdown
from configurator.answers import PricedRevision
from configurator.artefacts import LoadedRevision
from configurator.engine import NO_COST, Answer, Status
from configurator.models import Configuration
from configurator.sales import Sale, sale_of
from configurator.services.dates import nearest_of, offers_of
from configurator.services.renewal import fitting_choices
from configurator.values import Choices, Value, plain_value
from foundation.errors import Conflict, InvalidInput
from production.selectors.nearest import NearVariant
from production.selectors.offers import Offer, preferred_offer

RULE, YOU, COMPLETION = "rule", "you", "completion"
STATUS_WORDS: Mapping[int, str] = {
    Status.CHOSEN: "chosen",
    Status.FORCED: "forced",
    Status.POSSIBLE: "possible",
    Status.BLOCKED: "blocked",
}


@dataclass(frozen=True, slots=True)
class GroupState:
    """How one group stands; `low` and `high` bound the values a number may still take."""

    code: str
    kind: str
    is_present: bool
    is_optional: bool
    by: str
    value: Value | None
    low: int | float | None = None
    high: int | float | None = None
    step: int | float | None = None


class OptionState(NamedTuple):
    """How one option stands; `change` is what the price becomes minus what it is now.

    A tuple, because an answer has ten thousand of them.
    """

    code: str
    status: str
    change_minor: int | None
    quantity: int


@dataclass(frozen=True, slots=True)
class State:
    """A configuration answered: what is chosen, what may be, what it costs, when it comes.

    `choices` holds what was chosen, defaulted or completed, never what is forced; `full` is the
    complete configuration that `computed`, `price` and `offers` speak about. `nearest` holds what
    is nearly that on the shelf, where nothing equal is. `parted` holds own choices that no longer
    go with the others since a rule holds that did not when they were chosen; `configuration`
    stands without them here, its row keeps them.
    """

    configuration: Configuration
    priced: PricedRevision
    answer: Answer
    language: str
    groups: Mapping[str, GroupState]
    choices: Choices
    full: Choices
    computed: Mapping[str, int | float | str]
    price: PriceBreakdown
    offers: tuple[Offer, ...]
    is_superseded: bool
    nearest: tuple[NearVariant, ...] = ()
    parted: Choices = field(default_factory=dict)
    price_list_name: Mapping[str, str] = field(default_factory=dict)

    @property
    def offer(self) -> Offer | None:
        """The offer that dates the design: of the kind that was chosen, else the soonest."""
        return preferred_offer(self.offers, self.configuration.wanted_offer)

    @property
    def charged(self) -> PriceBreakdown:
        """The price of all pieces in the chosen offer."""
        return self.priced.charged(self.price, self.offer)

    @property
    def is_valid(self) -> bool:
        return self.answer.is_consistent and not self.parted

    @property
    def open_groups(self) -> list[str]:
        """The groups that need an answer which only the customer can give."""
        return list(self.answer.open_texts)

    @property
    def is_complete(self) -> bool:
        return not self.open_groups

    def options(self, group: str) -> Iterator[OptionState]:
        """Return the states of a group's options, in catalog order."""
        statuses = self.answer.status(group).tolist()
        changes = self.answer.cost_change(group).tolist()
        held = quantities(self.full.get(group))
        for code, status, change in zip(
            self.priced.loaded.options[group], statuses, changes, strict=True
        ):
            yield OptionState(
                code=code,
                # A plain integer finds the word of its status; making it one costs more.
                status=STATUS_WORDS[status],
                change_minor=None if change == NO_COST else self.priced.change_minor(change),
                quantity=held.get(code, 0),
            )


def configuration_state(
    configuration: Configuration,
    *,
    language: str,
    now: datetime,
    has_offers: bool = True,
    sale: Sale | None = None,
) -> State:
    """Return the whole state.

    Raises
    ------
    InvalidInput
        ``revision_withdrawn`` when the product is no longer sold.
    """
    sale = sale or sale_of(configuration.product_code, now)
    priced = sale.priced_for(configuration)
    chosen = configuration.own
    configuration.own = fitting_choices(priced, chosen)
    parted = {code: value for code, value in chosen.items() if configuration.own.get(code) != value}
    answered = priced.answer(configuration.own)
    full = priced.proposal(configuration.own)
    is_superseded = sale.revision.pk != configuration.revision_id
    offers = tuple(offers_of(priced, full, sale.factory)) if has_offers else ()
    is_equal_there = any(offer.kind == "stock" for offer in offers)
    asks_nearest = has_offers and not is_superseded and not is_equal_there
    groups = {
        code: _group_state(configuration, answered, group, full)
        for code, group in priced.loaded.groups.items()
    }
    return State(
        configuration=configuration,
        priced=priced,
        answer=answered,
        language=language,
        groups=groups,
        choices={
            code: value
            for code, value in full.items()
            if groups[code].by != RULE and groups[code].is_present
        },
        full=full,
        computed=_computed_values(priced.loaded).values(full),
        price=priced.price(full),
        offers=offers,
        is_superseded=is_superseded,
        parted=parted,
        price_list_name=sale.prices.price_list.name,
        nearest=tuple(nearest_of(priced, full, sale.factory)) if asks_nearest else (),
    )


@lru_cache(maxsize=24)
def _computed_values(loaded: LoadedRevision) -> ComputedValues:
    return ComputedValues.of(loaded.document)


def require_groups(state: State, codes: Collection[str]) -> list[str]:
    """Return the named groups, all of them when none is named."""
    unknown = [code for code in codes if code not in state.groups]
    if unknown:
        raise InvalidInput(
            "Ask for groups of this product only.",
            code="unknown_group",
            errors=[{"pointer": "/groups", "detail": f"Known are: {', '.join(state.groups)}."}],
        )
    return list(codes) or list(state.groups)


def frozen_choices(
    configuration: Configuration, *, now: datetime, sale: Sale | None = None
) -> Choices:
    """Return complete literal choices: own, default, completed and forced ones, texts included.

    Raises
    ------
    InvalidInput
        ``incomplete``, with the groups that still need an answer.
    Conflict
        ``no_longer_fits``, with the choices that a rule has parted since they were made.
    """
    state = configuration_state(configuration, language="en", now=now, has_offers=False, sale=sale)
    if state.parted:
        raise Conflict(
            _("Some choices no longer go together. Open the design and move them."),
            code="no_longer_fits",
            details={"parted": state.parted},
        )
    if not state.is_complete:
        raise InvalidInput(
            _("Answer these first: %(groups)s.") % {"groups": ", ".join(state.open_groups)},
            code="incomplete",
            details={"open": state.open_groups},
            errors=[
                {"pointer": f"/choices/{code}", "detail": _("Needs an answer.")}
                for code in state.open_groups
            ],
        )
    return state.full


def _group_state(
    configuration: Configuration, answered: Answer, group: dict[str, Any], full: Choices
) -> GroupState:
    code, kind = group["code"], group.get("written_kind", group["kind"])
    by = answered.by.get(code, COMPLETION)
    low, high = _bounds(answered, group)
    return GroupState(
        code=code,
        kind=kind,
        is_present=answered.present[code],
        is_optional=bool(group.get("is_optional")),
        by=COMPLETION if code in configuration.finished_groups else by,
        value=full.get(code),
        low=low,
        high=high,
        step=plain_value(group["step"]) if group["kind"] == "number" else None,
    )


def _bounds(
    answered: Answer, group: dict[str, Any]
) -> tuple[int | float | None, int | float | None]:
    """Return the least and most that a group takes, numbers as far as they still fit."""
    if group["kind"] == "number":
        bounds = answered.bounds(group["code"])
        return (plain_value(bounds[0]), plain_value(bounds[1])) if bounds else (None, None)
    if group["kind"] == "some_of":
        return group.get("min_count", 0), group.get("max_count")
    least = 0 if group.get("is_optional") else 1
    return least, group["max_length"] if group["kind"] == "text" else 1
