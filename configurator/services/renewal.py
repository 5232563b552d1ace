"""Carry own choices over to another revision with the fewest changes."""

from configurator.answers import PricedRevision
from configurator.artefacts import LoadedRevision
from configurator.engine import migrate
from configurator.values import Choices, Value, plain_value, read_choices
from foundation.errors import InvalidInput

SAID = ("text", "file", "colour")


def renewed_choices(old: LoadedRevision, own: Choices, priced: PricedRevision) -> Choices:
    """Return the own choices that the new revision can have together, in their order.

    As few as possible are given up; of a group of several, single options. What a customer
    said is kept only where the new revision would accept it.
    """
    accepted = {
        code: value for code, value in own.items() if _is_accepted(priced.loaded, code, value)
    }
    moved = migrate(
        old.artefact.model, accepted, priced.loaded.artefact, priced.costs, priced.context
    )
    return {code: plain_value(value) for code, value in moved.choices.items()}


def fitting_choices(priced: PricedRevision, own: Choices) -> Choices:
    """Return the own choices that still go together on this day, all of them where they do.

    A rule that begins to hold on some day can part choices that fitted the day before.
    """
    if priced.answer(own).is_consistent:
        return own
    return renewed_choices(priced.loaded, own, priced)


def _is_accepted(loaded: LoadedRevision, code: str, value: Value) -> bool:
    """Say whether something said is accepted; the engine judges everything else itself."""
    if code not in loaded.groups or loaded.groups[code]["kind"] not in SAID:
        return True
    try:
        read_choices(loaded, {code: value})
    except InvalidInput:
        return False
    return True
