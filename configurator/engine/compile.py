"""From a model to an artefact: variables, automata of the rules, diagrams of the components."""

from collections.abc import Sequence

import numpy as np

from configurator.engine.arrays import IndexArray
from configurator.engine.artefact import Artefact
from configurator.engine.automaton import BROKEN, Automaton
from configurator.engine.components import ComponentCompiler
from configurator.engine.diagram import Diagram
from configurator.engine.errors import ModelTooLarge
from configurator.engine.limits import Budget, Limits
from configurator.engine.model import Model
from configurator.engine.rules import Law, plan_laws
from configurator.engine.variables import Variable, list_variables


def compile_model(model: Model, limits: Limits | None = None) -> Artefact:
    """Compile a model into diagrams that answer every click exactly.

    Parameters
    ----------
    model : Model
        Groups and rules.
    limits : Limits, optional
        Bounds on time and size.

    Returns
    -------
    Artefact
        Immutable. The same model gives the same artefact.

    Raises
    ------
    ModelTooLarge
        If a limit is passed; the message names it.
    MalformedModel
        If a rule cannot be read.
    """
    budget = Budget(limits or Limits())
    variables = list_variables(model, budget.limits)
    laws = plan_laws(model, variables)
    position = range(len(variables))
    automata = [law.automaton(position, budget) for law in laws]
    alive = _alive_values(variables, automata)
    diagrams, is_void = _diagrams(variables, laws, automata, budget)
    artefact = _assemble(model, variables, laws, automata, alive, diagrams, is_void)
    _refuse_large(artefact, budget.limits)
    return artefact


def _diagrams(
    variables: Sequence[Variable],
    laws: Sequence[Law],
    automata: Sequence[Automaton],
    budget: Budget,
) -> tuple[tuple[Diagram, ...], bool]:
    """Return the diagrams of all components, and whether one of them has no path."""
    is_void = any(automaton.start == BROKEN for automaton in automata)
    diagrams = []
    sizes = [variable.size for variable in variables]
    for component in _components(automata):
        touching = [i for i, a in enumerate(automata) if a.scope and a.scope[0] in component]
        compiler = ComponentCompiler([laws[i] for i in touching], sorted(component), sizes, budget)
        _, diagram = compiler.smallest([automata[i] for i in touching])
        if diagram is None:
            is_void = True
        else:
            diagrams.append(diagram)
    return tuple(diagrams), is_void


def _components(automata: Sequence[Automaton]) -> list[set[int]]:
    """Return the sets of variables tied together by laws over more than one."""
    found: list[set[int]] = []
    for automaton in automata:
        if len(automaton.scope) > 1:
            joined = set(automaton.scope)
            for other in [component for component in found if component & joined]:
                found.remove(other)
                joined |= other
            found.append(joined)
    return sorted(found, key=min)


def _alive_values(variables: Sequence[Variable], automata: Sequence[Automaton]) -> list[IndexArray]:
    """Return, per variable, 0 for the values that laws over it alone allow, else -1."""
    classes = [np.zeros(variable.size, dtype=np.int32) for variable in variables]
    for automaton in automata:
        if len(automaton.scope) == 1:
            (variable,) = automaton.scope
            allowed = automaton.tables[0][automaton.start][automaton.columns[0]]
            classes[variable][allowed == BROKEN] = -1
    return classes


def _assemble(
    model: Model,
    variables: tuple[Variable, ...],
    laws: Sequence[Law],
    automata: Sequence[Automaton],
    alive: list[IndexArray],
    diagrams: tuple[Diagram, ...],
    is_void: bool,
) -> Artefact:
    inside = {layer.variable for diagram in diagrams for layer in diagram.layers}
    alone = tuple(classes for index, classes in enumerate(alive) if index not in inside)
    codes = tuple(law.code for law in laws)
    is_void = is_void or any(bool(np.all(classes < 0)) for classes in alive)
    return Artefact(model, variables, codes, tuple(automata), is_void, diagrams, alone)


def _refuse_large(artefact: Artefact, limits: Limits) -> None:
    size = len(artefact.to_bytes())
    if size > limits.bytes:
        raise ModelTooLarge(f"the artefact has {size:,} bytes; {limits.bytes:,} are allowed")
