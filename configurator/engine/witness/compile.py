"""From a feature model or plain clauses to a witness artefact."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.limits import Budget, Limits
from configurator.engine.witness.artefact import WitnessArtefact
from configurator.engine.witness.collapse import collapse
from configurator.engine.witness.component import ALL_ROUNDS, Component, numbered_literals
from configurator.engine.witness.covering import choose_rows
from configurator.engine.witness.division import divide
from configurator.engine.witness.publishing import find_examples
from configurator.engine.witness.session import WitnessSession
from configurator.engine.witness.simplify import Simplifier, split
from configurator.engine.witness.structure import Structure, read_clauses, read_features
from configurator.engine.witness.tree import PlaceArray, PureTree
from configurator.engine.witness.trial import choose_rounds

# Small parts are kept together up to this many variables: fewer solvers, fewer steps.
TOGETHER = 256


def compile_features(model: FeatureModel, limits: Limits | None = None) -> WitnessArtefact:
    """Compile a Boolean feature model.

    Parameters
    ----------
    model : FeatureModel
        Options are its features, in its order.
    limits : Limits, optional
        Bounds the time.

    Returns
    -------
    WitnessArtefact
        Immutable. The same model gives the same answers.

    Raises
    ------
    MalformedModel
        If the model needs more than Boolean features and constraints.
    ModelTooLarge
        If a limit is passed.
    TimeLimitReached
        If a single question is too hard for the solver.
    """
    budget = Budget(limits or Limits())
    return compile_structure(read_features(model), budget)


def compile_clauses(
    clauses: Sequence[Sequence[int]],
    options: Sequence[int],
    groups: Sequence[Sequence[int]] = (),
    limits: Limits | None = None,
) -> WitnessArtefact:
    """Compile plain clauses.

    Parameters
    ----------
    clauses : sequence of sequence of int
        Literals in DIMACS style.
    options : sequence of int
        The variables that are answered for, in this order; all others are helpers.
    groups : sequence of sequence of int
        Disjoint sets of places in ``options`` of which exactly one is selected; the clauses
        need not say so.
    limits : Limits, optional
        Bounds the time.

    Returns
    -------
    WitnessArtefact
        As of `compile_features`; reasons number the clauses.

    Raises
    ------
    MalformedModel
        If a variable is named twice, an option is in two groups, or a literal is 0.
    ModelTooLarge, TimeLimitReached
        As `compile_features`.
    """
    budget = Budget(limits or Limits())
    return compile_structure(read_clauses(clauses, options, groups), budget)


def compile_structure(structure: Structure, budget: Budget) -> WitnessArtefact:
    """Compile options in a tree with clauses across it; see `compile_features`."""
    core, tree = collapse(structure)
    asked = np.arange(core.variables) < core.nodes
    examples = find_examples(core.clauses, asked, budget)
    if examples is None:
        return _void(structure, tree)
    simplifier = Simplifier(core.clauses, examples.fixed)
    standing = [simplifier.literal(node + 1) for node in range(core.nodes)]
    asked_for = {abs(literal) for literal in standing}
    components, place = [], {simplifier.true: 0}
    following = 1
    for variables, clauses in _parts(simplifier, asked_for):
        place.update((variable, following + i) for i, variable in enumerate(variables))
        following += len(variables)
        models = examples.models[:, np.array(variables) - 1]
        needed = np.array([variable in asked_for for variable in variables])
        components.append(_component(variables, clauses, models, needed, budget))
    literal_of_node = numbered_literals(
        [place[abs(s)] + 1 if s > 0 else -place[abs(s)] - 1 for s in standing]
    )
    return _finished(structure, tree, literal_of_node, tuple(components))


def _parts(
    simplifier: Simplifier, asked_for: set[int]
) -> list[tuple[list[int], list[tuple[int, ...]]]]:
    """Return variables and clauses of each component that options depend on."""
    everything = split(simplifier.clauses, simplifier.true)
    # The examples prove that helpers among themselves can be satisfied; nobody asks how.
    tied = [variables for variables in everything if asked_for.intersection(variables)]
    loose = sorted(asked_for - {simplifier.true}.union(*tied))
    together: list[list[int]] = []
    for variables in [*tied, *([variable] for variable in loose)]:
        if together and len(together[-1]) + len(variables) <= TOGETHER:
            together[-1] += variables
        else:
            together.append(list(variables))
    part_of = {variable: i for i, variables in enumerate(together) for variable in variables}
    clauses: list[list[tuple[int, ...]]] = [[] for _ in together]
    for clause in simplifier.clauses:
        if abs(clause[0]) in part_of:
            clauses[part_of[abs(clause[0])]].append(clause)
    return list(zip(together, clauses, strict=True))


def _component(
    variables: Sequence[int],
    clauses: Sequence[tuple[int, ...]],
    models: BoolArray,
    asked: BoolArray,
    budget: Budget,
) -> Component:
    place = {variable: index + 1 for index, variable in enumerate(variables)}
    signed = [place[x] if x > 0 else -place[-x] for clause in clauses for x in clause]
    starts: PlaceArray = np.cumsum([0, *(len(clause) for clause in clauses)])
    literals = numbered_literals(signed)
    none = np.zeros((2 * len(variables), 0), dtype=np.uint64)
    bare = Component(asked, literals, starts, none, ALL_ROUNDS)
    cases = divide(bare, budget)
    if cases is not None:
        return replace(bare, cases=cases)
    return choose_rounds(replace(bare, rows=choose_rows(models, asked)))


def _void(structure: Structure, tree: PureTree) -> WitnessArtefact:
    shown = len(structure.shown)
    nothing = np.zeros(tree.nodes, dtype=np.intp)
    everything = np.ones(shown, dtype=np.bool_)
    return WitnessArtefact(tree, nothing, (), structure, ~everything, everything, True)


def _finished(
    structure: Structure,
    tree: PureTree,
    literal_of_node: PlaceArray,
    components: tuple[Component, ...],
) -> WitnessArtefact:
    unknown = np.zeros(len(structure.shown), dtype=np.bool_)
    artefact = WitnessArtefact(
        tree, literal_of_node, components, structure, unknown, unknown, False
    )
    always_on, dead = WitnessSession(artefact).state((), ())
    return replace(artefact, always_on=always_on, dead=dead)
