"""Fill own choices up to a whole configuration."""

from collections.abc import Mapping
from typing import Any, Literal

from configurator.engine.answer import answer
from configurator.engine.artefact import Artefact
from configurator.engine.costs import Costs
from configurator.engine.errors import InconsistentChoices, ValueOutOfRange


def complete(
    artefact: Artefact,
    choices: Mapping[str, Any],
    costs: Costs | None = None,
    aim: Literal["cheapest"] = "cheapest",
) -> dict[str, Any]:
    """Fill own choices up to the cheapest valid configuration; exact.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.
    choices : mapping of str to value
        Own choices.
    costs : Costs, optional
        Additive costs.
    aim : {"cheapest"}
        What to make small.

    Returns
    -------
    dict
        A value for every group. A text that must be filled stays "": only the customer has it.

    Raises
    ------
    InconsistentChoices
        If no valid configuration has all own choices.
    """
    if aim != "cheapest":
        raise ValueOutOfRange(f"there is no aim {aim!r}")
    found = answer(artefact, choices, costs, defaults=False)
    if not found.is_consistent:
        raise InconsistentChoices("no valid configuration has all these choices")
    return found.proposal
