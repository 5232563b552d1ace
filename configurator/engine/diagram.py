"""The joint diagram of all rules of a component: every path is a valid assignment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray, IndexArray, rank_rows
from configurator.engine.automaton import BROKEN, KEPT, Automaton
from configurator.engine.errors import ModelTooLarge
from configurator.engine.limits import Budget

CELLS_AT_ONCE = 1 << 21
RADIX_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """The edges that assign one variable.

    Parameters
    ----------
    variable : int
        The variable.
    nodes : int
        How many nodes the layer has.
    parents, classes, children : IndexArray
        Per edge, its node here, the class of values it stands for and the node of the next
        layer; sorted by parent.
    """

    variable: int
    nodes: int
    parents: IndexArray
    classes: IndexArray
    children: IndexArray


@dataclass(frozen=True, slots=True, eq=False)
class Diagram:
    """A reduced layered diagram with one root and one end.

    Parameters
    ----------
    layers : tuple of Layer
        In the order of the variables; layer 0 has one node, and so has what follows the last.
    class_of_value : tuple of IndexArray
        Per layer, the class of each value, -1 for a value no path allows.
    class_counts : tuple of int
        Per layer, how many classes there are.
    """

    layers: tuple[Layer, ...]
    class_of_value: tuple[IndexArray, ...]
    class_counts: tuple[int, ...]

    @property
    def edges(self) -> int:
        """How many edges all layers have."""
        return sum(len(layer.parents) for layer in self.layers)

    @property
    def nodes(self) -> int:
        """How many nodes all layers have."""
        return sum(layer.nodes for layer in self.layers)


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The edges that assign one variable, before equal nodes are merged.

    Parameters
    ----------
    nodes : int
        How many nodes the layer has.
    parents, classes, children : IndexArray
        As of `Layer`; a child may have no edges of its own.
    """

    nodes: int
    parents: IndexArray
    classes: IndexArray
    children: IndexArray


def build_diagram(
    order: Sequence[int],
    automata: Sequence[Automaton],
    sizes: Sequence[int],
    budget: Budget,
    most_edges: int,
) -> Diagram | None:
    """Join automata into one reduced diagram.

    Parameters
    ----------
    order : sequence of int
        The variables of the component.
    automata : sequence of Automaton
        The rules of the component, built for this order.
    sizes : sequence of int
        Number of values of every variable of the model.
    budget : Budget
        Bounds time and size.
    most_edges : int
        Give up beyond this many edges before reduction.

    Returns
    -------
    Diagram or None
        None when no assignment keeps all rules.

    Raises
    ------
    ModelTooLarge
        If the diagram passes ``most_edges``, ``budget.limits.nodes`` or the time.
    """
    growth = _Growth(automata, sizes, budget, most_edges)
    for variable in order:
        growth.add_layer(variable)
        if growth.nodes == 0:
            return None
    return reduce_edges(order, growth.from_end(), growth.class_of_value, budget)


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """How one automaton reads the classes of one variable."""

    rule: int
    table: IndexArray
    columns: IndexArray
    is_last: bool

    def next_states(self, states: IndexArray, classes: IndexArray) -> IndexArray:
        following: IndexArray = self.table[states, self.columns[classes]]
        return following


class _Growth:
    """The product of the automata, layer by layer, only what can be reached."""

    def __init__(
        self, automata: Sequence[Automaton], sizes: Sequence[int], budget: Budget, most_edges: int
    ) -> None:
        self.automata = automata
        self.sizes = sizes
        self.budget = budget
        self.most_edges = most_edges
        self.edge_count = 0
        self.nodes = 1
        self.states: dict[int, IndexArray] = {}
        self.layers: list[Edges] = []
        self.class_of_value: list[IndexArray] = []

    def add_layer(self, variable: int) -> None:
        self.budget.check_time()
        readings, class_of_value, many = self._readings(variable)
        self.class_of_value.append(class_of_value)
        for reading in readings:
            start = self.automata[reading.rule].start
            self.states.setdefault(reading.rule, np.full(self.nodes, start, dtype=np.int32))
        parents, classes = self._allowed_edges(readings, many)
        before = self.nodes
        following = self._following(readings, parents, classes)
        children = self._number_children(following, parents.size)
        self.layers.append(Edges(before, parents, classes, children))

    def from_end(self) -> Iterator[Edges]:
        """Yield the layers, last one first, and forget them."""
        while self.layers:
            yield self.layers.pop()

    def _readings(self, variable: int) -> tuple[list[_Reading], IndexArray, int]:
        """Return the rules that read a variable, the class of each value, and how many classes."""
        touching = [
            (rule, automaton, automaton.scope.index(variable))
            for rule, automaton in enumerate(self.automata)
            if variable in automaton.scope
        ]
        alive = np.ones(self.sizes[variable], dtype=np.bool_)
        for _, automaton, place in touching:
            alive &= _live_columns(automaton, place)[automaton.columns[place]]
        values = np.flatnonzero(alive)
        rows = np.stack([automaton.columns[place] for _, automaton, place in touching], axis=1)
        first, rank = rank_rows(np.ascontiguousarray(rows[values]))
        class_of_value = np.full(self.sizes[variable], -1, dtype=np.int32)
        class_of_value[values] = rank
        examples = values[first]
        readings = [
            _Reading(
                rule,
                automaton.tables[place],
                automaton.columns[place][examples],
                place == len(automaton.scope) - 1,
            )
            for rule, automaton, place in touching
        ]
        readings.sort(key=lambda reading: float(np.mean(reading.table[1:] != BROKEN)))
        return readings, class_of_value, len(first)

    def _allowed_edges(self, readings: list[_Reading], many: int) -> tuple[IndexArray, IndexArray]:
        """Return parents and classes of all edges that no rule forbids at once."""
        step = max(1, CELLS_AT_ONCE // max(1, many))
        found = []
        for begin in range(0, self.nodes, step):
            parents, classes = self._allowed_from(readings, begin, begin + step)
            self.edge_count += parents.size
            if self.edge_count > self.most_edges:
                raise ModelTooLarge(f"the diagram has more than {self.most_edges:,} edges")
            found.append((parents, classes))
        self.budget.check_time()
        return np.concatenate([p for p, _ in found]), np.concatenate([c for _, c in found])

    def _allowed_from(
        self, readings: list[_Reading], begin: int, end: int
    ) -> tuple[IndexArray, IndexArray]:
        first = readings[0]
        states = self.states[first.rule][begin:end]
        rows, reached = np.nonzero(first.table[states][:, first.columns])
        parents, classes = (rows + begin).astype(np.int32), reached.astype(np.int32)
        for reading in readings[1:]:
            states = self.states[reading.rule][parents]
            kept = reading.next_states(states, classes) != BROKEN
            parents, classes = parents[kept], classes[kept]
        return parents, classes

    def _following(
        self, readings: list[_Reading], parents: IndexArray, classes: IndexArray
    ) -> dict[int, IndexArray]:
        """Return, per rule still undecided, the state at the end of each edge."""
        read = {reading.rule: reading for reading in readings}
        following = {}
        for rule, states in self.states.items():
            reading = read.get(rule)
            if reading is None:
                following[rule] = states[parents]
            elif not reading.is_last:
                following[rule] = reading.next_states(states[parents], classes)
        return following

    def _number_children(self, following: dict[int, IndexArray], edges: int) -> IndexArray:
        key, width = np.zeros(edges, dtype=np.int64), 1
        for rule, states in following.items():
            many = max(len(table) for table in self.automata[rule].tables)
            if width * many >= RADIX_LIMIT:
                distinct, key = np.unique(key, return_inverse=True)
                key, width = key.ravel().astype(np.int64), len(distinct)
            key, width = key * many + states, width * many
        _, first, children = np.unique(key, return_index=True, return_inverse=True)
        self.nodes = len(first)
        if self.nodes > self.budget.limits.nodes:
            raise ModelTooLarge(
                f"a layer of the diagram has more than {self.budget.limits.nodes:,} nodes"
            )
        self.states = {rule: states[first] for rule, states in following.items()}
        return children.astype(np.int32).ravel()


def _live_columns(automaton: Automaton, place: int) -> BoolArray:
    """Return which columns some state can read without breaking the rule for good."""
    table = automaton.tables[place]
    if any(np.any(earlier[2:] == KEPT) for earlier in automaton.tables[:place]):
        return np.ones(table.shape[1], dtype=np.bool_)
    live: BoolArray = np.any(table[2:] != BROKEN, axis=0)
    return live


def reduce_edges(
    order: Sequence[int],
    from_end: Iterable[Edges],
    class_of_value: Sequence[IndexArray],
    budget: Budget,
) -> Diagram | None:
    """Drop dead ends, merge equal nodes from the end on, then classes without a difference.

    Parameters
    ----------
    order : sequence of int
        The variables.
    from_end : iterable of Edges
        The layers, last one first; all its edges lead to node 0, the end.
    class_of_value : sequence of IndexArray
        Per variable, the class of each value, -1 for a value that no edge stands for.
    budget : Budget
        Bounds the time.

    Returns
    -------
    Diagram or None
        None when no path leads to the end.

    Raises
    ------
    ModelTooLarge
        If the time is up.
    """
    number = np.zeros(1, dtype=np.int32)
    layers: list[Layer] = []
    class_maps: list[IndexArray] = []
    counts: list[int] = []
    for variable, old_class, edges in zip(
        reversed(order), reversed(class_of_value), from_end, strict=True
    ):
        children = number[edges.children]
        alive = children >= 0
        parents, classes, children = edges.parents[alive], edges.classes[alive], children[alive]
        number, parents, classes, children = _merge_keys(parents, edges.nodes, classes, children)
        by_class = np.argsort(classes, kind="stable")
        class_number, merged, parents, children = _merge_keys(
            classes[by_class], int(old_class.max(initial=-1)) + 1,
            parents[by_class], children[by_class],
        )  # fmt: skip
        class_maps.append(np.where(old_class < 0, -1, class_number[old_class]).astype(np.int32))
        counts.append(int(class_number.max(initial=-1)) + 1)
        by_parent = np.argsort(parents, kind="stable")
        layers.append(
            Layer(variable, int(number.max(initial=-1)) + 1,
                  parents[by_parent], merged[by_parent], children[by_parent])
        )  # fmt: skip
        budget.check_time()
    if number[0] < 0:
        return None
    return Diagram(tuple(layers[::-1]), tuple(class_maps[::-1]), tuple(counts[::-1]))


def _merge_keys(
    keys: IndexArray, many: int, left: IndexArray, right: IndexArray
) -> tuple[IndexArray, IndexArray, IndexArray, IndexArray]:
    """Merge keys with equal lists of (left, right).

    Parameters
    ----------
    keys : IndexArray
        Ascending; equal keys have their entries in one agreed order.
    many : int
        How many keys there may be.
    left, right : IndexArray
        The entries.

    Returns
    -------
    tuple
        New number of every key (-1 without entries, numbered by first appearance), and the
        entries of one representative each: new keys, left, right.
    """
    number = np.full(many, -1, dtype=np.int32)
    if not keys.size:
        return number, keys, left, right
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    for salt in range(8):
        first, rank = _rank_lists(starts, keys.size, left, right, salt)
        lengths = np.diff(starts, append=keys.size)
        twin = np.repeat(starts[first[rank]] - starts, lengths) + np.arange(keys.size)
        if np.array_equal(left[twin], left) and np.array_equal(right[twin], right):
            break
    else:
        raise RuntimeError("eight hashes in a row collided")
    number[keys[starts]] = rank
    is_first = np.zeros(len(starts), dtype=np.bool_)
    is_first[first] = True
    kept = np.repeat(is_first, lengths)
    return number, number[keys[kept]], left[kept], right[kept]


def _rank_lists(
    starts: npt.NDArray[np.int64], size: int, left: IndexArray, right: IndexArray, salt: int
) -> tuple[IndexArray, IndexArray]:
    """Rank lists by two sums of hashes and the length; lists of equal rank may yet differ."""
    both = left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)
    hashes = [
        np.add.reduceat(_scramble(both, seed), starts).astype(np.uint64)
        for seed in (2 * salt + 1, 2 * salt + 2)
    ]
    lengths = np.diff(starts, append=size).astype(np.uint64)
    first, rank = rank_rows(np.stack([*hashes, lengths], axis=1))
    by_place = np.argsort(first)
    renumber = np.empty_like(by_place)
    renumber[by_place] = np.arange(len(by_place))
    return first[by_place], renumber[rank].astype(np.int32)


def _scramble(values: npt.NDArray[np.uint64], seed: int) -> npt.NDArray[np.uint64]:
    """Mix bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    mixed = values + np.uint64(seed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
