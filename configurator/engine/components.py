"""Compile one component: the rules that hang together and the variables they read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from configurator.engine.automaton import Automaton
from configurator.engine.diagram import Diagram, build_diagram
from configurator.engine.errors import ModelTooLarge, TimeLimitReached
from configurator.engine.limits import Budget
from configurator.engine.listed import list_diagram
from configurator.engine.order import candidate_orders, swapped_orders, width_bits
from configurator.engine.rules import Law, variables_read

TRY_EDGES = 5_000
SMALL_EDGES = 400
"""A diagram as small as this is quick enough in any order."""
LAYER_EDGES = 5_000
"""A layer takes as long to build, however small, as so many edges."""
QUICK_EDGES = 200_000
"""First every order is tried under this bound; only if all pass it the full limit counts."""
WIDE_BITS = 100.0
"""Beyond this, listing the configurations is tried before joining the rules: it gives up sooner."""

Found = tuple[tuple[int, ...], Diagram | None]
"""An order of the variables and its diagram, None for a contradiction."""


@dataclass(slots=True, eq=False)
class ComponentCompiler:
    """Finds a small diagram for some laws.

    Parameters
    ----------
    laws : sequence of Law
        The laws of the component, each over more than one variable.
    variables : sequence of int
        The variables they read.
    sizes : sequence of int
        Number of values of every variable of the model.
    budget : Budget
        Bounds time and size.
    """

    laws: Sequence[Law]
    variables: Sequence[int]
    sizes: Sequence[int]
    budget: Budget
    _refusal: str = field(default="", init=False)
    _reads: tuple[frozenset[int], ...] = field(init=False)
    _built: dict[tuple[int, tuple[int, ...]], Automaton] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._reads = tuple(variables_read(law.plan) for law in self.laws)

    def smallest(self, known: Sequence[Automaton]) -> Found:
        """Return the best order found and its diagram, None for a contradiction.

        Parameters
        ----------
        known : sequence of Automaton
            The laws' automata for any order; they tell how many classes there are.

        Raises
        ------
        ModelTooLarge
            If no order fits the limits.
        """
        scopes = [frozenset(automaton.scope) for automaton in known]
        classes = dict.fromkeys(self.variables, 1)
        for automaton in known:
            for variable, table in zip(automaton.scope, automaton.tables, strict=True):
                classes[variable] = max(classes[variable], table.shape[1])
        states = [max(map(len, automaton.tables)) for automaton in known]
        bits = width_bits(self.variables, scopes, classes, states)
        if bits > self.budget.limits.width_bits:
            self._refusal = (
                f"a diagram of {len(self.variables)} variables would remember {bits:.0f} bits; "
                f"{self.budget.limits.width_bits:g} are allowed"
            )
            return self._listed(known) or self._refuse()
        is_wide = bits > WIDE_BITS
        found = self._listed(known) if is_wide else None
        if found is not None:
            return found
        orders = list(candidate_orders(self.variables, scopes, classes))
        best = self._first(orders)
        if best is None:
            return (None if is_wide else self._listed(known)) or self._refuse()
        if best[1] is None or best[1].edges <= SMALL_EDGES:
            return best
        return self._improve(best[0], best[1])

    def _refuse(self) -> NoReturn:
        raise ModelTooLarge(f"no order of {len(self.variables)} variables fits: {self._refusal}")

    def _listed(self, known: Sequence[Automaton]) -> Found | None:
        """Return the diagram of all configurations if few are left, else None."""
        try:
            order, diagram = list_diagram(self.variables, known, self.sizes, self.budget)
        except (ModelTooLarge, TimeLimitReached) as refusal:
            self.budget.check_time()
            self._refusal = f"{self._refusal}; {refusal.message}"
            return None
        most = self.budget.limits.edges
        if diagram is not None and diagram.edges > most:
            self._refusal = f"the diagram has {diagram.edges:,} edges, more than {most:,} edges"
            return None
        return order, diagram

    def _first(self, orders: list[tuple[int, ...]]) -> Found | None:
        """Return the best of the candidates, under growing bounds; None if none fits."""
        most = self.budget.limits.edges
        for bound in sorted({min(QUICK_EDGES, most), max(1, most // 4), most}):
            best: Found | None = None
            for order in orders:
                if best is not None and self.budget.is_nearly_spent:
                    return best
                diagram, is_built = self._try(order, bound)
                if is_built and diagram is None:
                    return order, None
                if diagram is not None and (
                    best is None or best[1] is None or diagram.edges < best[1].edges
                ):
                    best = order, diagram
                    if diagram.edges <= SMALL_EDGES:
                        return best
            if best is not None:
                return best
        return None

    def _try(self, order: tuple[int, ...], bound: int) -> tuple[Diagram | None, bool]:
        self.budget.check_time()
        # Parts of a law may read variables that the whole law does not depend on.
        position = list(range(len(order), len(order) + len(self.sizes)))
        for place, variable in enumerate(order):
            position[variable] = place
        automata = [self._automaton(index, position) for index in range(len(self.laws))]
        try:
            return build_diagram(order, automata, self.sizes, self.budget, bound), True
        except ModelTooLarge as refusal:
            self.budget.check_time()
            self._refusal = refusal.message
            return None, False

    def _automaton(self, index: int, position: Sequence[int]) -> Automaton:
        """Build a law's automaton once for each order of the variables that it reads."""
        key = index, tuple(sorted(self._reads[index], key=lambda v: position[v]))
        if key not in self._built:
            self._built[key] = self.laws[index].automaton(position, self.budget)
        return self._built[key]

    def _improve(self, order: tuple[int, ...], diagram: Diagram) -> Found:
        """Move single variables as long as that helps and the search may go on.

        What may be built is counted, so that the result does not depend on the machine.
        """
        left = self.budget.limits.search
        is_better = True
        while is_better:
            is_better = False
            for moved in swapped_orders(order):
                # An unreduced diagram larger than this will hardly be smaller in the end.
                bound = max(TRY_EDGES, 6 * diagram.edges)
                left -= bound + LAYER_EDGES * len(order)
                if left < 0 or self.budget.is_nearly_spent:
                    return order, diagram
                found, _ = self._try(moved, bound)
                if found is not None and found.edges < diagram.edges:
                    order, diagram, is_better = moved, found, True
                    break
        return order, diagram
