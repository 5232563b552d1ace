"""From a model that no diagram fits to its laws as clauses, and witnesses of all values."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from configurator.engine.features.automaton_clauses import value_clauses
from configurator.engine.limits import Budget, Limits
from configurator.engine.model import Model
from configurator.engine.rules import plan_laws
from configurator.engine.variables import list_variables
from configurator.engine.witness import WitnessArtefact, compile_clauses
from configurator.engine.witnessed.artefact import WitnessedArtefact


def compile_witnessed(
    model: Model, limits: Limits | None = None, told: Callable[[str], None] = lambda _: None
) -> WitnessedArtefact:
    """Compile a model of any kinds of groups for witnesses.

    Parameters
    ----------
    model : Model
        Groups and rules.
    limits : Limits, optional
        Bounds on time and table sizes.
    told : callable, optional
        Hears what is being done, in a few words.

    Raises
    ------
    ModelTooLarge, TimeLimitReached
        If a limit is passed.
    MalformedModel
        If a rule cannot be read.
    """
    limits = limits or Limits()
    budget = Budget(limits)
    told("reading the rules")
    variables = list_variables(model, limits)
    laws = plan_laws(model, variables)
    automata = tuple(law.automaton(range(len(variables)), budget) for law in laws)
    starts = np.cumsum([0, *(variable.size for variable in variables)]).tolist()
    places = [list(range(a, b)) for a, b in pairwise(starts)]
    literals = [[place + 1 for place in found] for found in places]
    told("writing clauses")
    clauses = value_clauses(automata, literals, starts[-1])
    told("looking for witnesses")
    kernel = _kernel(clauses, places, limits)
    codes = tuple(law.code for law in laws)
    return WitnessedArtefact(model, variables, codes, automata, kernel.is_void, kernel)


def _kernel(
    clauses: list[tuple[int, ...]], places: list[list[int]], limits: Limits
) -> WitnessArtefact:
    many = sum(map(len, places))
    if not all(clauses):
        # An empty clause says that nothing is valid; one of a literal and its opposite, too.
        clauses = [(1,), (-1,)] if many else []
    return compile_clauses(clauses, range(1, many + 1), places, limits)
