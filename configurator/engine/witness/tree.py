"""Options that no rule reaches: their state follows from the tree alone.

Every group of such options hangs below a *source*: an option of the tree above it, a node of the
core, or the core's literal "one of the pure members". Groups of all kinds are one kind here:
``low`` to ``high`` members whenever the source holds.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import BoolArray
from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness.structure import Structure

PlaceArray = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Twig:
    """A group of pure options before they are numbered.

    Parameters
    ----------
    parent : int
        The pure option above; -1 if the source is in the core.
    source : int or None
        The node of the core, if it is one.
    low, high : int
        How many members are selected whenever the source holds.
    members : tuple of int
        Places of the options.
    """

    parent: int
    source: int | None
    low: int
    high: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PureTree:
    """Pure options, numbered level by level and group by group after the nodes of the core.

    Parameters
    ----------
    nodes : int
        Nodes of the core; the first pure option has this number.
    node_of_option : PlaceArray
        Per option, core or pure, its number.
    source_of_node : PlaceArray
        Per pure option, counted from ``nodes``, the number of its source.
    group_of_node : PlaceArray
        Per pure option, its group.
    level_starts : PlaceArray
        Where each level begins, in numbers; the end comes last.
    group_starts : PlaceArray
        Where each group begins, in numbers; the end comes last. Groups may be empty.
    group_sources, lows, highs : PlaceArray
        Per group, its source and how many members are selected whenever that holds.
    """

    nodes: int
    node_of_option: PlaceArray
    source_of_node: PlaceArray
    group_of_node: PlaceArray
    level_starts: PlaceArray
    group_starts: PlaceArray
    group_sources: PlaceArray
    lows: PlaceArray
    highs: PlaceArray


def grow_tree(
    structure: Structure, node_of: dict[int, int], nodes: int, twigs: Sequence[Twig]
) -> PureTree:
    """Number the pure options.

    Parameters
    ----------
    structure : Structure
        Whose options they are.
    node_of : dict of int to int
        Nodes of the options in the core.
    nodes : int
        Number of nodes of the core.
    twigs : sequence of Twig
        The groups; every pure option is in exactly one.

    Returns
    -------
    PureTree
        Immutable.
    """
    number = dict(node_of)
    waiting: dict[int, list[Twig]] = {}
    level = []
    for twig in twigs:
        if twig.parent < 0:
            level.append(twig)
        else:
            waiting.setdefault(twig.parent, []).append(twig)
    level_starts, ordered, following = [nodes], [], nodes
    while level:
        below: list[Twig] = []
        for twig in level:
            for member in twig.members:
                number[member] = following
                following += 1
                below.extend(waiting.pop(member, ()))
        ordered += level
        level = below
        level_starts.append(following)
    sizes = [len(twig.members) for twig in ordered]
    sources = _places(number[t.parent] if t.source is None else t.source for t in ordered)
    return PureTree(
        nodes,
        _places(number[option] for option in range(structure.options)),
        np.repeat(sources, sizes),
        np.repeat(np.arange(len(ordered)), sizes),
        _places(level_starts),
        nodes + np.cumsum(_places([0, *sizes])),
        sources,
        _places(twig.low for twig in ordered),
        _places(twig.high for twig in ordered),
    )


def _places(numbers: Iterable[int]) -> PlaceArray:
    return np.fromiter(numbers, dtype=np.intp)


class TreeState:
    """What a customer's decisions mean for pure options; one customer at a time.

    Parameters
    ----------
    tree : PureTree
        Shared and never changed.

    Attributes
    ----------
    forbidden_at_rest : list of int
        Nodes of the core that groups with too few members forbid.
    """

    def __init__(self, tree: PureTree) -> None:
        self._tree = tree
        self._lows = tree.lows.tolist()
        self._highs = tree.highs.tolist()
        self._group_sources = tree.group_sources.tolist()
        self._group_starts = tree.group_starts.tolist()
        self.forbidden_at_rest = self._rest()

    def restart(self) -> None:
        """Forget all decisions."""
        self._can, self._need, self._may_be, self._may_lack = (a.copy() for a in self._at_rest)
        self._able, self._needed = self._able_at_rest.copy(), [0] * len(self._able_at_rest)
        self._touched: set[int] = set()

    def _rest(self) -> list[int]:
        """Find out what groups with too few members forbid before anything is decided."""
        tree = self._tree
        sizes = np.diff(tree.group_starts)
        many = len(tree.source_of_node)
        may_lack = (sizes - 1 >= tree.lows)[tree.group_of_node]
        may_be = (tree.highs > 0)[tree.group_of_node]
        self._at_rest = [np.ones(many, np.bool_), np.zeros(many, np.bool_), may_be, may_lack]
        self._able_at_rest: list[int] = sizes.tolist()
        self.restart()
        forbidden: list[int] = []
        for group in np.flatnonzero(sizes < tree.lows).tolist():
            forbidden += self._refuse(self._group_sources[group])
        self._refresh()
        self._at_rest = [self._can, self._need, self._may_be, self._may_lack]
        self._able_at_rest = self._able
        self.restart()
        return forbidden

    def decide(self, node: int, is_taken: bool) -> int:
        """Take or refuse a pure option.

        Parameters
        ----------
        node : int
            Number of a pure option.
        is_taken : bool
            Taken or refused.

        Returns
        -------
        int
            What follows for the core: ``node + 1`` for a node that must hold, ``-node - 1`` for
            one that must not, 0 for nothing.

        Raises
        ------
        InconsistentChoices
            If it contradicts an earlier decision; the state is then of no use before `restart`.
        """
        if is_taken:
            return self._take(node)
        followed = self._refuse(node)
        return -followed[0] - 1 if followed else 0

    def _take(self, node: int) -> int:
        nodes = self._tree.nodes
        while node >= nodes:
            place = node - nodes
            if self._need[place]:
                return 0
            group = int(self._tree.group_of_node[place])
            if not self._can[place] or self._needed[group] >= self._highs[group]:
                raise InconsistentChoices("the decisions contradict each other")
            self._need[place] = True
            self._needed[group] += 1
            self._touched.add(group)
            node = self._group_sources[group]
        return node + 1

    def _refuse(self, node: int) -> list[int]:
        nodes = self._tree.nodes
        while node >= nodes:
            place = node - nodes
            if not self._can[place]:
                return []
            if self._need[place]:
                raise InconsistentChoices("the decisions contradict each other")
            group = int(self._tree.group_of_node[place])
            self._can[place] = False
            self._able[group] -= 1
            self._touched.add(group)
            if self._able[group] >= self._lows[group]:
                return []
            node = self._group_sources[group]
        return [node]

    def spread(self, can_be: BoolArray, can_lack: BoolArray) -> None:
        """Work out from the core which pure options can be selected and which can be left out.

        Parameters
        ----------
        can_be, can_lack : BoolArray
            Per number; filled for the nodes of the core, written for pure options.
        """
        tree, nodes = self._tree, self._tree.nodes
        self._refresh()
        starts = tree.level_starts.tolist()
        for low, high in itertools.pairwise(starts):
            here = slice(low - nodes, high - nodes)
            sources = tree.source_of_node[here]
            above = can_be[sources]
            can_be[low:high] = above & self._may_be[here]
            can_lack[low:high] = (~self._need[here] & can_lack[sources]) | (
                above & self._may_lack[here]
            )

    def _refresh(self) -> None:
        """Renew what members may do in the groups that decisions touched."""
        nodes = self._tree.nodes
        for group in self._touched:
            members = slice(
                self._group_starts[group] - nodes, self._group_starts[group + 1] - nodes
            )
            can, need = self._can[members], self._need[members]
            is_full = self._needed[group] >= self._highs[group]
            spare = self._able[group] - self._lows[group]
            self._may_be[members] = can & need if is_full else can
            if spare > 0:
                self._may_lack[members] = ~need
            else:
                self._may_lack[members] = ~need & ~can if spare == 0 else False
        self._touched.clear()
