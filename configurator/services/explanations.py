"""Why not this, and why this: the reason behind one value of one group."""

from dataclasses import dataclass
from datetime import datetime

from configurator.artefacts import LoadedRevision
from configurator.models import Configuration
from configurator.sales import sale_of
from configurator.services.clashes import Clash, find_clash
from configurator.values import Value, merge_choices, read_choices
from foundation.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Explanation:
    """One value: it is possible, or it clashes and `clash` says why and what to do."""

    loaded: LoadedRevision
    group: str
    value: Value
    clash: Clash | None


def explain_value(
    *, configuration: Configuration, group: str, value: object, now: datetime
) -> Explanation:
    """Return the minimal reason and the ways out when a value is blocked.

    Raises
    ------
    InvalidInput
        For an unknown group or a value it cannot take.
    """
    sale = sale_of(configuration.product_code, now)
    priced = sale.priced(configuration.revision)
    own = configuration.own
    wanted = _wanted(priced.loaded, group, value)
    before = own.get(group)
    if isinstance(wanted, dict) and isinstance(before, dict):
        kept, tried = own, own | {group: {**before, **wanted}}
    else:
        kept = merge_choices(own, {group: None})
        tried = kept | {group: wanted}
    if priced.answer(tried).is_consistent:
        return Explanation(priced.loaded, group, wanted, None)
    clash = find_clash(priced, kept, group, wanted, own=own, factory=sale.factory)
    return Explanation(priced.loaded, group, wanted, clash)


def _wanted(loaded: LoadedRevision, group: str, value: object) -> Value:
    """Read the value; in a group of several, one of the option."""
    is_several = group in loaded.groups and loaded.groups[group]["kind"] == "some_of"
    read = read_choices(loaded, {group: [value] if is_several and value else value})[group]
    if read is None:
        raise InvalidInput(
            "Name the option that you ask about.",
            code="invalid_choices",
            errors=[{"pointer": "/option", "detail": "Send an option's code, a number or a text."}],
        )
    return read
